// JSON-LD: a page's article as schema.org's NewsArticle (https://developers.google.com/search/docs/appearance/structured-data/article).

import type { Author, PublicArticle } from '../../model/article.ts';
import type { Image } from '../../model/media.ts';
import { termPath, urlOf } from '../../model/paths.ts';
import type { Site } from '../../model/site.ts';
import type { Term } from '../../model/term.ts';
import { rfc3339 } from '../dates.ts';

/** The article as data; `authors` are the terms of its authors, in their order. */
export function newsArticleOf(
  site: Site,
  article: PublicArticle,
  authors: readonly (Term | undefined)[],
  description: string | undefined,
): object {
  const { title, permalink, canonical, image, published, updated, categories, tags } = article;
  const publisher = {
    '@type': 'Organization',
    name: site.title,
    url: site.url,
    ...logoOf(site),
  };
  return {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    mainEntityOfPage: { '@type': 'WebPage', '@id': canonical ?? permalink },
    headline: title,
    description,
    image: image && [imageOf(image)],
    datePublished: rfc3339(published),
    dateModified: rfc3339(updated ?? published),
    author:
      article.article.authors.length === 0
        ? [publisher]
        : article.authors.map((author, index) => personOf(site, author, authors[index])),
    publisher,
    articleSection: categories.length ? categories.map(({ name }) => name) : undefined,
    keywords: tags.length ? tags.map(({ name }) => name) : undefined,
    inLanguage: article.language ?? site.language,
    copyrightNotice: article.rights ?? site.copyright,
  };
}

/** The data as the text of a script element: no `<` in it, so that no word of an article ends the element. */
export const jsonInHtml = (data: object): string => JSON.stringify(data).replace(/</g, '\\u003c');

function logoOf({ logo, icon }: Site): object {
  const url = logo ?? icon;
  return url ? { logo: { '@type': 'ImageObject', url } } : {};
}

const imageOf = ({ url, width, height, caption, credit }: Image): object => ({
  '@type': 'ImageObject',
  url,
  width,
  height,
  caption,
  creditText: credit,
});

/** Google wants a page about the author; theirs elsewhere is the same person. A desk named like the site is the site. */
function personOf(site: Site, { name, url }: Author, term: Term | undefined): object {
  const page = term && urlOf(site, termPath(term));
  return {
    '@type': name === site.title ? 'Organization' : 'Person',
    name,
    url: page ?? url,
    sameAs: page ? url : undefined,
  };
}
