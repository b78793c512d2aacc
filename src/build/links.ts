// Links: where a reference in an article leads among everything that is public.

import type { Catalog } from '../catalog/catalog.ts';
import { isPublicFile, isTakenBack } from '../catalog/public-articles.ts';
import { filesReferenced, remoteAddress } from '../content/addresses.ts';
import { lostFragment, type Target } from '../content/body.ts';
import type { Use } from '../content/element.ts';
import { uriOf } from '../content/fields.ts';
import { MAX_WEIGHT } from '../content/media-in.ts';
import type { Article } from '../model/article.ts';
import { type MediaFile, mediaTypeOf } from '../model/media.ts';
import { basePathOf, decodePath, homeOf, mediaPath, urlOf } from '../model/paths.ts';
import { type AddressSet, hasAddress, type Publication } from '../model/resource.ts';
import { hasPages, type Site } from '../model/site.ts';
import { INDEX_FILES, isArticleFile } from '../model/source-file.ts';
import { type Wording, wording } from '../model/wording.ts';
import type { Folder } from './folder.ts';

/** What links may lead to, at one instant. */
export interface Surroundings {
  readonly site: Site;
  readonly catalog: Catalog;
  readonly publication: Publication;
  readonly addresses: AddressSet;
}

/** The files that links may lead to; of an article also the ids in its body, undefined if it cannot be read now. */
export interface LinkedFiles extends Pick<Folder, 'media' | 'source'> {
  idsOf(article: Article): ReadonlySet<string> | undefined;
}

/** Tells where a relative reference, or an absolute path, in the article at `from` leads. */
export function linksAmong(surroundings: Surroundings, { media, source, idsOf }: LinkedFiles) {
  const { site, catalog, publication, addresses } = surroundings;
  const moment = { catalog, media, now: publication.at, drafts: publication.drafts };
  const base = basePathOf(site);

  /** What a reference means among the files and addresses that there are; undefined if nothing. */
  function foundFor(reference: string, use: Use, from: string): Target | undefined {
    const { paths, suffix } = filesReferenced(reference, from);
    for (const path of paths.flatMap(filesAt)) {
      const article = catalog.withPath(path);
      const permalink = article && publication.permalinkOf(article);
      if (article && permalink !== undefined) return toArticle(article, permalink, suffix);
      if (article || source(path)) return notPublic(article, reference);
      const file = media.get(path);
      if (!file) continue;
      if (!isPublicFile(file.path, moment)) return { kind: 'unpublished' };
      const url = urlOf(site, mediaPath(path)) + suffix;
      return { kind: 'url', url, ...(use === 'media' && shownAs(file, reference)) };
    }
    return ownTarget(reference.replace(/[?#].*$/s, ''), suffix);
  }

  /** What a path of the site such as `/tags/feeds/` leads to, with or without its final slash. */
  function ownTarget(path: string, suffix: string): Target | undefined {
    const decoded = path.startsWith('/') ? decodePath(path) : undefined;
    if (decoded === undefined) return undefined;
    let unpublished: Article | undefined;
    for (const address of decoded.endsWith('/') ? [decoded] : [decoded, `${decoded}/`]) {
      const article = catalog.at(address);
      const url = urlOf(site, address);
      if (article && publication.permalinkOf(article) === undefined) unpublished = article;
      else if (article) return toArticle(article, url, suffix);
      else if (hasAddress(addresses, address)) return { kind: 'url', url: url + suffix };
    }
    return unpublished && notPublic(unpublished, path);
  }

  function toArticle(article: Article, permalink: string, suffix: string): Target {
    const fragment = /#.*$/s.exec(suffix)?.[0];
    const ids = fragment && idsOf(article);
    const warning = ids && lostFragment(fragment, ids);
    return { kind: 'url', url: permalink + suffix, ...(warning && { warning }) };
  }

  /** A link to an article that will be public says nothing; that one was taken back is for its writer to know. */
  function notPublic(article: Article | undefined, reference: string): Target {
    if (!article || !isTakenBack(article, moment)) return { kind: 'unpublished' };
    return broken(wording('link-withdrawn', reference));
  }

  /** Of a file that is shown: its media type, of a picture its pixels, and whether it is too heavy. */
  function shownAs(file: MediaFile, reference: string) {
    const facts = media.facts(file);
    if (!facts) return { type: mediaTypeOf(file.path) };
    return { ...facts, ...(file.size > MAX_WEIGHT && { warning: wording('image-heavy', reference, file.size) }) };
  }

  return (reference: string, use: Use, from: string): Target => {
    // `/news/tulip.jpg` of a site at /news/ is the file tulip.jpg.
    const inside = base !== '/' && reference.startsWith(base) ? reference.slice(base.length - 1) : undefined;
    const found = (inside && foundFor(inside, use, from)) || foundFor(reference, use, from);
    if (found) return found;
    const elsewhere = media.isServedElsewhere && remoteAddress(reference, { site, media });
    if (elsewhere) return { kind: 'url', url: elsewhere };
    if (filesReferenced(reference, from).paths.length === 0) return broken(wording('media-outside/link', reference));
    const warning = wording(`link-broken/${use}`, reference);
    if (!/^[\\/]/.test(reference)) return broken(warning);
    // Another program may serve it, surely where Courant has only a part of the site.
    const isOurs = hasPages(site) && (base === '/' || inside !== undefined);
    return { kind: 'url', url: uriOf(new URL(reference, homeOf(site, '/')).href), ...(isOurs && { warning }) };
  };
}

/** A path may name a file, or the folder of an `index.md`; an entry may have a path without an ending. */
const filesAt = (path: string): readonly string[] =>
  mediaTypeOf(path) || isArticleFile(path) ? [path] : [path, ...INDEX_FILES.map((name) => `${path}/${name}`)];

const broken = (warning: Wording): Target => ({ kind: 'broken', warning });
