// Changed targets: what a link leads elsewhere for than it did before.

import type { Catalog } from '../catalog/catalog.ts';
import type { Changes } from '../disk/scan.ts';
import { mediaTypeOf } from '../model/media.ts';
import type { Publication } from '../model/resource.ts';
import { stateOf } from './links.ts';
import type { Surroundings } from './renderer.ts';

/**
 * Files, below content/, whose public address is another now, or which came or went; of `addresses`, paths of the
 * site, those at which something came or went.
 */
export function changedTargets(
  publicationBefore: Publication | undefined,
  catalogBefore: Catalog,
  now: Surroundings,
  { written, removed }: Changes,
  addresses: Iterable<string>,
): Set<string> {
  if (!publicationBefore) return new Set();
  const changed = new Set([...written, ...removed].filter((path) => mediaTypeOf(path)));
  // Of another site every article is read again, so what is compared here is of one site.
  const before: Surroundings = { site: now.site, catalog: catalogBefore, publication: publicationBefore };
  const { catalog, publication } = now;
  const touched = new Set([...written, ...removed]);
  for (const path of touched) if (!catalogBefore.withPath(path) || !catalog.withPath(path)) changed.add(path);
  const disputed = [...catalogBefore.disputes, ...catalog.disputes].map(({ path }) => path);
  for (const path of [...touched, ...disputed, ...dueSince(publicationBefore.at, publication.at, catalog)]) {
    if (addressOf(path, before) !== addressOf(path, now)) changed.add(path);
  }
  if (now.site.permalink.includes('{category}')) for (const path of moved(before, now, touched)) changed.add(path);
  for (const address of addresses) if (stateOf(address, before) !== stateOf(address, now)) changed.add(address);
  return changed;
}

/** Of the changed targets, articles that were not read again: fragments of their own still lead to where they were. */
export function movedUnread(targets: ReadonlySet<string>, { catalog }: Surroundings, { written }: Changes): string[] {
  if (targets.size === 0) return [];
  const isRead = new Set(written);
  return [...targets].filter((path) => !isRead.has(path) && catalog.withPath(path));
}

/** Files of articles whose category has another slug now, for what another article says. */
function* moved(before: Surroundings, now: Surroundings, touched: ReadonlySet<string>): Generator<string, void, void> {
  const isOther = new Map<string, boolean>(); // by the category's name
  for (const { path, categories } of now.catalog.articles) {
    const name = categories[0];
    if (name === undefined || touched.has(path)) continue;
    const [was, is] = isOther.has(name) ? [] : [addressOf(path, before), addressOf(path, now)];
    if (was && is) isOther.set(name, was !== is);
    if (isOther.get(name)) yield path;
  }
}

/** The permalink of the article in a file; an empty one where it is not public. */
function addressOf(path: string, { catalog, publication }: Surroundings): string | undefined {
  const article = catalog.withPath(path);
  return article && (publication.permalinkOf(article) ?? '');
}

function* dueSince(since: number, now: number, { articles }: Catalog): Generator<string, void, void> {
  for (const { path, published } of articles) {
    if (published <= since) return; // and so are all that follow
    if (published <= now) yield path;
  }
}
