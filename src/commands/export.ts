// `courant export`: every address of the site as a file, for any web server or object store.

import { existsSync, readdirSync, statSync } from 'node:fs';
import type { NewPublication } from '../build/messages.ts';
import { beginFolder, filesPublishedIn } from '../disk/export-folder.ts';
import { Unavailable } from '../http/answer.ts';
import { isError, type Problem } from '../model/problem.ts';
import { isLoopback } from '../model/site.ts';
import type { Library } from '../serve/library.ts';
import { openLibrary } from '../serve/open-library.ts';
import { ContentError } from '../serve/problem-log.ts';
import { ContentChanged, type ExportedFiles, exportFiles } from './export/export-files.ts';
import { filesForHosts, leftOutOf } from './export/hosts.ts';
import { areNested, realPlaceOf } from './folders.ts';
import { type ExitCode, Failure, type Terminal, UsageError } from './io.ts';
import { counted, countsOf, errorsFirst, reportOf } from './report.ts';

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
    await library.ready;
    const exported = await exportSettled(library, place, { publication: () => publication, keepGoing }, io);
    const { count, changed, removed } = exported;
    leftOutOf(exported).forEach(io.err);
    reportOf(errorsFirst(library.problems()), content).forEach(io.err);
    const gone = removed.filter((path) => !/\.(?:br|gz)$/.test(path)).length;
    const told = `${changed} of them new or changed${gone > 0 ? `, ${gone} more removed` : ''}`;
    io.out(`${out}: ${counted(count, 'address', 'addresses')}, ${told}.`);
    remark(publication?.site.url ?? '', library, io);
    return 0;
  } catch (error) {
    if (!(error instanceof ContentError)) throw inWords(error, place);
    reportOf(error.problems, content).forEach(io.err);
    if (error.problems.length === 0) io.err(error.message);
    io.err(error instanceof UnfitError ? error.message : 'Nothing was exported.');
    return 1;
  } finally {
    await library.close();
  }
}

/** Where the folder will be, links resolved. Throws if it would take the place of something else. */
function placeFor(out: string, content: string): string {
  if (areNested(out, content)) {
    throw new UsageError(`${out} and ${content} lie in one another. Export into a folder beside it, such as dist.`);
  }
  const place = realPlaceOf(out);
  if (!existsSync(place)) return place;
  if (!statSync(place).isDirectory()) throw new UsageError(`${out} is a file. Export into a folder.`);
  // What a host or git wants to have there may be there from the beginning.
  const foreign = readdirSync(place).find((name) => !name.startsWith('.') && name !== 'CNAME');
  if (foreign !== undefined && !filesPublishedIn(place)) {
    throw new UsageError(`${out} holds files that courant export did not make. Choose another folder, or empty it.`);
  }
  return place;
}

/** There are problems that stop the export; the message is what is said below them. */
class UnfitError extends ContentError {}

function throwIfUnfit(problems: readonly Problem[], keepGoing: boolean): void {
  const local = problems.filter(({ code }) => code === 'tag-authority-local');
  if (local.length > 0) throw new UnfitError('Nothing was exported: readers would keep these ids for ever.', local);
  const errors = problems.filter(isError);
  if (errors.length === 0 || keepGoing) return;
  const words = `${countsOf(errors)}. Nothing was exported; --keep-going leaves out what has errors.`;
  throw new UnfitError(words, errors);
}

const MAX_TRIES = 3;

/** Exports one version of the content: if it changes meanwhile, all begins again. Throws if a problem stops it. */
async function exportSettled(
  library: Library,
  place: string,
  { publication, keepGoing }: { publication: () => NewPublication | undefined; keepGoing: boolean },
  io: Terminal,
): Promise<ExportedFiles & { readonly removed: readonly string[] }> {
  for (let tries = 1; ; tries++) {
    const folder = beginFolder(place, Date.now());
    const version = publication();
    try {
      const paths = await library.paths();
      throwIfUnfit(library.problems(), keepGoing); // by now all problems of heads are known
      const exported = await exportFiles(paths, library, folder, io);
      const forHosts = filesForHosts(exported, version?.site.url ?? '', library.basePath() ?? '/');
      for (const [name, text] of Object.entries(forHosts)) folder.put(name, Buffer.from(text));
      if (publication() !== version) throw new ContentChanged('The content changed');
      throwIfUnfit(library.problems(), keepGoing); // now those of bodies are known too
      return { ...exported, removed: folder.finish() };
    } catch (error) {
      if (!(error instanceof ContentChanged) || tries === MAX_TRIES) throw error;
      await library.refresh();
      await library.idle(); // feeds that were asked for are written again in the background
    } finally {
      folder.abandon();
    }
  }
}

/** A fault as the person is told of it. */
function inWords(error: unknown, place: string): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (error instanceof Unavailable)
    return new Failure('A file took too long to read or to format. Nothing was exported.');
  if (error instanceof ContentChanged)
    return new Failure(`${message} while it was exported, ${MAX_TRIES} times. Nothing was exported.`);
  if (!['EBUSY', 'EXDEV'].includes(code)) return error;
  return new Failure(`${place} cannot be replaced: something is mounted there. Export into a folder inside it.`);
}

function remark(url: string, library: Library, io: Terminal): void {
  if (isLoopback(new URL(url).hostname)) {
    io.err(`Its links begin with ${url}. Before you publish it, set url in site.yaml, or SITE_URL, and export again.`);
  }
  const { scheduled } = library.counts();
  if (scheduled > 0) io.err(`${counted(scheduled, 'article')} still to come: export again when the date is there.`);
}
