// The head of a page: title, address, feeds, and what others show of it: Open Graph and JSON-LD.

import type { PublicArticle } from '../../model/article.ts';
import { remembered } from '../../model/bounded-map.ts';
import type { Channel } from '../../model/channel.ts';
import type { Image } from '../../model/media.ts';
import { FEED_TYPE, FORMAT_NAME, FORMATS, hrefOf, localOf, termPath, urlOf } from '../../model/paths.ts';
import type { Site } from '../../model/site.ts';
import type { Author, Term } from '../../model/term.ts';
import { rfc3339 } from '../../model/time.ts';
import type { Frame } from './page.ts';

export interface HeadProps {
  readonly frame: Frame;
  /** With the publication's name. */
  readonly title: string;
  readonly description?: string | undefined;
  /** Where the page lives, absolute; a page without one is not to be found by search engines. */
  readonly url?: string;
  /** The page's own feeds, before the site's. */
  readonly channel?: Pick<Channel, 'title' | 'feeds'> | undefined;
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
  readonly article?: ArticleCard;
}

/** What Open Graph and JSON-LD say of an article. */
interface ArticleCard {
  readonly article: PublicArticle;
  readonly authors: readonly (Term | undefined)[];
}

export function PageHead(props: HeadProps) {
  const { frame, title, description, url, channel, previous, next, article } = props;
  const { site, home } = frame;
  const creator = article?.article.authors.find(({ fediverse }) => fediverse)?.fediverse; // Mastodon takes one
  const channels = channel && channel.title !== home.title ? [channel, home] : [home];
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      {description && <meta name="description" content={description} />}
      <meta name="robots" content={url && !frame.drafts ? 'max-image-preview:large' : 'noindex'} />
      {url && <Link rel="canonical" href={article?.article.canonical ?? url} />}
      {previous && <Link rel="prev" href={previous} />}
      {next && <Link rel="next" href={next} />}
      {channels.map(({ title, feeds }) =>
        FORMATS.map((format) => (
          <Link
            rel="alternate"
            type={FEED_TYPE[format]}
            title={`${title} – ${FORMAT_NAME[format]}`}
            href={feeds[format]}
          />
        )),
      )}
      {site.license?.url && <Link rel="license" href={site.license.url} />}
      {article && <Translations site={site} article={article.article} />}
      {site.icon && <Link rel="icon" href={localOf(site, site.icon)} />}
      <Link rel="stylesheet" href={hrefOf(site, frame.stylesheet)} />
      {url && <OpenGraph {...props} url={url} />}
      {creator && <meta name="fediverse:creator" content={creator} />}
      {article && (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: newsArticleOf(site, article.article, article.authors, description) }}
        />
      )}
    </head>
  );
}

/** Each language of the article, this one too (https://developers.google.com/search/docs/specialty/international/localized-versions). */
function Translations({ site, article }: { readonly site: Site; readonly article: PublicArticle }) {
  const { translations, language = site.language, permalink } = article;
  if (translations.length === 0) return null;
  return [{ language, permalink }, ...translations].map((each) => (
    <Link rel="alternate" hreflang={each.language} href={each.permalink} />
  ));
}

/** With an `itemProp`, even an undefined one, hono/jsx leaves a link where it stands, and does not look for its like. */
const Link = (
  props: Readonly<Record<'rel' | 'href', string>> & {
    readonly type?: string;
    readonly title?: string;
    readonly hreflang?: string;
  },
) => <link {...props} {...({ itemProp: undefined } as object)} />;

/** https://ogp.me: what chats and networks show of a link to the page. */
function OpenGraph({ frame: { site, home }, title, description, url, article: card }: HeadProps & { url: string }) {
  const article = card?.article;
  const image = article?.image ?? (site.logo ? ({ url: site.logo, alt: site.title } satisfies Image) : undefined);
  return (
    <>
      <Property name="og:site_name" content={home.title} />
      <Property name="og:type" content={article ? 'article' : 'website'} />
      <Property name="og:title" content={article?.title ?? title} />
      <Property name="og:description" content={description} />
      <Property name="og:url" content={article?.canonical ?? url} />
      <Property name="og:locale" content={localeOf(article?.language ?? site.language)} />
      <Property name="og:image" content={image?.url} />
      <Property name="og:image:type" content={image?.type} />
      <Property name="og:image:width" content={image?.width} />
      <Property name="og:image:height" content={image?.height} />
      <Property name="og:image:alt" content={image?.alt} />
      {card && <ArticleProperties {...card} site={site} />}
      <meta name="twitter:card" content={article?.image ? 'summary_large_image' : 'summary'} />
    </>
  );
}

const ArticleProperties = ({ article, authors, site }: ArticleCard & { readonly site: Site }) => (
  <>
    <Property name="article:published_time" content={rfc3339(article.published)} />
    <Property name="article:modified_time" content={article.updated && rfc3339(article.updated)} />
    {article.authors.map(({ name }, index) => {
      const term = authors[index];
      return <Property name="article:author" content={term ? urlOf(site, termPath(term)) : name} />;
    })}
    <Property name="article:section" content={article.categories[0]?.name} />
    {article.tags.map(({ name }) => (
      <Property name="article:tag" content={name} />
    ))}
  </>
);

const Property = ({ name, content }: { readonly name: string; readonly content: string | number | undefined }) =>
  content === undefined || content === '' ? null : <meta property={name} content={String(content)} />;

/** Of one site; to ask for one costs as much as the rest of a page's head. */
const MAX_LOCALES = 100;

/** `en_US`: the territory where most speak it, if the tag names none. */
const localeOf = remembered(MAX_LOCALES, (language: string): string => {
  const { language: primary, region } = new Intl.Locale(language).maximize();
  return region ? `${primary}_${region}` : primary;
});

/**
 * JSON-LD (https://developers.google.com/search/docs/appearance/structured-data/article), schema.org's NewsArticle, as
 * the text of a script element; `authors` are the terms of the article's authors, in their order. No `<` is in it, so
 * that no word of an article ends the element.
 */
function newsArticleOf(
  site: Site,
  article: PublicArticle,
  authors: readonly (Term | undefined)[],
  description: string | undefined,
): string {
  const { title, permalink, canonical, image, published, updated, corrections, categories, tags } = article;
  const publisher = {
    '@type': 'Organization',
    name: site.title,
    url: site.url,
    ...logoOf(site),
  };
  const data = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    mainEntityOfPage: { '@type': 'WebPage', '@id': canonical ?? permalink },
    headline: title,
    description,
    image: image && [imageOf(image)],
    datePublished: rfc3339(published),
    dateModified: rfc3339(updated ?? published),
    correction: corrections?.map(({ at, text }) => ({
      '@type': 'CorrectionComment',
      text,
      datePublished: rfc3339(at),
    })),
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
  return JSON.stringify(data).replace(/</g, '\\u003c');
}

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
