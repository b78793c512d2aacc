// The files of an export: every address of a publication, each written once, several at a time.

import type { FolderInMaking } from '../../disk/publish-folder.ts';
import { type DocumentResource, type FileResource, finish, type Publication, Unsettled } from '../../model/resource.ts';
import { Failure, type Terminal } from '../io.ts';
import { COMPRESSIONS } from './compress.ts';
import { fileOfPath } from './file-names.ts';

/** An address that is a file now. */
export interface Exported {
  /** Decoded, below the site. */
  readonly path: string;
  readonly resource: DocumentResource | FileResource;
  readonly isChanged: boolean;
}

/** As many files as are in the making at once: the thread pool compresses four. */
const AT_ONCE = 8;

/** Writes the file of every address into the folder. Throws Unsettled where the content changes meanwhile. */
export async function exportFiles(publication: Publication, folder: FolderInMaking, io: Terminal): Promise<Exported[]> {
  const paths = [...new Set(publication.paths())];
  const exported: Exported[] = [];
  const queue = paths.entries();
  let done = 0;

  async function work(): Promise<void> {
    for (const [index, path] of queue) {
      if (io.stop.aborted) throw new Failure('Stopped. Nothing was exported.');
      const resource = publication.get(path);
      if (resource?.kind !== 'document' && resource?.kind !== 'file') continue;
      const isChanged = await exportOne(path, resource, folder);
      exported[index] = { path, resource, isChanged };
      done += 1;
      io.progress(`${done} of ${paths.length}: ${path}`);
    }
  }

  await Promise.all(Array.from({ length: AT_ONCE }, work));
  io.progress('');
  return exported.filter(Boolean);
}

async function exportOne(path: string, resource: Exported['resource'], folder: FolderInMaking): Promise<boolean> {
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
  const bytes = Buffer.from(finish(resource.write()).text);
  const isChanged = folder.put(file, bytes);
  for (const [ending, compress] of Object.entries(COMPRESSIONS)) {
    const beside = `${file}.${ending}`;
    if (isChanged || !folder.keep(beside)) folder.put(beside, await compress(bytes));
  }
  return isChanged;
}
