// An edition: everything that is public at one instant, before it is at an address.

import type { Catalog } from '../catalog/catalog.ts';
import { type Context, isPublic, publicArticle } from '../catalog/public-articles.ts';
import { kindsOf, type Terms, termsOf } from '../catalog/terms.ts';
import type { Frame, Render } from '../documents/pages/page.ts';
import { phrasesOf } from '../documents/pages/phrases.ts';
import { stylesheetOf } from '../documents/pages/stylesheet.ts';
import type { Article, PublicArticle, Term } from '../model/article.ts';
import { channelOf } from '../model/channel.ts';
import { langAttributes } from '../model/language.ts';
import type { MediaIndex } from '../model/media.ts';
import { stylesheetPath } from '../model/paths.ts';
import type { Resource } from '../model/resource.ts';
import type { Site } from '../model/site.ts';
import type { Instant } from '../model/time.ts';

export interface Edition extends Context {
  /** The public ones but for those that are unlisted, newest first. */
  readonly articles: readonly Article[];
  /** An article as the public sees it; the same object for the same article. */
  readonly resolve: (article: Article) => PublicArticle;
  /** What every page shows. */
  readonly frame: Frame;
  /** The articles of a term, or of the site, newest first. */
  articlesOf(term: Term | undefined): readonly Article[];
}

/** A path, and what is there, made when it is asked for; undefined if it turns out that nothing is. */
export type Addressed = readonly [path: string, resource: () => Resource | undefined];

export interface PublishOptions {
  /** The files that go with the articles. */
  readonly media?: MediaIndex;
  /** Whether drafts and scheduled articles count as public. */
  readonly drafts?: boolean | undefined;
}

export function editionOf(
  catalog: Catalog,
  site: Site,
  now: Instant,
  render: Render,
  { media, drafts }: PublishOptions,
): Edition {
  const moment = { catalog, now, drafts };
  const articles = catalog.articles.filter((article) => !article.unlisted && isPublic(article, moment));
  const terms = termsOf(site, articles);
  const context: Context = { site, terms, media, ...moment };
  const phrases = phrasesOf(site.language);
  const resolved = new WeakMap<Article, PublicArticle>();
  return {
    ...context,
    articles,
    resolve(article) {
      const known = resolved.get(article) ?? publicArticle(article, context);
      resolved.set(article, known);
      return known;
    },
    frame: {
      site,
      render,
      drafts,
      home: channelOf(site, undefined, []),
      phrases,
      lang: langAttributes(phrases.language, site.language),
      ...sectionsOf(site, terms),
      kinds: kindsOf(terms).filter((kind) => terms[kind].all().length > 0),
      stylesheet: stylesheetPath(stylesheetOf(site)),
    },
    articlesOf: (term) => (term ? terms[term.kind].articlesOf(term) : articles),
  };
}

const MAX_SECTIONS = 8;

/** Those of site.yaml in its order, then those with most articles. */
function sectionsOf(site: Site, { category }: Terms): Pick<Frame, 'sections' | 'hasMoreSections'> {
  const listed = [...site.categories.keys()].flatMap((slug) => category.withSlug(slug) ?? []);
  const count = (term: Term) => category.articlesOf(term).length;
  const all = new Set([...listed, ...[...category.all()].sort((a, b) => count(b) - count(a))]);
  return { sections: [...all].slice(0, MAX_SECTIONS), hasMoreSections: all.size > MAX_SECTIONS };
}

/** A value that is made when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
