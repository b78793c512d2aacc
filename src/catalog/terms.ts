// The terms of a publication: its categories, tags and authors, each with its name, slug and articles.

import type { Article, Author } from '../model/article.ts';
import type { Site } from '../model/site.ts';
import { shortHash, slugOf } from '../model/slug.ts';
import { type Term, type TermKind, termKey } from '../model/term.ts';

export interface TermIndex {
  /** The term that a name or a site.yaml key means. */
  named(name: string): Term | undefined;
  withSlug(slug: string): Term | undefined;
  /** Newest first. */
  articlesOf(term: Term): readonly Article[];
  /** By name, in code point order of the lower case. */
  all(): readonly Term[];
  readonly gathered: GatheredTerms;
}

export type Terms = Readonly<Record<TermKind, TermIndex>>;

/** A term with its articles, newest first. */
export interface Gathered {
  readonly term: Term;
  readonly articles: readonly Article[];
}

/** The terms of one kind, by every name they go by. */
export interface GatheredTerms {
  readonly bySpelling: Map<string, Gathered>;
  readonly byKey: Map<string, Gathered>;
  readonly bySlug: Map<string, Gathered>;
}

/** How an article names its terms of each kind: an author by the key in site.yaml, else by name. */
export const NAMES: Readonly<Record<TermKind, (article: Article) => readonly string[]>> = {
  category: ({ categories }) => categories,
  tag: ({ tags }) => tags,
  author: ({ authors }) => authors.map(({ key, name }) => key ?? name),
};

/**
 * The terms of public articles (newest first). A name is spelt as in its oldest article, and of names with one
 * slug the oldest article's keeps it. Terms that are as they were in `previous` stay the same objects.
 */
export function termsOf(site: Site, articles: readonly Article[], previous?: Terms): Terms {
  const index = (kind: TermKind) => indexOf(site, kind, articles, previous?.[kind]);
  return { category: index('category'), tag: index('tag'), author: index('author') };
}

/** The terms of one kind, gathered anew. */
export function indexOf(
  site: Site,
  kind: TermKind,
  articles: readonly Article[],
  previous: TermIndex | undefined,
): TermIndex {
  const gathered = { bySpelling: new Map(), byKey: new Map(), bySlug: new Map<string, OldestFirst>() };
  const { bySpelling, byKey, bySlug } = gathered as Record<keyof GatheredTerms, Map<string, OldestFirst>>;

  function gather(name: string, author: Author | undefined): OldestFirst {
    const key = termKey(name);
    const configured = kind === 'category' ? configuredCategory(site, name) : undefined;
    let term = byKey.get(key) ?? (configured && bySlug.get(configured.slug));
    if (!term) {
      term = { term: makeTerm(site, kind, name, author, configured, bySlug, previous), articles: [] };
      bySlug.set(term.term.slug, term);
    }
    byKey.set(key, term);
    bySpelling.set(name, term);
    return term;
  }

  for (let i = articles.length - 1; i >= 0; i--) {
    const article = articles[i] as Article;
    const names = NAMES[kind](article);
    for (let j = 0; j < names.length; j++) {
      const name = names[j] as string;
      const term = bySpelling.get(name) ?? gather(name, kind === 'author' ? article.authors[j] : undefined);
      if (term.articles.at(-1) !== article) term.articles.push(article);
    }
  }
  for (const { articles } of bySlug.values()) articles.reverse();
  return indexFrom(gathered);
}

interface OldestFirst extends Gathered {
  readonly articles: Article[];
}

export function indexFrom(gathered: GatheredTerms): TermIndex {
  const { bySpelling, byKey, bySlug } = gathered;
  return {
    named: (name) => (bySpelling.get(name) ?? byKey.get(termKey(name)))?.term,
    withSlug: (slug) => bySlug.get(slug)?.term,
    articlesOf: ({ slug }) => bySlug.get(slug)?.articles ?? [],
    all: () => [...bySlug.values()].map(({ term }) => term).sort((a, b) => compare(termKey(a.name), termKey(b.name))),
    gathered,
  };
}

function makeTerm(
  site: Site,
  kind: TermKind,
  name: string,
  author: Author | undefined,
  configured: { slug: string; name: string; description?: string } | undefined,
  taken: ReadonlyMap<string, unknown>,
  previous: TermIndex | undefined,
): Term {
  const wanted = configured?.slug ?? slugOf(name);
  const described = kind === 'category' ? site.categories.get(wanted) : undefined;
  // Described without a name of its own (`world-news: { description: … }`), a category keeps the articles' name.
  const isNamed = (slug: string) => (site.categories.get(slug)?.name ?? slug) !== slug;
  const isReserved = (slug: string) => kind === 'category' && !configured && isNamed(slug);
  let slug = wanted;
  // Six digits are soon found twice by who looks for it.
  for (let salted = name; taken.has(slug) || isReserved(slug); salted += ' ') slug = `${wanted}-${shortHash(salted)}`;
  const term: Term = {
    kind,
    name: configured?.name ?? author?.name ?? name,
    slug,
    ...(described?.description && slug === wanted && { description: described.description }),
    ...(author && { author }),
  };
  const before = previous?.withSlug(slug);
  return before && isSame(before, term) ? before : term;
}

/** The category of site.yaml that a name means: by its slug, or by its name there. */
function configuredCategory(
  site: Site,
  name: string,
): { slug: string; name: string; description?: string } | undefined {
  if (site.categories.size === 0) return undefined;
  const key = termKey(name);
  for (const [slug, category] of site.categories) if (termKey(category.name) === key) return { slug, ...category };
  const slug = slugOf(name);
  const category = site.categories.get(slug);
  return category && termKey(slug) === key ? { slug, ...category } : undefined;
}

const isSame = (a: Term, b: Term): boolean =>
  a.name === b.name && a.description === b.description && JSON.stringify(a.author) === JSON.stringify(b.author);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
