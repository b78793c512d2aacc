// `courant export`: every address of the site as a file, for any web server or object store.

import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { beginFolder, type FolderInMaking } from '../disk/publish-folder.ts';
import { ContentError, type Library, openLibrary } from '../live/library.ts';
import { NOT_FOUND } from '../model/paths.ts';
import { isError } from '../model/problem.ts';
import { type Publication, Unsettled } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { type Exported, exportFiles } from './export/export-files.ts';
import { headerRulesOf } from './export/header-rules.ts';
import { movedPathsOf } from './export/moved.ts';
import { NGINX_FILE, nginxFile } from './export/nginx.ts';
import { headersFile, redirectsFile } from './export/static-hosts.ts';
import { type ExitCode, Failure, type Io, type Terminal, UsageError } from './io.ts';
import { counted, countsOf, reportOf } from './report.ts';

export interface ExportOptions {
  readonly content: string;
  /** The folder that is to hold the site. */
  readonly out: string;
}

/** Says of a folder that courant export made it, and may make it anew. */
const MARKER = '.courant-export';

/** Exports the site, wholly or not at all. 1 where there is an error in the content. */
export async function exportSite({ content, out }: ExportOptions, io: Terminal): Promise<ExitCode> {
  const place = placeFor(out, content);
  const library = openLibrary(content, { watch: false, url: io.env.SITE_URL || undefined, keptHtml: KEPT_HTML });
  try {
    if (!(await isSound(library, content, io))) return 1;
    const exported = await exportSettled(library, place, io);
    const changed = exported.filter(({ isChanged }) => isChanged).length;
    io.out(
      `${out}: ${counted(exported.length, 'address')}, ${changed} of them new or changed.`.replace(
        'addresss',
        'addresses',
      ),
    );
    remark(library, io);
    return 0;
  } finally {
    library.close();
  }
}

/** Characters: each body is rendered for its problems, and again for its page unless it is still there. */
const KEPT_HTML = 96 * 1024 * 1024;

/** Where the folder will be, links resolved. Throws where it would take the place of something else. */
function placeFor(out: string, content: string): string {
  const place = realPathOf(resolve(out));
  const source = realPathOf(resolve(content));
  if (isWithin(place, source) || isWithin(source, place)) {
    throw new UsageError(`${out} and ${content} lie in one another. Export into a folder beside it, such as dist.`);
  }
  if (!existsSync(place)) return place;
  if (!statSync(place).isDirectory()) throw new UsageError(`${out} is a file. Export into a folder.`);
  const names = readdirSync(place);
  if (names.length > 0 && !names.includes(MARKER)) {
    throw new UsageError(`${out} holds files that courant export did not make. Choose another folder, or empty it.`);
  }
  return place;
}

function realPathOf(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realPathOf(parent), basename(path));
}

const isWithin = (path: string, folder: string): boolean =>
  `${path}${sep}`.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);

/** Prints every problem. An error in a body counts too: somebody would read it. */
async function isSound(library: Library, content: string, io: Io): Promise<boolean> {
  try {
    await library.ready;
    await library.renderAll();
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    if (error.problems.length === 0) io.err(error.message);
  }
  const problems = library.problems();
  for (const problem of problems) for (const line of reportOf(problem, content)) io.err(line);
  if (library.current() && !problems.some(isError)) return true;
  io.err(`${countsOf(problems)}. Nothing was exported.`);
  return false;
}

const TRIES = 3;

/** Of one version of the content: where it changes meanwhile, all begins again. */
async function exportSettled(library: Library, place: string, io: Terminal): Promise<Exported[]> {
  for (let n = 1; ; n++) {
    const folder = beginFolder(place, Date.now());
    try {
      const exported = await exportInto(folder, library.current() as Publication, library.site() as Site, place, io);
      folder.finish();
      return exported;
    } catch (error) {
      folder.abandon();
      if (['EBUSY', 'EXDEV'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        throw new Failure(`${place} cannot be replaced: something is mounted there. Export into a folder inside it.`);
      }
      if (!(error instanceof Unsettled) || n === TRIES) throw error;
      await library.refresh();
    }
  }
}

async function exportInto(
  folder: FolderInMaking,
  publication: Publication,
  site: Site,
  place: string,
  io: Terminal,
): Promise<Exported[]> {
  const exported = await exportFiles(publication, folder, io);
  const rules = await headerRulesOf(exported, publication);
  const movedPaths = movedPathsOf(publication, site);
  const hasNotFoundPage = publication.get(NOT_FOUND)?.kind === 'document';
  const { basePath } = publication;
  const hidden = ['_headers', '_redirects', NGINX_FILE, MARKER];
  const write = (name: string, text: string) => folder.put(name, Buffer.from(text));
  write('_headers', headersFile(rules));
  write('_redirects', redirectsFile(movedPaths, site));
  write(NGINX_FILE, nginxFile({ folder: place, basePath, rules, movedPaths, hasNotFoundPage, hidden }));
  write(MARKER, 'Made by courant export, which may replace this folder.\n');
  return exported;
}

function remark(library: Library, io: Io): void {
  const { url = '' } = library.site() ?? {};
  if (/^https?:\/\/(?:localhost|127\.|\[::1\])/.test(url)) {
    io.err(`Its links begin with ${url}. Before you publish it, set url in site.yaml, or SITE_URL, and export again.`);
  }
  const { scheduled } = library.counts();
  if (scheduled > 0) io.err(`${counted(scheduled, 'article')} still to come: export again when the date is there.`);
}
