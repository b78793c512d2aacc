// A part of an export: some addresses of a publication, each written as a file with its compressed copies.

import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { FolderFiller } from '../../disk/publish-folder.ts';
import { brotliFor, GZIP } from '../../http/compression.ts';
import { type Part, partsOf } from '../../live/parts.ts';
import { type DocumentResource, type FileResource, type Publication, Unsettled } from '../../model/resource.ts';
import { Failure } from '../io.ts';
import { fileOfPath } from './file-names.ts';

/** An address that is a file now. */
export interface Exported {
  /** Decoded, below the site. */
  readonly path: string;
  /** What its headers depend on: equal for all that are answered alike. */
  readonly signature: string;
  readonly kind: 'document' | 'file';
  readonly isChanged: boolean;
}

/** Here and now: the thread pool would only take the cores from the other threads that write. */
const COMPRESSIONS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gz: (bytes) => gzipSync(bytes, GZIP),
  br: (bytes) => brotliCompressSync(bytes, brotliFor(bytes.byteLength)),
};

const LENGTH = 24; // addresses: the three feeds of a channel are written together

/** All addresses, in the same order wherever the same files were read. */
export const addressParts = (publication: Publication): Part<string>[] => [
  ...partsOf(new Set(publication.paths()), LENGTH),
];

/** Writes the file of each address into the folder. Throws Unsettled where the content changes meanwhile. */
export async function exportPart(
  { members }: Part<string>,
  publication: Publication,
  folder: FolderFiller,
): Promise<Exported[]> {
  const exported: Exported[] = [];
  for (const path of members) {
    const resource = publication.get(path);
    if (resource?.kind !== 'document' && resource?.kind !== 'file') continue;
    const isChanged = await exportOne(path, resource, folder);
    exported.push({ path, kind: resource.kind, signature: signatureOf(resource), isChanged });
  }
  return exported;
}

const signatureOf = (resource: DocumentResource | FileResource): string =>
  resource.kind === 'file'
    ? `file ${resource.type}`
    : `document ${resource.type} ${resource.freshness} ${resource.policy ?? ''}`;

async function exportOne(
  path: string,
  resource: DocumentResource | FileResource,
  folder: FolderFiller,
): Promise<boolean> {
  const file = fileOfPath(path, resource.type);
  if (file === undefined) throw new Failure(`No file can have the name of the address ${path}.`);
  if (resource.kind === 'file') {
    try {
      return await folder.putLong(file, resource.file, resource.open(0, resource.file.size));
    } catch (error) {
      // What the system says has a code: no space, no permission.
      throw (error as NodeJS.ErrnoException).code === undefined ? new Unsettled(path) : error;
    }
  }
  const bytes = Buffer.from(resource.write().text);
  const isChanged = folder.put(file, bytes);
  for (const [ending, compress] of Object.entries(COMPRESSIONS)) {
    const beside = `${file}.${ending}`;
    if (isChanged || !folder.keep(beside)) folder.put(beside, compress(bytes));
  }
  return isChanged;
}
