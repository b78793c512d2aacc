// The terms of a publication: its categories, tags, authors and languages, each with its name, slug and articles.

import type { Article, Term, TermKind } from '../model/article.ts';
import { remembered } from '../model/bounded-map.ts';
import { nameOfLanguage } from '../model/language.ts';
import type { Site } from '../model/site.ts';
import { termSlugOf } from '../model/slug.ts';
import { compare } from '../model/text.ts';

export type Terms = Readonly<Record<TermKind, ReturnType<typeof indexOf>>>;

/** How an article names its terms of each kind: an author by the key in site.yaml, else by name. */
const NAMES: Readonly<Record<TermKind, (article: Article, site: Site) => readonly string[]>> = {
  category: ({ categories }) => categories,
  tag: ({ tags }) => tags,
  author: ({ authors }) => authors.map(({ key, name }) => key ?? name),
  language: ({ language }, site) => [language ?? site.language],
};

/**
 * The terms of public articles (newest first). A term's slug depends on its name alone, so that a feed never changes
 * its subject; names with one slug are one term, spelt as in the oldest article. One language alone is no term.
 */
export function termsOf(site: Site, articles: readonly Article[]): Terms {
  const areSeveral = articles.some(({ language }) => language !== articles[0]?.language);
  return {
    category: indexOf(site, 'category', articles),
    tag: indexOf(site, 'tag', articles),
    author: indexOf(site, 'author', articles),
    language: indexOf(site, 'language', areSeveral ? articles : []),
  };
}

/** Every category, tag, author and language, each by name. */
export const everyTerm = (terms: Terms): readonly Term[] => Object.values(terms).flatMap((index) => index.all());

/** The kinds of terms that have a list; languages only where there are several. */
export const kindsOf = (terms: Terms): readonly TermKind[] =>
  (Object.keys(terms) as TermKind[]).filter((kind) => kind !== 'language' || terms.language.all().length > 0);

/** A term with its articles: the oldest first while they are gathered, then the newest. */
interface Gathered {
  readonly term: Term;
  readonly articles: Article[];
}

function indexOf(site: Site, kind: TermKind, articles: readonly Article[]) {
  const bySlug = new Map<string, Gathered>();
  const spelt = new Map<string, Gathered>();
  const slugFor = kind === 'category' ? categorySlugs(site) : termSlugOf;

  for (const article of articles.toReversed()) {
    for (const name of NAMES[kind](article, site)) {
      let gathered = spelt.get(name);
      if (!gathered) {
        const slug = slugFor(name);
        gathered = bySlug.get(slug) ?? { term: termOf(site, kind, name, slug, article), articles: [] };
        bySlug.set(slug, gathered);
        spelt.set(name, gathered);
      }
      if (gathered.articles.at(-1) !== article) gathered.articles.push(article);
    }
  }
  for (const { articles } of bySlug.values()) articles.reverse();
  /** The term that a name or a site.yaml key means. */
  const named = (name: string): Term | undefined => (spelt.get(name) ?? bySlug.get(slugFor(name)))?.term;
  let sorted: readonly Term[] | undefined;
  return {
    named,
    withSlug: (slug: string): Term | undefined => bySlug.get(slug)?.term,
    /** The terms of an article, in its order. */
    of: (article: Article): readonly Term[] => [
      ...new Set(NAMES[kind](article, site).flatMap((name) => named(name) ?? [])),
    ],
    /** Newest first. */
    articlesOf: ({ slug }: Term): readonly Article[] => bySlug.get(slug)?.articles ?? [],
    /** By name, in code point order of the lower case. */
    all: (): readonly Term[] => (sorted ??= byName([...bySlug.values()].map(({ term }) => term))),
  };
}

/** The term of this name, as the oldest article that has it says it. */
function termOf(site: Site, kind: TermKind, name: string, slug: string, { authors }: Article): Term {
  if (kind === 'language') return { kind, name: nameOfLanguage(name), slug, language: name };
  const author = kind === 'author' ? authors.find((each) => (each.key ?? each.name) === name) : undefined;
  const configured = kind === 'category' ? site.categories.get(slug) : undefined;
  // A category that site.yaml only describes keeps the articles' spelling of its name.
  const given = configured && configured.name !== slug ? configured.name : undefined;
  const description = configured?.description ?? author?.bio;
  return {
    kind,
    name: given ?? author?.name ?? name,
    slug,
    ...(description && { description }),
    ...(author && { author }),
  };
}

/** The slug of a category's name: that of the category in site.yaml with this name, else the name's own. */
export function categorySlugs(site: Pick<Site, 'categories'>): (name: string) => string {
  const known = new Map(Array.from(site.categories, ([slug, { name }]) => [termKey(name), slug]));
  return remembered(MAX_NAMES, (name: string) => known.get(termKey(name)) ?? termSlugOf(name));
}

/** One term, however it is spelt: names that differ only in case or normal form are the same. */
const termKey = (name: string): string => name.normalize('NFC').toLowerCase().normalize('NFC');

const MAX_NAMES = 10_000; // of categories

/** The key of each name is made once: sorting asks for it a dozen times. */
function byName(terms: readonly Term[]): readonly Term[] {
  const keyed = terms.map((term) => ({ term, key: termKey(term.name) }));
  return keyed.sort((a, b) => compare(a.key, b.key) || compare(a.term.slug, b.term.slug)).map(({ term }) => term);
}
