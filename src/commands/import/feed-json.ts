// JSON Feed, as articles.

import { escapeHtml } from '../../documents/content.ts';
import type { Author, Credit } from '../../model/article.ts';
import type { Json, JsonItem } from './feed.ts';
import { absoluteUrl, plainText, termsIn } from './feed-words.ts';
import type { FeedItem, ImportedFeed } from './imported.ts';

/** `text` is the document itself: feedsmith leaves out what is not of the standard. */
export function jsonFeed({ items = [], ...feed }: Json, text: string): ImportedFeed {
  const home = absoluteUrl(feed.home_page_url, undefined);
  const credits = creditsIn(text);
  return {
    title: plainText(feed.title),
    home,
    description: plainText(feed.description),
    language: feed.language,
    next: absoluteUrl(feed.next_url, undefined),
    items: items.map((item) => feedItem({ authors: feed.authors ?? [], ...item }, home, credits.get(item.id ?? ''))),
  };
}

function feedItem(item: JsonItem, home: string | undefined, source: Credit | undefined): FeedItem {
  const link = absoluteUrl(item.url, home);
  const picture = absoluteUrl(item.image ?? item.banner_image, home);
  const files = (item.attachments ?? []).flatMap(({ url, mime_type, size_in_bytes, duration_in_seconds, title }) => {
    const absolute = absoluteUrl(url, home);
    const known = { type: mime_type, length: size_in_bytes, duration: duration_in_seconds, title };
    return absolute ? [{ ...known, url: absolute }] : [];
  });
  const text = plainText(item.content_text);
  return {
    id: item.id || link,
    link,
    title: plainText(item.title),
    published: item.date_published ?? item.date_modified,
    updated: item.date_modified,
    authors: (item.authors ?? []).flatMap(authorOf),
    ...termsIn((item.tags ?? []).map((name) => ({ name }))),
    summary: plainText(item.summary),
    html: item.content_html ?? (text && paragraphs(item.content_text as string)),
    base: link ?? home,
    picture: picture === undefined ? undefined : (files.find(({ url }) => url === picture) ?? { url: picture }),
    files: files.filter(({ url }) => url !== picture),
    source,
    canonical: absoluteUrl(item.external_url, undefined),
    language: item.language,
  };
}

function authorOf({ name, url, avatar }: NonNullable<JsonItem['authors']>[number]): Author[] {
  const shown = plainText(name);
  const [page, portrait] = [absoluteUrl(url, undefined), absoluteUrl(avatar, undefined)];
  return shown ? [{ name: shown, ...(page && { url: page }), ...(portrait && { avatar: portrait }) }] : [];
}

const paragraphs = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${escapeHtml(paragraph.trim()).replace(/\n/g, '<br>')}</p>`)
    .join('\n');

/** Whom Courant's own feeds credit, by the item's id. */
function creditsIn(text: string): Map<string, Credit> {
  const { items = [] } = JSON.parse(text) as {
    items?: { id?: unknown; _credit?: { name?: unknown; url?: unknown } }[];
  };
  return new Map(
    items.flatMap((item) => {
      const [name, url] = [item?._credit?.name, item?._credit?.url];
      if (typeof name !== 'string') return [];
      return [[String(item.id), { name, ...(typeof url === 'string' && { url }) }]];
    }),
  );
}
