// The head of a page: title, address, feeds, and what others show of it: Open Graph and JSON-LD.

import type { PublicArticle } from '../../model/article.ts';
import { remembered } from '../../model/bounded-map.ts';
import { type Channel, changeOf } from '../../model/channel.ts';
import type { Image } from '../../model/media.ts';
import { FEED_TYPE, FORMAT_NAME, FORMATS, HOME, hrefOf, localOf, pagePath, urlOf } from '../../model/paths.ts';
import type { Site } from '../../model/site.ts';
import { rfc3339 } from '../../model/time.ts';
import type { Frame, Paging } from './page.ts';

export interface HeadProps {
  readonly frame: Frame;
  /** What the page is about; the site's front has none. */
  readonly name?: string | undefined;
  /** If it is not the name with that of the publication. */
  readonly title?: string;
  readonly description?: string | undefined;
  /** The page's own feeds, before the site's. */
  readonly channel?: Channel;
  /** What it is a page of. A page that is none of a listing, nor of an article, is not to be found by search engines. */
  readonly paging?: Paging;
  readonly article?: PublicArticle;
}

export function PageHead(props: HeadProps) {
  const { frame, name, description, channel, paging, article } = props;
  const { site, phrases, home } = frame;
  const { path = HOME, page = 1, pages = 1 } = paging ?? {};
  const title = props.title ?? [name, page > 1 && phrases.page(page), home.title].filter(Boolean).join(' – ');
  const urlAt = (page: number) => urlOf(site, pagePath(path, page));
  const url = article?.permalink ?? (paging && urlAt(page));
  const creator = article?.authors.find(({ fediverse }) => fediverse)?.fediverse; // Mastodon takes one
  const channels = channel && channel.title !== home.title ? [channel, home] : [home];
  const feeds = channels.flatMap(({ title, feeds }) =>
    FORMATS.map((each) => ({ type: FEED_TYPE[each], title: `${title} – ${FORMAT_NAME[each]}`, href: feeds[each] })),
  );
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      {description && <meta name="description" content={description} />}
      <meta name="robots" content={url && !frame.drafts ? 'max-image-preview:large' : 'noindex'} />
      {url && <Link rel="canonical" href={article?.canonical ?? url} />}
      {page > 1 && <Link rel="prev" href={urlAt(page - 1)} />}
      {page < pages && <Link rel="next" href={urlAt(page + 1)} />}
      {feeds.map((feed) => (
        <Link rel="alternate" {...feed} />
      ))}
      {site.license?.url && <Link rel="license" href={site.license.url} />}
      {article && translationsOf(site, article).map((each) => <Link rel="alternate" {...each} />)}
      {site.icon && <Link rel="icon" href={localOf(site, site.icon)} />}
      <Link rel="stylesheet" href={hrefOf(site, frame.stylesheet)} />
      {url &&
        Object.entries(propertiesOf(props, title, url)).flatMap(([property, values]) =>
          [values].flat().map((value) => Boolean(value) && <meta property={property} content={String(value)} />),
        )}
      {url && <meta name="twitter:card" content={article?.image ? 'summary_large_image' : 'summary'} />}
      {creator && <meta name="fediverse:creator" content={creator} />}
      {article && (
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: newsArticleOf(props, article) }} />
      )}
    </head>
  );
}

/** Each language of the article, this one too (https://developers.google.com/search/docs/specialty/international/localized-versions). */
function translationsOf(site: Site, { translations, language = site.language, permalink }: PublicArticle) {
  const all = translations.length > 0 ? [{ language, permalink }, ...translations] : [];
  return all.map((each) => ({ hreflang: each.language, href: each.permalink }));
}

/** With an `itemProp`, even an undefined one, hono/jsx leaves a link where it stands, and does not look for its like. */
const Link = (props: Readonly<Partial<Record<'rel' | 'href' | 'type' | 'title' | 'hreflang', string>>>) => (
  <link {...props} {...({ itemProp: undefined } as object)} />
);

/** https://ogp.me: what chats and networks show of a link to the page. */
function propertiesOf({ frame: { site, home }, description, article }: HeadProps, title: string, url: string) {
  const logo: Partial<Image> | undefined = site.logo === undefined ? undefined : { url: site.logo, alt: site.title };
  const image = article?.image ?? logo;
  return {
    'og:site_name': home.title,
    'og:type': article ? 'article' : 'website',
    'og:title': article?.title ?? title,
    'og:description': description,
    'og:url': article?.canonical ?? url,
    'og:locale': localeOf(article?.language ?? site.language),
    'og:image': image?.url,
    'og:image:type': image?.type,
    'og:image:width': image?.width,
    'og:image:height': image?.height,
    'og:image:alt': image?.alt,
    'article:published_time': article && rfc3339(article.published),
    'article:modified_time': article?.updated === undefined ? undefined : rfc3339(article.updated),
    'article:author': article?.authors.map(({ name, page }) => page ?? name),
    'article:section': article?.categories[0]?.name,
    'article:tag': article?.tags.map(({ name }) => name),
  };
}

/** Of one site; to ask for one costs as much as the rest of a page's head. */
const MAX_LOCALES = 100;

/** `en_US`: the territory where most speak it, if the tag names none. */
const localeOf = remembered(MAX_LOCALES, (language: string): string => {
  const { language: primary, region } = new Intl.Locale(language).maximize();
  return region ? `${primary}_${region}` : primary;
});

/**
 * JSON-LD (https://developers.google.com/search/docs/appearance/structured-data/article), schema.org's NewsArticle, as
 * the text of a script element. No `<` is in it, so that no word of an article ends the element.
 */
function newsArticleOf({ frame: { site }, description }: HeadProps, article: PublicArticle): string {
  const { title, permalink, canonical, image, published, corrections, categories, tags } = article;
  const logo = site.logo ?? site.icon;
  const { title: name, url } = site;
  const publisher = { '@type': 'Organization', name, url, logo: logo && { '@type': 'ImageObject', url: logo } };
  // Google wants a page about the author; theirs elsewhere is the same person. A desk named like the site is the site.
  const persons = article.authors.map(({ name, url, page }) => {
    const type = name === site.title ? 'Organization' : 'Person';
    return { '@type': type, name, url: page ?? url, sameAs: page && url };
  });
  const data = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    mainEntityOfPage: { '@type': 'WebPage', '@id': canonical ?? permalink },
    headline: title,
    description,
    image: image && [imageOf(image)],
    datePublished: rfc3339(published),
    dateModified: rfc3339(changeOf(article)),
    correction: corrections?.map(({ at, text }) => ({
      '@type': 'CorrectionComment',
      text,
      datePublished: rfc3339(at),
    })),
    author: article.article.authors.length === 0 ? [publisher] : persons,
    publisher,
    articleSection: categories.length ? categories.map(({ name }) => name) : undefined,
    keywords: tags.length ? tags.map(({ name }) => name) : undefined,
    inLanguage: article.language ?? site.language,
    copyrightNotice: article.rights ?? site.copyright,
  };
  return JSON.stringify(data).replace(/</g, '\\u003c');
}

function imageOf({ url, width, height, caption, credit }: Image): object {
  return { '@type': 'ImageObject', url, width, height, caption, creditText: credit };
}
