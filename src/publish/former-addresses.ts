// Former addresses: what has moved, what is gone, and the feeds that other programs had.

import { isDue, isPublic, isWithdrawn } from '../catalog/public-articles.ts';
import { everyTerm } from '../catalog/terms.ts';
import { writeGone } from '../documents/pages/article.tsx';
import { pageResource } from '../documents/pages/page.ts';
import type { Article, Term } from '../model/article.ts';
import {
  decodePath,
  FEED_FILE,
  isArchive,
  permalinkOf,
  spellingsOf,
  TERM_FOLDER,
  termPath,
  urlOf,
} from '../model/paths.ts';
import type { Gone, Moved } from '../model/resource.ts';
import { hasPages, nameOfRule, type QueryRule } from '../model/site.ts';
import type { Edition } from './edition.ts';

/** `stands` is whether there is something at a path now. */
export function formerAddressesOf(edition: Edition, stands: (path: string) => boolean) {
  const { site, catalog, terms, now, frame } = edition;
  const oldFeeds = new Map(oldFeedsOf(everyTerm(terms)));
  const aliases = new Map<string, Article>();
  for (const article of catalog.articles) {
    if (!article.aliases || !(isPublic(article, edition) || isWithdrawn(article, now))) continue;
    for (const alias of article.aliases.flatMap(spellingsOf)) {
      const known = aliases.get(alias);
      if (!known || isWithdrawn(known, now)) aliases.set(alias, article);
    }
  }

  function gone(article: Article | undefined, reason: string | undefined): Gone {
    const known = article && isDue(article, now) ? article : undefined; // nothing is told of what was never public
    const { at, showsTitle = true } = known?.withdrawn ?? {};
    const title = showsTitle ? known?.title : undefined;
    return { kind: 'gone', page: () => pageResource(() => writeGone(frame, title, at, reason || undefined)) };
  }

  /** A target that stands only with its final slash gets it, so that there is one redirect and no chain. */
  function absolute(target: string): string {
    if (!target.startsWith('/')) return target;
    const encoded = target.replace(/[?#].*$/s, '');
    const path = decodePath(encoded) ?? encoded;
    const isWhole = path.endsWith('/') || isArchive(path) || stands(path) || !stands(`${path}/`);
    return site.url + (isWhole ? target : `${encoded}/${target.slice(encoded.length)}`).slice(1);
  }

  return {
    /** What site.yaml says of a path: it decides before anything that stands there. */
    decided(path: string): Moved | Gone | undefined {
      const to = site.redirects.get(path);
      if (to !== undefined) return { kind: 'moved', to: absolute(to) };
      const byQuery =
        path.includes('?') && site.queryRules.find((rule) => isGoneRule(rule) && nameOfRule(rule) === path);
      if (byQuery) return gone(undefined, byQuery.reason);
      const reason = site.gone.get(path);
      return reason === undefined ? undefined : gone(catalog.at(path), reason);
    },
    /** What else was at a path at which nothing stands now. */
    left(path: string): Moved | Gone | undefined {
      const article = aliases.get(path) ?? catalog.at(path);
      if (article && isWithdrawn(article, now)) return gone(article, article.withdrawn?.reason);
      if (article && aliases.has(path)) return { kind: 'moved', to: permalinkOf(site, catalog.addressOf(article)) };
      const feed = oldFeeds.get(path.replace(/\/$/, ''));
      return feed === undefined ? undefined : { kind: 'moved', to: urlOf(site, feed) };
    },
    /** What is decided by a query, with absolute targets. */
    queryRules: [
      ...site.queryRules.map((rule) => (rule.to === undefined ? rule : { ...rule, to: absolute(rule.to) })),
      { path: '/', query: new Map([['feed', 'rss2']]), to: urlOf(site, `/${FEED_FILE.rss}`), isOldFeed: true },
      { path: '/', query: new Map([['feed', 'atom']]), to: urlOf(site, `/${FEED_FILE.atom}`), isOldFeed: true },
    ] as readonly QueryRule[],
    *paths(): Iterable<string> {
      yield* [...site.redirects.keys(), ...site.gone.keys(), ...aliases.keys()];
      for (const article of catalog.articles) {
        if (hasPages(site) && isWithdrawn(article, now)) yield catalog.addressOf(article);
      }
      yield* site.queryRules.filter(isGoneRule).map(nameOfRule);
      for (const path of oldFeeds.keys()) yield* [path, `${path}/`];
    },
  };
}

const isGoneRule = ({ to }: QueryRule): boolean => to === undefined;

/**
 * Where WordPress, Hugo, Jekyll and Ghost have a site's feeds, and the path of ours. Without the final slash; each is
 * there with it too.
 */
function* oldFeedsOf(terms: readonly Term[]): Iterable<readonly [old: string, feed: string]> {
  for (const path of ['/feed', '/feed/rss2', '/rss', '/rss.xml', '/index.xml']) yield [path, `/${FEED_FILE.rss}`];
  yield ['/feed/atom', `/${FEED_FILE.atom}`];
  for (const term of terms) {
    for (const path of oldFeedsOfTerm(term)) yield [path, termPath(term) + FEED_FILE.rss];
  }
}

/** WordPress `/category/news/feed`, Ghost `/tag/news/rss`, Hugo `/tags/news/index.xml`, Jekyll `/feed/news.xml`. */
function oldFeedsOfTerm({ kind, slug }: Term): readonly string[] {
  if (kind === 'language') return [];
  if (kind === 'author') return [`/author/${slug}/feed`, `/author/${slug}/rss`];
  const hugo = `${TERM_FOLDER[kind]}${slug}/index.xml`;
  const jekyll = kind === 'category' ? `/feed/${slug}.xml` : `/feed/by_tag/${slug}.xml`;
  return [`/${kind}/${slug}/feed`, `/${kind}/${slug}/rss`, hugo, jekyll];
}
