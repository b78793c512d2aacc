// Links: where a reference in an article leads among everything that is public.

import type { Target } from '../content/body.ts';
import { quoted } from '../content/fields.ts';
import { filesReferenced } from '../content/references.ts';
import { mediaTypeOf } from '../model/media.ts';
import { decodePath, mediaPath, urlOf } from '../model/paths.ts';
import type { RendererSources, Surroundings } from './renderer.ts';

/** The files that were looked for: when one of them comes, goes or moves, the target may be another. */
export type LookedUp = Target & { readonly looked: readonly string[] };

/** Where a relative reference in the article at `from` leads. */
export function targetOf(
  reference: string,
  use: 'link' | 'media',
  from: string,
  { site, catalog, publication }: Surroundings,
  { media, loaded }: Pick<RendererSources, 'media' | 'loaded'>,
): LookedUp {
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
    const file = media.get(path);
    if (file) return { kind: 'url', url: urlOf(site, mediaPath(path)) + suffix, looked };
  }
  const address = ownAddress(reference.replace(/[?#].*$/s, ''), publication);
  if (address !== undefined) return { kind: 'url', url: urlOf(site, address) + suffix, looked };
  const hint = use === 'media' ? 'Put the file beside the article.' : 'Write the path of a file below content/.';
  return broken('link-broken', `${quoted(reference)} leads to nothing.`, hint, looked);
}

/** A path of the site itself, such as `/tags/feeds/`. */
function ownAddress(reference: string, { get }: Surroundings['publication']): string | undefined {
  const path = reference.startsWith('/') ? decodePath(reference) : undefined;
  return path === undefined ? undefined : [path, `${path}/`].find((each) => get(each) !== undefined);
}

const broken = (
  code: 'link-broken' | 'media-outside',
  message: string,
  hint: string,
  looked: readonly string[],
): LookedUp => ({ kind: 'broken', code, message, hint, looked });
