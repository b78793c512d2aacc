// `courant export`: every address of the site as a file, for any web server or object store.

import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { beginFolder, type FolderInMaking } from '../disk/publish-folder.ts';
import { filesPublishedIn, MANIFEST, TakenError } from '../disk/published-files.ts';
import { ContentError, type Library, openLibrary } from '../live/library.ts';
import { NOT_FOUND, urlOf } from '../model/paths.ts';
import { isError, type Problem, printProblem, sortProblems } from '../model/problem.ts';
import { type Publication, Unsettled } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import { exportFiles } from './export/export-files.ts';
import type { Exported } from './export/export-part.ts';
import { headerRulesOf } from './export/header-rules.ts';
import { movedPathsOf } from './export/moved.ts';
import { NGINX_FILE, nginxFile } from './export/nginx.ts';
import { headersFile, leftOutOf, redirectsFile } from './export/static-hosts.ts';
import { type ExitCode, Failure, type Io, type Terminal, UsageError } from './io.ts';
import { counted, countsOf, reportOf } from './report.ts';

export interface ExportOptions {
  readonly content: string;
  /** The folder that is to hold the site. */
  readonly out: string;
}

/** Exports the site, wholly or not at all. 1 where there is an error in the content. */
export async function exportSite({ content, out }: ExportOptions, io: Terminal): Promise<ExitCode> {
  const place = placeFor(out, content);
  const url = io.env.SITE_URL || undefined;
  const now = Date.now(); // all of it is of one instant
  const library = openLibrary(content, { watch: false, url, clock: () => now, keptHtml: KEPT_HTML });
  try {
    if (!(await isReadable(library, content, io))) return 1;
    const exported = await exportSettled(library, { content, url, place }, io);
    if (!exported) return 1;
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

/** What is exported, from where to where. */
interface Way {
  readonly content: string;
  readonly url: string | undefined;
  /** Where the folder will be, links resolved. */
  readonly place: string;
}

/** Characters, for each thread: a body is rendered for each feed that it is in, and for its page, unless it is still there. */
const KEPT_HTML = 48 * 1024 * 1024;

/** Where the folder will be, links resolved. Throws where it would take the place of something else. */
function placeFor(out: string, content: string): string {
  const place = realPathOf(resolve(out));
  const source = realPathOf(resolve(content));
  if (isWithin(place, source) || isWithin(source, place)) {
    throw new UsageError(`${out} and ${content} lie in one another. Export into a folder beside it, such as dist.`);
  }
  if (!existsSync(place)) return place;
  if (!statSync(place).isDirectory()) throw new UsageError(`${out} is a file. Export into a folder.`);
  // What a host or git wants to have there may be there from the beginning.
  const foreign = readdirSync(place).find((name) => !name.startsWith('.') && name !== 'CNAME');
  if (foreign !== undefined && !filesPublishedIn(place)) {
    throw new UsageError(`${out} holds files that courant export did not make. Choose another folder, or empty it.`);
  }
  return place;
}

function realPathOf(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new UsageError(`${path} is a link that leads nowhere. Make the folder that it names, or remove the link.`);
  }
  const parent = dirname(path);
  return parent === path ? path : join(realPathOf(parent), basename(path));
}

const isWithin = (path: string, folder: string): boolean =>
  `${path}${sep}`.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);

/** Whether every head can be read; if not, every problem of heads and bodies is printed. */
async function isReadable(library: Library, content: string, io: Io): Promise<boolean> {
  try {
    await library.ready;
    if (!library.problems().some(isError)) return true;
    await library.renderAll();
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    if (error.problems.length === 0) {
      io.err(error.message);
      return false;
    }
  }
  return isSound(library.problems(), content, io);
}

/** Prints the problems, each once; false where there is an error. One in a body counts too: somebody would read it. */
function isSound(found: readonly Problem[], content: string, io: Io): boolean {
  const problems = [...new Map(found.map((problem) => [printProblem(problem, content), problem])).values()];
  for (const problem of sortProblems(problems)) for (const line of reportOf(problem, content)) io.err(line);
  if (!problems.some(isError)) return true;
  io.err(`${countsOf(problems)}. Nothing was exported.`);
  return false;
}

const TRIES = 3;

/** Of one version of the content: where it changes meanwhile, all begins again. Nothing where there is an error. */
async function exportSettled(library: Library, way: Way, io: Terminal): Promise<readonly Exported[] | undefined> {
  const { place } = way;
  for (let n = 1; ; n++) {
    const folder = beginFolder(place, Date.now());
    try {
      const exported = await exportInto(folder, library, way, io);
      if (exported) folder.finish();
      else folder.abandon();
      return exported;
    } catch (error) {
      folder.abandon();
      if (error instanceof TakenError) throw new Failure(`${error.message} Nothing was exported.`);
      if (['EBUSY', 'EXDEV'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        throw new Failure(`${place} cannot be replaced: something is mounted there. Export into a folder inside it.`);
      }
      if (!(error instanceof Unsettled)) throw error;
      if (n === TRIES)
        throw new Failure(`${error.message} while it was exported, ${TRIES} times. Nothing was exported.`);
      await library.refresh();
    }
  }
}

async function exportInto(
  folder: FolderInMaking,
  library: Library,
  { content, url, place }: Way,
  io: Terminal,
): Promise<readonly Exported[] | undefined> {
  const [publication, site] = [library.current() as Publication, library.site() as Site];
  const source = { content, url, place, at: publication.at, fingerprint: library.fingerprint(), keptHtml: KEPT_HTML };
  const { exported, problems } = await exportFiles(publication, folder, source, io);
  const written = new Set(exported.map(({ path }) => urlOf(site, path)));
  // Bodies that no page shows: of drafts, and of a site whose pages are elsewhere.
  await library.renderAll((article) => !written.has(publication.permalinkOf(article) ?? ''));
  if (!isSound(library.problems().concat(problems), content, io)) return undefined;
  const rules = await headerRulesOf(exported, publication);
  const movedPaths = movedPathsOf(publication, site);
  const hasNotFoundPage = publication.get(NOT_FOUND)?.kind === 'document';
  const { basePath } = publication;
  const hidden = ['_headers', '_redirects', NGINX_FILE, MANIFEST];
  const write = (name: string, text: string) => folder.put(name, Buffer.from(text));
  write('_headers', headersFile(rules));
  write('_redirects', redirectsFile(movedPaths, site));
  write(NGINX_FILE, nginxFile({ basePath, rules, movedPaths, hasNotFoundPage, hidden }));
  for (const line of leftOutOf(movedPaths)) io.err(line);
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
