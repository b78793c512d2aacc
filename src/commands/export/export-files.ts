// The files of an export: every address of a publication, each written once, with its compressed copies.

import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { ExportFolder } from '../../disk/export-folder.ts';
import { type Answer, Unavailable } from '../../http/answer.ts';
import { nameOfRule, type QueryRule } from '../../model/site.ts';
import type { Library } from '../../serve/library.ts';
import { Failure, type Terminal } from '../io.ts';

/** An address that is a file now. */
export interface ExportedFile {
  /** Decoded, below the site. */
  readonly path: string;
  /** What its headers depend on: equal for all that are answered alike. */
  readonly signature: string;
  readonly kind: 'document' | 'file';
  readonly isChanged: boolean;
}

export interface MovedPaths {
  /** Decoded path to absolute address, what site.yaml says first. */
  readonly moved: readonly (readonly [from: string, to: string])[];
  /** Decoded. */
  readonly gone: readonly string[];
  readonly queryRules: readonly QueryRule[];
}

interface ExportedFiles extends MovedPaths {
  readonly files: readonly ExportedFile[];
}

/** Documents under way at one time: while one is compressed, the builder writes the next. */
const IN_FLIGHT = 8;

/** Writes the file of every address into the folder. Throws ContentChanged if a file changes meanwhile. */
export async function exportFiles(library: Library, folder: ExportFolder, io: Terminal): Promise<ExportedFiles> {
  const queryRules = library.queryRules();
  const decidedByQuery = new Set(queryRules.map(nameOfRule));
  const paths = [...new Set(await library.paths())].filter((path) => !decidedByQuery.has(path));
  const files = new Map<string, ExportedFile>();
  const moved = new Map<string, string>();
  const gone = new Set<string>();
  let next = 0;

  async function exportNext(): Promise<void> {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
      if (io.stop.aborted) throw new Failure('Stopped. Nothing was exported.');
      const answer = await answerAt(path, library);
      if (answer?.kind === 'moved') moved.set(path, answer.to);
      if (answer?.kind === 'gone') gone.add(path);
      if (answer?.kind !== 'document' && answer?.kind !== 'file') continue;
      const isChanged = await exportOne(path, answer, folder);
      files.set(path, { path, kind: answer.kind, signature: signatureOf(answer), isChanged });
      io.progress(`${files.size} of ${paths.length}: ${path}`);
    }
  }

  await Promise.all(Array.from({ length: IN_FLIGHT }, exportNext));
  io.progress('');
  return {
    files: paths.flatMap((path) => files.get(path) ?? []),
    moved: paths.flatMap((path) => (moved.has(path) ? [[path, moved.get(path) as string] as const] : [])),
    gone: paths.filter((path) => gone.has(path)),
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

type FileAnswer = Extract<Answer, { kind: 'document' | 'file' }>;

function signatureOf(answer: FileAnswer): string {
  if (answer.kind === 'file') return `file ${answer.type}`;
  const {
    etag,
    'last-modified': date,
    'content-length': length,
    link,
    ...shared
  } = answer.representation.identity.fields;
  return JSON.stringify(shared);
}

async function exportOne(path: string, answer: FileAnswer, folder: ExportFolder): Promise<boolean> {
  const type = answer.kind === 'file' ? answer.type : (answer.representation.identity.fields['content-type'] ?? '');
  const name = fileOfPath(path, type);
  if (name === undefined) throw new Failure(`No file can have the name of the address ${path}.`);
  if (answer.kind === 'file') {
    try {
      return await folder.putLong(name, answer.file, answer.open(0, answer.file.size));
    } catch (error) {
      // What the system says has a code: no space, no permission.
      throw (error as NodeJS.ErrnoException).code === undefined ? new ContentChanged(`${path} changed`) : error;
    }
  }
  const bytes = answer.representation.identity.body;
  const isChanged = folder.put(name, bytes);
  for (const [ending, compress] of Object.entries(COMPRESSIONS)) {
    const beside = `${name}.${ending}`;
    if (isChanged || !folder.keep(beside)) folder.put(beside, await compress(bytes));
  }
  return isChanged;
}

/** The content changed while it was exported: what was written may be of two versions. */
export class ContentChanged extends Error {}

const [gzipped, brotlied] = [promisify(gzip), promisify(brotliCompress)];

/** Brotli 6: files are compressed once and sent often, and 9 takes four times as long for 8 % less. */
const COMPRESSIONS: Readonly<Record<string, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  gz: (bytes) => gzipped(bytes, { level: 9 }),
  br: (bytes) =>
    brotlied(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 6,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
      },
    }),
};

/** The file of a decoded path: `tags/x/index.html` of `/tags/x/`; undefined if no file can have the name. */
export function fileOfPath(path: string, type: string): string | undefined {
  const file = path.endsWith('/') ? `${path}index.html` : isPageWithoutEnding(path, type) ? `${path}.html` : path;
  const parts = file.slice(1).split('/');
  const isSafe = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part));
  return isSafe ? parts.join('/') : undefined;
}

/** `/posts/hello` with a permalink pattern that ends without a slash: beside it may be a folder of that name. */
const isPageWithoutEnding = (path: string, type: string): boolean =>
  type.startsWith('text/html') && !/\.[a-z0-9]+$/i.test(path);
