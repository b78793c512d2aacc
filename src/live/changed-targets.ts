// Changed targets: the files that a link leads elsewhere for than it did before.

import type { Catalog } from '../catalog/catalog.ts';
import type { Changes } from '../disk/scan.ts';
import type { Article } from '../model/article.ts';
import { mediaTypeOf } from '../model/media.ts';
import type { Publication } from '../model/resource.ts';

/** Files, below content/, whose public address is another now, or which came or went. */
export function changedTargets(
  before: Publication | undefined,
  catalogBefore: Catalog,
  now: Publication,
  catalog: Catalog,
  { written, removed }: Changes,
): Set<string> {
  const changed = new Set([...written, ...removed].filter((path) => mediaTypeOf(path)));
  if (!before) return changed;
  const disputed = [...catalogBefore.problems, ...catalog.problems].map(({ path }) => path);
  for (const path of new Set([...written, ...removed, ...disputed, ...dueSince(before.at, now.at, catalog)])) {
    if (addressOf(path, catalogBefore, before) !== addressOf(path, catalog, now)) changed.add(path);
  }
  return changed;
}

function addressOf(path: string, catalog: Catalog, publication: Publication): string | undefined {
  const article = catalog.withPath(path);
  return article && publication.permalinkOf(article);
}

function dueSince(since: number, now: number, { articles }: Catalog): string[] {
  const isDue = ({ published }: Article) => published > since && published <= now;
  return articles.filter(isDue).map(({ path }) => path);
}
