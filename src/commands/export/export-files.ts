// The files of an export: every address of a publication, each written once, with its compressed copies; and the rules
// by which a host answers with the fields that `serve` would send.

import type { ExportFolder } from '../../disk/export-folder.ts';
import { type Answer, Unavailable } from '../../http/answer.ts';
import { brotliOf, gzipOf } from '../../http/codings.ts';
import { fieldsOfFile } from '../../http/file.ts';
import type { HeaderFields } from '../../http/representation.ts';
import { isArchive, NOT_FOUND } from '../../model/paths.ts';
import { nameOfRule } from '../../model/site.ts';
import type { Library } from '../../serve/library.ts';
import { Failure, type Terminal } from '../io.ts';

/** An address that is a file now. Paths here are decoded, and below the site. */
interface ExportedFile {
  readonly path: string;
  readonly kind: 'page' | 'document' | 'file';
  /** What `serve` sends with it and with others like it. */
  readonly fields: HeaderFields;
  readonly isChanged: boolean;
}

/** The fields that some addresses are answered with. The first rule that matches an address counts. */
export interface HeaderRule extends Pick<ExportedFile, 'kind' | 'fields'> {
  /** A regular expression for the whole path. */
  readonly pattern: string;
  /** The same for hosts that know only `*`, and obey all rules that match; none if one would match more. */
  readonly globs: readonly string[];
}

/** The content changed while it was exported: what was written may be of two versions. */
export class ContentChanged extends Error {}

/** Documents under way at one time: while one is compressed, the builder writes the next. */
const IN_FLIGHT = 8;

export type ExportedFiles = Awaited<ReturnType<typeof exportFiles>>;

/**
 * Writes the file of each of the paths into the folder. What became of the addresses is in the order of the paths: what
 * site.yaml says comes first. Throws ContentChanged if a file changes meanwhile.
 */
export async function exportFiles(all: readonly string[], library: Library, folder: ExportFolder, io: Terminal) {
  const queryRules = library.queryRules();
  const decidedByQuery = new Set(queryRules.map(nameOfRule));
  const paths = [...new Set(all)].filter((path) => !decidedByQuery.has(path));
  // By the index of the path, whichever is written first.
  const written: ExportedFile[] = [];
  const moved: (readonly [from: string, to: string])[] = [];
  const gone: string[] = [];
  let next = 0;

  async function exportNext(): Promise<void> {
    for (let index = next++; index < paths.length; index = next++) {
      if (io.stop.aborted) throw new Failure('Stopped. Nothing was exported.');
      const path = paths[index] as string;
      const answer = await answerAt(path, library);
      if (answer?.kind === 'moved') moved[index] = [path, answer.to];
      else if (answer?.kind === 'gone') gone[index] = path;
      else if (answer) written[index] = await exportOne(path, answer, folder);
      io.progress(`${next} of ${paths.length}: ${path}`);
    }
  }

  await Promise.all(Array.from({ length: IN_FLIGHT }, exportNext));
  io.progress('');
  const files = Object.values(written);
  return {
    count: files.length,
    /** How many of them are new or other than before. */
    changed: files.filter(({ isChanged }) => isChanged).length,
    rules: headerRulesOf(files),
    moved: Object.values(moved),
    gone: Object.values(gone),
    queryRules,
  };
}

async function answerAt(path: string, library: Library): Promise<Answer | undefined> {
  try {
    return await library.get(path);
  } catch (error) {
    throw error instanceof Unavailable ? new ContentChanged(error.message || 'The content changed') : error;
  }
}

async function exportOne(
  path: string,
  answer: Extract<Answer, { kind: 'document' | 'file' }>,
  folder: ExportFolder,
): Promise<ExportedFile> {
  const name = fileOfPath(path);
  if (name === undefined) throw new Failure(`No file can have the name of the address ${path}.`);
  if (answer.kind === 'file') {
    const fields = { 'content-type': answer.type, ...fieldsOfFile(answer.type) };
    try {
      const isChanged = await folder.putLong(name, answer.file, answer.open(0, answer.file.size));
      return { path, kind: 'file', fields: sharedIn(fields), isChanged };
    } catch (error) {
      // What the system says has a code: no space, no permission.
      throw (error as NodeJS.ErrnoException).code === undefined ? new ContentChanged(`${path} changed`) : error;
    }
  }
  const { body, fields } = answer.representation.identity;
  const isChanged = folder.put(name, body);
  for (const [ending, compress] of Object.entries({ gz: gzipOf, br: brotliOf })) {
    const beside = `${name}.${ending}`;
    if (compress && (isChanged || !folder.keep(beside))) folder.put(beside, await compress(body));
  }
  return { path, kind: path.endsWith('/') ? 'page' : 'document', fields: sharedIn(fields), isChanged };
}

/** The file of a path: `tags/x/index.html` of `/tags/x/`; undefined if no file can have the name. */
export function fileOfPath(path: string): string | undefined {
  const parts = (path.endsWith('/') ? `${path}index.html` : path).slice(1).split('/');
  const isSafe = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part));
  return isSafe ? parts.join('/') : undefined;
}

/** Fields that belong to one answer alone, or that a server makes of its own files. */
const OWN = ['accept-ranges', 'content-length', 'etag', 'last-modified', 'link', 'vary'];

function sharedIn(fields: HeaderFields): HeaderFields {
  const shared = Object.entries(fields).filter(([name]) => !OWN.includes(name));
  return Object.fromEntries(shared.sort());
}

/** As few rules as can be: one for each pattern that addresses have in common, after those for single addresses. */
function headerRulesOf(files: readonly ExportedFile[]): HeaderRule[] {
  const archives = files.filter(({ path }) => isArchive(path));
  const others = files.filter(({ path }) => !isArchive(path) && path !== NOT_FOUND);
  const isTelling = (members: readonly ExportedFile[]) =>
    grouped(members, signatureOf).length === 1 || members.every(({ kind }) => kind === 'file');
  const byEnding = grouped(others, ({ path }) => endingOf(path));
  const endings = new Set(byEnding.filter(isTelling).map(([{ path }]) => endingOf(path)));
  const exceptions: HeaderRule[] = [];
  const rules: HeaderRule[] = [];
  // Archives come first: the pattern of feeds matches them too.
  const matched = [...archives, ...others].map((file) => ({ ...file, ...matchOf(file.path, endings) }));
  for (const members of grouped(matched, ({ pattern }) => pattern)) {
    const bySignature = grouped(members, signatureOf).sort((a, b) => b.length - a.length);
    const [[usual] = members, ...unusual] = bySignature;
    rules.push({ ...usual, globs: [...new Set(members.flatMap(({ glob }) => glob ?? []))] });
    exceptions.push(...unusual.flat().map((file) => ({ ...file, pattern: escapeRegExp(file.path), globs: [] })));
  }
  return [...exceptions, ...rules];
}

/** What an address has in common with others: its ending if that tells what it is, else its name, such as feed.xml. */
function matchOf(path: string, endings: ReadonlySet<string>): { pattern: string; glob?: string } {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isArchive(path)) return { pattern: `/archive/\\d+/${escapeRegExp(name)}` };
  if (name === '') return { pattern: '/(?:.*/)?', glob: path === '/' ? '/' : '/*/' };
  const ending = endingOf(path);
  if (endings.has(ending)) return { pattern: `/.*[^/]\\.${ending}`, glob: `/*.${ending}` };
  return { pattern: `/(?:.*/)?${escapeRegExp(name)}`, glob: path === `/${name}` ? path : `/*/${name}` };
}

const endingOf = (path: string): string => /[^/]\.([a-z0-9]+)$/i.exec(path)?.[1] ?? '';

/** Equal for all that are answered alike. */
const signatureOf = ({ kind, fields }: ExportedFile): string => JSON.stringify([kind, fields]);

export const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function grouped<T>(list: readonly T[], keyOf: (each: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const each of list) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return [...groups.values()];
}
