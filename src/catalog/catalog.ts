// The catalog: every valid article, no two with one id or one address, newest first.

import type { Article } from '../model/article.ts';
import { addressWithDay, articlePath, decodePath } from '../model/paths.ts';
import { type Problem, problem, START } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { nameOfFile } from '../model/source-file.ts';
import { compare } from '../model/text.ts';
import { dayInZone } from '../model/time.ts';
import { type Wording, wording } from '../model/wording.ts';
import { categorySlugs } from './terms.ts';

/** What an article says in contradiction to another one; the place of the key is in its file. */
export interface Contradiction extends Problem {
  readonly key: 'id' | 'slug' | 'related' | 'translations' | 'withdrawn';
  /** In a list. */
  readonly index?: number;
}

export interface Catalog {
  /** Drafts and scheduled articles too. */
  readonly articles: readonly Article[];
  readonly problems: readonly Contradiction[];
  /** The oldest article with this slug. */
  withSlug(slug: string): Article | undefined;
  /** The article of a source file, below content/. */
  withPath(path: string): Article | undefined;
  /** Where its page is: a decoded path below the site, or a URL if the permalink pattern leads to another site. */
  addressOf(article: Article): string;
  /** The article whose address this is. */
  at(address: string): Article | undefined;
  /** Whether site.yaml says that the article's address is gone. */
  isGone(article: Article): boolean;
}

/**
 * The catalog of articles. Of articles that share an id only one stays: no draft before one that is none, then the
 * earlier date, then the lower path. Of articles that share an address the same one keeps it, and the others get
 * their day at the end of theirs.
 */
export function catalogOf(
  candidates: Iterable<Article>,
  site: Pick<Site, 'permalink' | 'timeZone' | 'categories' | 'gone'>,
): Catalog {
  const problems: Contradiction[] = [];
  const ids = new Map<string, Article>();
  const slugs = new Map<string, Article>();
  const paths = new Map<string, Article>();
  const addresses = new Map<string, Article>();
  const placed = new Map<Article, string>();
  const categorySlugOf = categorySlugs(site);
  const patternOf = (article: Article) => articlePath(site, article, article.categories.map(categorySlugOf)[0]);
  const addressOf = (article: Article) => placed.get(article) ?? patternOf(article);

  for (const article of [...candidates].sort(byRight)) {
    const uri = article.idAsUri ?? article.id;
    const sameId = ids.get(uri);
    if (sameId) {
      const byDate = sameId.published < article.published ? 'has the earlier date' : 'comes first by its path';
      const why = article.draft && !sameId.draft ? 'is no draft' : byDate;
      problems.push(contradiction(article, 'id', wording('id-duplicate', article.id, sameId.path, why)));
      continue;
    }
    const wanted = patternOf(article);
    const other = addresses.get(wanted);
    const address = other ? freeAddress(wanted, dayInZone(article.published, site.timeZone), addresses) : wanted;
    if (other && !article.draft) {
      problems.push(contradiction(article, 'slug', wording('slug-duplicate', wanted, other.path, address)));
    }
    ids.set(uri, article);
    paths.set(article.path, article);
    addresses.set(address, article);
    placed.set(article, address);
    if (!slugs.has(article.slug)) slugs.set(article.slug, article);
  }
  const articles = [...paths.values()].sort(newestFirst);
  for (const article of articles) {
    problems.push(...unknownRelated(article, slugs), ...brokenTranslations(article, slugs));
  }
  return {
    articles,
    problems,
    withSlug: (slug) => slugs.get(slug),
    withPath: (path) => paths.get(path),
    addressOf,
    at: (address) => addresses.get(address),
    isGone: (article) => site.gone.has(addressOf(article)),
  };
}

/** Nobody takes an article off the site, or its address, by beginning another. */
const byRight = (a: Article, b: Article): number =>
  Number(a.draft) - Number(b.draft) || a.published - b.published || compare(a.path, b.path);

/** Newest first; of one instant by the name of the file, in which numbers are read as numbers: 10 before 9. */
export const newestFirst = (a: Article, b: Article): number =>
  b.published - a.published || compareNaturally(nameOfFile(b.path), nameOfFile(a.path)) || compare(b.path, a.path);

function compareNaturally(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (const [place, one] of left.entries()) {
    const other = right[place] ?? '';
    const order = /^\d/.test(one) && /^\d/.test(other) ? Number(one) - Number(other) : compare(one, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

const partsOf = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];

function freeAddress(wanted: string, day: string, taken: ReadonlyMap<string, unknown>): string {
  let address = addressWithDay(wanted, day);
  for (let n = 2; taken.has(address); n++) address = addressWithDay(wanted, `${day}-${n}`);
  return address;
}

/** Search engines believe only translations that name each other. */
function brokenTranslations(article: Article, slugs: ReadonlyMap<string, Article>): Contradiction[] {
  const { slug, language, translations = [] } = article;
  return translations.flatMap((translation, index) => {
    const other = slugs.get(translation);
    if (other && other.language !== language && other.translations?.includes(slug)) return [];
    const words = !other
      ? wording('translation-broken/unknown', translation)
      : other.language === language
        ? wording('translation-broken/language', translation)
        : wording('translation-broken/one-sided', translation, slug);
    return contradiction(article, 'translations', words, index);
  });
}

const unknownRelated = (article: Article, slugs: ReadonlyMap<string, Article>): Contradiction[] =>
  article.related.flatMap((slug, index) =>
    slugs.has(slug) ? [] : contradiction(article, 'related', wording('related-unknown', slug), index),
  );

/** Redirects of site.yaml that lead to what is taken back, told at the article. */
export const redirectsToWithdrawn = ({ redirects }: Site, { at }: Catalog): readonly Contradiction[] =>
  [...redirects].flatMap(([from, to]) => {
    const path = decodePath(to.replace(/[?#].*$/s, '')) ?? to;
    const article = at(path) ?? at(`${path}/`);
    const isTold = redirects.has(`${from}/`); // both spellings are there
    if (!article?.withdrawn || isTold) return [];
    return contradiction(article, 'withdrawn', wording('link-withdrawn/redirect', from));
  });

function contradiction({ path }: Article, key: Contradiction['key'], words: Wording, index?: number): Contradiction {
  return { ...problem(path, START, words), key, ...(index !== undefined && { index }) };
}
