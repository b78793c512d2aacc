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
}

export type Terms = Readonly<Record<TermKind, TermIndex>>;

/**
 * The terms of public articles (newest first). A name is spelt as in its oldest article, and of names with one
 * slug the oldest article's keeps it. Terms that are as they were in `previous` stay the same objects.
 */
export function termsOf(site: Site, articles: readonly Article[], previous?: Terms): Terms {
  const index = (kind: TermKind, namesOf: (article: Article) => readonly Name[]) =>
    indexOf(site, kind, articles, namesOf, previous?.[kind]);
  return {
    category: index('category', ({ categories }) => categories.map((name) => ({ name }))),
    tag: index('tag', ({ tags }) => tags.map((name) => ({ name }))),
    author: index('author', ({ authors }) => authors.map((author) => ({ name: nameOf(author), author }))),
  };
}

/** What an author is looked up by: the key in site.yaml, else the name. */
export const nameOf = (author: Author): string => author.key ?? author.name;

interface Name {
  readonly name: string;
  readonly author?: Author;
}

function indexOf(
  site: Site,
  kind: TermKind,
  articles: readonly Article[],
  namesOf: (article: Article) => readonly Name[],
  previous: TermIndex | undefined,
): TermIndex {
  const byKey = new Map<string, Term>();
  const bySlug = new Map<string, Term>();
  const articlesBy = new Map<Term, Article[]>();
  for (let i = articles.length - 1; i >= 0; i--) {
    const article = articles[i] as Article;
    for (const name of namesOf(article)) {
      const key = termKey(name.name);
      let term = byKey.get(key);
      if (!term) {
        const configured = kind === 'category' ? configuredCategory(site, name.name) : undefined;
        term =
          (configured && bySlug.get(configured.slug)) ??
          makeTerm(kind, name, configured, bySlug, site.categories, previous);
        byKey.set(key, term);
        bySlug.set(term.slug, term);
      }
      const gathered = articlesBy.get(term);
      if (!gathered) articlesBy.set(term, [article]);
      else if (gathered.at(-1) !== article) gathered.push(article);
    }
  }
  for (const gathered of articlesBy.values()) gathered.reverse();
  return {
    named: (name) => byKey.get(termKey(name)),
    withSlug: (slug) => bySlug.get(slug),
    articlesOf: (term) => articlesBy.get(term) ?? [],
    all: () => [...bySlug.values()].sort((a, b) => compare(termKey(a.name), termKey(b.name))),
  };
}

function makeTerm(
  kind: TermKind,
  { name, author }: Name,
  configured: { slug: string; name: string; description?: string } | undefined,
  taken: ReadonlyMap<string, Term>,
  reserved: Site['categories'],
  previous: TermIndex | undefined,
): Term {
  const wanted = configured?.slug ?? slugOf(name);
  const isTaken = taken.has(wanted) || (kind === 'category' && !configured && reserved.has(wanted));
  const slug = isTaken ? `${wanted}-${shortHash(name)}` : wanted;
  const term: Term = {
    kind,
    name: configured?.name ?? author?.name ?? name,
    slug,
    ...(configured?.description && { description: configured.description }),
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
