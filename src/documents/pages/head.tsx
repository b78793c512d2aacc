// The head of a page: what it is called, where it lives, which feeds it has, and what others show of it.

import type { PublicArticle } from '../../model/article.ts';
import type { Channel } from '../../model/channel.ts';
import type { Image } from '../../model/media.ts';
import { FORMAT_NAME, FORMATS, type Format, hrefOf, localOf, termPath, urlOf } from '../../model/paths.ts';
import type { Site } from '../../model/site.ts';
import type { Term } from '../../model/term.ts';
import { rfc3339 } from '../dates.ts';
import type { Frame } from './frame.ts';
import { jsonInHtml } from './json-ld.ts';
import { STYLESHEET_PATH } from './page-resource.ts';

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
export interface ArticleCard {
  readonly article: PublicArticle;
  readonly authors: readonly (Term | undefined)[];
  readonly data: object;
}

/** Autodiscovery knows these exact types only. */
const TYPES: Readonly<Record<Format, string>> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

export function Head(props: HeadProps) {
  const { frame, title, description, url, channel, previous, next, article } = props;
  const { site, home } = frame;
  const channels = channel && channel.title !== home.title ? [channel, home] : [home];
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      {description && <meta name="description" content={description} />}
      <meta name="robots" content={url ? 'max-image-preview:large' : 'noindex'} />
      {url && <Link rel="canonical" href={article?.article.canonical ?? url} />}
      {previous && <Link rel="prev" href={previous} />}
      {next && <Link rel="next" href={next} />}
      {channels.map(({ title, feeds }) =>
        FORMATS.map((format) => (
          <Link rel="alternate" type={TYPES[format]} title={`${title} – ${FORMAT_NAME[format]}`} href={feeds[format]} />
        )),
      )}
      {site.icon && <Link rel="icon" href={localOf(site, site.icon)} />}
      <Link rel="stylesheet" href={hrefOf(site, STYLESHEET_PATH)} />
      {url && <OpenGraph {...props} url={url} />}
      {article && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonInHtml(article.data) }} />}
    </head>
  );
}

/** With an `itemProp`, even an undefined one, hono/jsx leaves a link where it stands, and does not look for its like. */
const Link = (
  props: Readonly<Record<'rel' | 'href', string>> & { readonly type?: string; readonly title?: string },
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

/** `en_US`: the territory where most speak it, if the tag names none. */
function localeOf(language: string): string {
  const known = locales.get(language);
  if (known !== undefined) return known;
  const { language: primary, region } = new Intl.Locale(language).maximize();
  const locale = region ? `${primary}_${region}` : primary;
  if (locales.size < LANGUAGES) locales.set(language, locale);
  return locale;
}

const LANGUAGES = 100; // of one site; to ask for one costs as much as the rest of a page's head
const locales = new Map<string, string>();
