// Links: where a reference in an article leads among everything that is public.

import { isPublicFile } from '../catalog/public-articles.ts';
import type { Target } from '../content/body.ts';
import { quoted } from '../content/fields.ts';
import { filesReferenced } from '../content/references.ts';
import type { Article } from '../model/article.ts';
import { mediaTypeOf } from '../model/media.ts';
import { articlePath, decodePath, isReserved, mediaPath, slugsIn, urlOf } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import type { RendererSources, Surroundings } from './renderer.ts';

/**
 * The files that were looked for, and the paths of the site, which begin with `/`: when one of them comes, goes or
 * moves, the target may be another.
 */
export type LookedUp = Target & { readonly looked: readonly string[] };

/** Where a relative reference in the article at `from` leads. */
export function targetOf(
  reference: string,
  use: 'link' | 'media',
  from: string,
  surroundings: Surroundings,
  { media, loaded }: Pick<RendererSources, 'media' | 'loaded'>,
): LookedUp {
  const { site, catalog, publication } = surroundings;
  const referenced = filesReferenced(reference, from);
  if (referenced.kind === 'outside') {
    const hint = 'Link to a file below content/, or write an address with https://.';
    return broken('media-outside', `${quoted(reference)} leads out of the content folder.`, hint, []);
  }
  const { paths, suffix } = referenced;
  const looked = paths.flatMap((path) => (mediaTypeOf(path) || /\.md$/i.test(path) ? [path] : [`${path}/index.md`]));
  for (const path of looked) {
    const article = catalog.withPath(path);
    const permalink = article && publication.permalinkOf(article);
    if (permalink !== undefined) return { kind: 'url', url: permalink + suffix, looked };
    if (article || loaded(path)) return { kind: 'unpublished', looked };
    if (!media.get(path)) continue;
    const decisive = [...looked, ...bundlesAround(path)];
    if (!isPublicFile(path, { catalog, media, now: publication.at })) return { kind: 'unpublished', looked: decisive };
    return { kind: 'url', url: urlOf(site, mediaPath(path)) + suffix, looked: decisive };
  }
  const addresses = ownAddresses(reference.replace(/[?#].*$/s, ''));
  looked.push(...addresses);
  const states = addresses.map((address) => stateOf(address, surroundings));
  const address = addresses[states.indexOf('public')];
  if (address !== undefined) return { kind: 'url', url: urlOf(site, address) + suffix, looked };
  if (states.includes('unpublished')) return { kind: 'unpublished', looked };
  const hint = use === 'media' ? 'Put the file beside the article.' : 'Write the path of a file below content/.';
  return broken('link-broken', `${quoted(reference)} leads to nothing.`, hint, looked);
}

/** What stands at a path of the site: something public, or an article that is not public (yet). */
export function stateOf(
  address: string,
  { site, catalog, publication }: Surroundings,
): 'public' | 'unpublished' | undefined {
  const articles = slugsIn(site, address, () => [...site.categories.keys()]).flatMap(
    (slug) => catalog.withSlug(slug) ?? [],
  );
  const url = urlOf(site, address);
  if (articles.some((article) => publication.permalinkOf(article) === url)) return 'public';
  if (publication.get(address)) return 'public';
  const isMeant = articles.some((article) => !publication.permalinkOf(article) && mayBeAt(address, article, site));
  return isMeant ? 'unpublished' : undefined;
}

/** Whether an article that is not public may be at an address when it is: its category has no slug before. */
const mayBeAt = (address: string, article: Article, site: Site): boolean =>
  site.permalink.includes('{category}') ? !isReserved(address) : articlePath(site, article, undefined) === address;

/** The paths of the site that a reference such as `/tags/feeds/` may mean. */
function ownAddresses(reference: string): readonly string[] {
  const path = reference.startsWith('/') ? decodePath(reference) : undefined;
  if (path === undefined) return [];
  return path.endsWith('/') ? [path] : [path, `${path}/`];
}

/** The files that a medium goes with, if they are there. */
function bundlesAround(path: string): readonly string[] {
  const folders = path.split('/').slice(0, -1);
  return folders.map((_, index) => [...folders.slice(0, index + 1), 'index.md'].join('/'));
}

const broken = (
  code: 'link-broken' | 'media-outside',
  message: string,
  hint: string,
  looked: readonly string[],
): LookedUp => ({ kind: 'broken', code, message, hint, looked });
