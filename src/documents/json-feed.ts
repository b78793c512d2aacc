// JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/): the draft, completed.

import type { Author } from '../model/article.ts';
import type { Enclosure } from '../model/media.ts';
import { rfc3339 } from './dates-out.ts';
import type { Draft, Item } from './draft.ts';
import { filesOf } from './enclosures.ts';

/** The channel as a JSON Feed 1.1 document. */
export function writeJsonFeed({ site, channel, parts }: Draft): string {
  const completed: string[] = [];
  let title: string | undefined;
  for (const { feed, words, items } of parts) {
    const draft = readJson(feed.json1(), words.restore);
    title ??= draft.title;
    draft.items.forEach((each, index) => {
      completed.push(printed(completeItem(each, items[index] as Item)).replaceAll('\n', ITEM));
    });
  }
  const head = printed({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: channel.home,
    feed_url: channel.feeds.json,
    description: channel.description || undefined,
    icon: site.icon,
    favicon: site.icon,
    language: site.language,
    hubs: site.hubs.length ? site.hubs.map((url) => ({ type: 'WebSub', url })) : undefined,
    items: [],
  });
  const list = completed.length === 0 ? '[]' : `[${ITEM}${completed.join(`,${ITEM}`)}\n  ]`;
  return `${head.slice(0, -NO_ITEMS.length)}${list}\n}\n`;
}

const printed = (value: object): string => JSON.stringify(value, undefined, 2);

/** How the head ends, and what stands before each item and each of its lines. */
const NO_ITEMS = '[]\n}';
const ITEM = '\n    ';

function completeItem(draft: Readonly<Record<string, unknown>>, { article, summary, contentForJson }: Item): object {
  const { image, source } = article;
  return {
    id: article.id,
    url: article.permalink,
    external_url: article.canonical,
    title: draft.title,
    summary,
    content_html: contentForJson,
    image: image?.url,
    date_published: rfc3339(article.published),
    date_modified: article.updated === undefined ? undefined : rfc3339(article.updated),
    authors: article.authors.map(authorOf),
    // A category and a tag may have one name, and here nothing tells them apart.
    tags: filled([...new Set([...article.categories, ...article.tags].map(({ name }) => name))]),
    language: article.language,
    attachments: filled(filesOf(article).flatMap(attachmentOf)),
    _credit: source && { name: source.name, url: source.url },
  };
}

const authorOf = ({ name, url, avatar }: Author): object => ({ name, url, avatar });

/** An attachment needs a media type: feed-rs gives the whole feed up for one without. */
const attachmentOf = ({ url, type, title, length, duration }: Enclosure): object[] =>
  type ? [{ url, mime_type: type, title, size_in_bytes: length || undefined, duration_in_seconds: duration }] : [];

const filled = <T>(list: readonly T[]): readonly T[] | undefined => (list.length ? list : undefined);

interface JsonDraft {
  readonly title: string;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

const readJson = (json: string, restore: (text: string) => string): JsonDraft =>
  JSON.parse(json, (_, value: unknown) => (typeof value === 'string' ? restore(value) : value)) as JsonDraft;
