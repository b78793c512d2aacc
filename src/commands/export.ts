// `courant export`: every address of the site as a file, for any web server or object store.

import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { NewPublication } from '../build/messages.ts';
import { beginFolder, type ExportFolder, filesPublishedIn, MANIFEST, TakenError } from '../disk/export-folder.ts';
import { Unavailable } from '../http/answer.ts';
import { NOT_FOUND } from '../model/paths.ts';
import { isError, nameOfProblem, type Problem } from '../model/problem.ts';
import { type Library, openLibrary } from '../serve/library.ts';
import { ContentError } from '../serve/problem-log.ts';
import { ContentChanged, type ExportedFile, exportFiles } from './export/export-files.ts';
import { headerRulesOf } from './export/header-rules.ts';
import { NGINX_FILE, nginxFile } from './export/nginx.ts';
import { headersFile, leftOutOf, redirectsFile } from './export/static-hosts.ts';
import { type ExitCode, Failure, type Io, type Terminal, UsageError } from './io.ts';
import { counted, countsOf, reportOf } from './report.ts';

interface ExportOptions {
  readonly content: string;
  /** The folder that is to hold the site. */
  readonly out: string;
  /** Whether articles with errors are left out, instead of stopping the export. */
  readonly keepGoing: boolean;
}

/** Exports the site, wholly or not at all. 1 if there is an error in the content. */
export async function exportSite({ content, out, keepGoing }: ExportOptions, io: Terminal): Promise<ExitCode> {
  const place = placeFor(out, content);
  const now = Date.now(); // all of it is of one instant
  let publication: NewPublication | undefined;
  const library = openLibrary(content, {
    watch: false,
    url: io.env.SITE_URL || undefined,
    clock: () => now,
    onPublish: (next) => {
      publication = next;
    },
    log: io.err,
    onError() {}, // what is wrong is printed below
  });
  try {
    if (!(await isReady(library, content, io))) return 1;
    const told = new Set<string>();
    const isSound = () => reportErrors(library.problems(), { content, keepGoing, told }, io);
    if (!isSound()) return 1;
    const exported = await exportSettled(library, place, io, { current: () => publication, isSound });
    if (!exported) return 1;
    const warnings = library.problems().filter((problem) => !isError(problem));
    report(warnings, content, io);
    const changed = exported.filter(({ isChanged }) => isChanged).length;
    io.out(`${out}: ${counted(exported.length, 'address', 'addresses')}, ${changed} of them new or changed.`);
    remark(publication?.site.url ?? '', library, io);
    return 0;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    throw new Failure('A file took too long to read or to format. Nothing was exported.');
  } finally {
    await library.close();
  }
}

/** Where the folder will be, links resolved. Throws if it would take the place of something else. */
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

/** Whether there is a publication; if not, what stands in the way is printed. */
async function isReady(library: Library, content: string, io: Io): Promise<boolean> {
  try {
    await library.ready;
    return true;
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    if (error.problems.length === 0) io.err(error.message);
    report(error.problems, content, io);
    io.err('Nothing was exported.');
    return false;
  }
}

interface Reporting {
  readonly content: string;
  readonly keepGoing: boolean;
  /** The names of errors that were printed already. */
  readonly told: Set<string>;
}

/** Prints errors that are new; false if a problem stops the export. */
function reportErrors(problems: readonly Problem[], { content, keepGoing, told }: Reporting, io: Io): boolean {
  const unfit = problems.filter(({ code }) => code === 'tag-authority-local');
  if (unfit.length > 0) {
    report(unfit, content, io);
    io.err('Nothing was exported: readers would keep these ids for ever.');
    return false;
  }
  const errors = problems.filter(isError);
  report(
    errors.filter((error) => !told.has(nameOfProblem(error))),
    content,
    io,
  );
  for (const error of errors) told.add(nameOfProblem(error));
  if (errors.length === 0 || keepGoing) return true;
  io.err(`${countsOf(errors)}. Nothing was exported; --keep-going leaves out what has errors.`);
  return false;
}

function report(problems: readonly Problem[], content: string, io: Io): void {
  for (const problem of problems) for (const line of reportOf(problem, content)) io.err(line);
}

const MAX_TRIES = 3;

interface Settling {
  readonly current: () => NewPublication | undefined;
  /** Whether no problem that is known by now stops the export. */
  readonly isSound: () => boolean;
}

/**
 * Exports one version of the content: if it changes meanwhile, all begins again. Undefined if there is an error in it,
 * which for a body is known once it is written.
 */
async function exportSettled(
  library: Library,
  place: string,
  io: Terminal,
  { current, isSound }: Settling,
): Promise<readonly ExportedFile[] | undefined> {
  for (let n = 1; ; n++) {
    const folder = beginFolder(place, Date.now());
    const version = current();
    try {
      const files = await exportInto(folder, current()?.site.url ?? '', library, io);
      if (current() !== version) throw new ContentChanged('The content changed');
      if (isSound()) {
        folder.finish();
        return files;
      }
      folder.abandon();
      return undefined;
    } catch (error) {
      folder.abandon();
      if (error instanceof TakenError) throw new Failure(`${error.message} Nothing was exported.`);
      if (['EBUSY', 'EXDEV'].includes((error as NodeJS.ErrnoException).code ?? '')) {
        throw new Failure(`${place} cannot be replaced: something is mounted there. Export into a folder inside it.`);
      }
      if (!(error instanceof ContentChanged)) throw error;
      if (n === MAX_TRIES) {
        throw new Failure(`${error.message} while it was exported, ${MAX_TRIES} times. Nothing was exported.`);
      }
      await library.refresh();
      await library.idle(); // feeds that were asked for are written again in the background
    }
  }
}

async function exportInto(
  folder: ExportFolder,
  siteUrl: string,
  library: Library,
  io: Terminal,
): Promise<readonly ExportedFile[]> {
  const basePath = library.basePath() ?? '/';
  const { files, ...movedPaths } = await exportFiles(library, folder, io);
  const rules = await headerRulesOf(files, library);
  const hasNotFoundPage = files.some(({ path }) => path === NOT_FOUND);
  const hidden = ['_headers', '_redirects', NGINX_FILE, MANIFEST];
  const write = (name: string, text: string) => folder.put(name, Buffer.from(text));
  write('_headers', headersFile(rules));
  write('_redirects', redirectsFile(movedPaths, siteUrl));
  write(NGINX_FILE, nginxFile({ basePath, rules, movedPaths, hasNotFoundPage, hidden }));
  for (const line of leftOutOf(movedPaths)) io.err(line);
  return files;
}

function remark(url: string, library: Library, io: Io): void {
  if (/^https?:\/\/(?:localhost|127\.|\[::1\])/.test(url)) {
    io.err(`Its links begin with ${url}. Before you publish it, set url in site.yaml, or SITE_URL, and export again.`);
  }
  const { scheduled } = library.counts();
  if (scheduled > 0) io.err(`${counted(scheduled, 'article')} still to come: export again when the date is there.`);
}
