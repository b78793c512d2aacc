// Assumed: what was kept of the last start, as if nothing had changed since; ready while the folder is being looked at.

import { type Catalog, catalogInSteps } from '../catalog/catalog.ts';
import { finishInSlices } from '../http/slices.ts';
import { type KeptHeads, readHeads } from './heads.ts';
import { type LoadedFiles, loadedFiles } from './loaded-files.ts';

export interface Assumed {
  readonly heads: KeptHeads;
  readonly files: LoadedFiles;
  readonly catalog: Catalog;
}

/** Of the heads in the file at `path`; of none where it is missing or broken. */
export async function assume(path: string): Promise<Assumed> {
  const heads = await finishInSlices(readHeads(path));
  const files = loadedFiles();
  await finishInSlices(addEach(heads, files));
  return { heads, files, catalog: await finishInSlices(catalogInSteps(files.articles())) };
}

function* addEach({ blocks }: KeptHeads, files: LoadedFiles): Generator<void, void, void> {
  for (const { articles } of blocks) {
    for (const article of articles) files.add(article);
    yield;
  }
}
