// Whole exports of WordPress (WXR) and Ghost (JSON), whose feeds hold ten articles, as feeds.

import type { Author } from '../../model/article.ts';
import { mediaTypeOf } from '../../model/media.ts';
import { Failure } from '../io.ts';
import { absoluteUrl, authorOf, plainText, textOfHtml, textOfTitle } from './feed-values.ts';
import { isTag, parseTree, type Tag, tagsIn, textIn } from './html-tree.ts';
import type { FeedItem, ImportedFeed } from './imported.ts';

/** The articles of an export; undefined if the text is none. */
export function readExport(text: string): ImportedFeed | undefined {
  try {
    if (/<wp:wxr_version>/.test(text.slice(0, 100_000))) return wordpressExport(text);
  } catch (error) {
    if (error instanceof RangeError) throw new Failure('The export is nested deeper than any of WordPress.');
    throw error;
  }
  return /^\s*\{\s*"(?:db|meta|data)"\s*:/.test(text) ? ghostExport(text) : undefined;
}

/** The tags below a tag with one name, and the text of the first. */
const below = ({ children }: Tag, name: string): Tag[] => children.filter(isTag).filter((tag) => tag.name === name);
const textAt = (tag: Tag, name: string): string =>
  below(tag, name)
    .map((each) => textIn(each.children))[0]
    ?.trim() ?? '';

/** WordPress's own extension of RSS 2.0: https://wordpress.org/documentation/article/tools-export-screen/ */
function wordpressExport(text: string): ImportedFeed {
  const [channel] = tagsIn(parseTree(text, true), new Set(['channel']));
  if (!channel) return { items: [] };
  const all = below(channel, 'item');
  const kindOf = (item: Tag): string => textAt(item, 'wp:post_type');
  const authors = new Map(
    below(channel, 'wp:author').map((author) => {
      return [textAt(author, 'wp:author_login'), textAt(author, 'wp:author_display_name')];
    }),
  );
  const attachments = new Map(
    all
      .filter((item) => kindOf(item) === 'attachment')
      .map((item) => [textAt(item, 'wp:post_id'), textAt(item, 'wp:attachment_url')]),
  );
  const posts = all.filter(
    (item) => kindOf(item) === 'post' && !/^(?:auto-draft|trash|inherit)$/.test(textAt(item, 'wp:status')),
  );
  const home = absoluteUrl(textAt(channel, 'wp:base_blog_url') || textAt(channel, 'link'), undefined);
  const comments = all.reduce((sum, item) => sum + below(item, 'wp:comment').length, 0);
  return {
    title: textOfTitle(textAt(channel, 'title')),
    home,
    description: textOfHtml(textAt(channel, 'description')),
    language: textAt(channel, 'language') || undefined,
    items: posts.map((post) => wordpressItem(post, home, authors, attachments)),
    remarks: leftOut(all.filter((item) => kindOf(item) === 'page').length, comments),
  };
}

function wordpressItem(
  post: Tag,
  home: string | undefined,
  authors: ReadonlyMap<string, string>,
  attachments: ReadonlyMap<string, string>,
): FeedItem {
  const [guid, login, status] = [textAt(post, 'guid'), textAt(post, 'dc:creator'), textAt(post, 'wp:status')];
  const link = absoluteUrl(textAt(post, 'link'), home);
  const metaOf = (key: string): string | undefined =>
    below(post, 'wp:postmeta')
      .filter((meta) => textAt(meta, 'wp:meta_key') === key)
      .map((meta) => textAt(meta, 'wp:meta_value'))[0];
  const termsOf = (domain: string): string[] =>
    below(post, 'category')
      .filter(({ attributes }) => attributes.domain === domain)
      .map(({ children }) => textOfTitle(textIn(children)) ?? '')
      .filter((name) => name !== '' && !/^uncategori[sz]ed$/i.test(name));
  const picture = absoluteUrl(attachments.get(metaOf('_thumbnail_id') ?? ''), home);
  const isOnline = /\?p=\d+/.test(link ?? '') ? undefined : link;
  return {
    id: guid || undefined,
    link: isOnline,
    slug: decodedSlug(textAt(post, 'wp:post_name')),
    title: textOfTitle(textAt(post, 'title')),
    published: gmtDate(textAt(post, 'wp:post_date_gmt')) ?? dateOf(textAt(post, 'wp:post_date')),
    updated: gmtDate(textAt(post, 'wp:post_modified_gmt')),
    hidden: hiddenInWordPress(status, textAt(post, 'wp:post_password')),
    authors: authorOf(authors.get(login) || login),
    categories: termsOf('category'),
    tags: termsOf('post_tag'),
    summary: textOfHtml(textAt(post, 'excerpt:encoded')),
    html: paragraphsIn(textAt(post, 'content:encoded')),
    base: link ?? home,
    picture: picture ? { url: picture, type: mediaTypeOf(picture) } : undefined,
    files: [],
  };
}

function hiddenInWordPress(status: string, password: string): string | undefined {
  if (password !== '') return 'it asked for a password';
  return status === 'publish' || status === 'future' ? undefined : `its status was "${status || 'unknown'}"`;
}

/** `2026-01-05 10:00:00` is in UTC there; a draft that was never public has zeros. */
const gmtDate = (text: string): string | undefined =>
  /^[1-9]\d{3}-/.test(text) ? `${text.replace(' ', 'T')}Z` : undefined;

/** Of drafts there is only this one, in the site's zone. */
const dateOf = (text: string): string | undefined => (/^[1-9]\d{3}-/.test(text) ? text : undefined);

function decodedSlug(name: string): string | undefined {
  try {
    return decodeURIComponent(name) || undefined;
  } catch {
    return name;
  }
}

/** Text of before the block editor has no paragraphs: WordPress makes them of empty lines when it shows it. */
function paragraphsIn(content: string): string {
  const html = content.replace(/<!--\s*\/?(?:wp:|nextpage).*?-->/gs, '');
  if (/<p[\s>]/.test(html)) return html;
  return html
    .split(/\n\s*\n/)
    .map((part) =>
      /^\s*<(?:blockquote|div|dl|figure|h\d|hr|ol|pre|table|ul)\b/.test(part)
        ? part
        : `<p>${part.trim().replace(/\n/g, '<br>')}</p>`,
    )
    .join('\n');
}

function leftOut(pages: number, comments = 0): string[] {
  const parts = [
    pages && `${pages} ${pages === 1 ? 'page' : 'pages'}`,
    comments && `${comments} ${comments === 1 ? 'comment' : 'comments'}`,
  ];
  const named = parts.filter((part) => part !== 0);
  return named.length > 0 ? [`Left out: ${named.join(' and ')}.`] : [];
}

type GhostPost = Readonly<Record<string, string | undefined>>;

/** A table's rows, with what in them is text or a number, as text. */
type Rows = readonly GhostPost[];

/** https://ghost.org/docs/migration/custom/: `db[0].data`, or `data` alone, with a table each for posts, tags and users. */
function ghostExport(text: string): ImportedFeed | undefined {
  let parsed: { db?: { data?: Record<string, unknown> }[]; data?: Record<string, unknown> };
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined; // the reader of feeds says where it breaks
  }
  const data = parsed.db?.[0]?.data ?? parsed.data;
  if (!Array.isArray(data?.posts)) return undefined;
  const rows = (name: string): Rows =>
    (Array.isArray(data[name]) ? (data[name] as unknown[]) : []).map((row) =>
      Object.fromEntries(
        Object.entries(row ?? {}).flatMap(([key, value]) => (isPlain(value) ? [[key, String(value)]] : [])),
      ),
    );
  const settings = new Map(rows('settings').map(({ key, value }) => [key, value]));
  const home = absoluteUrl(settings.get('url'), undefined);
  const posts = rows('posts').filter(({ id, title, html }) => (id ?? title ?? html) !== undefined);
  const isPage = ({ type, page }: GhostPost) => type === 'page' || page === 'true' || page === '1';
  const tags = namesOf(rows('tags'), rows('posts_tags'), 'tag_id');
  const authors = namesOf(rows('users'), rows('posts_authors'), 'author_id');
  return {
    title: plainText(settings.get('title')),
    home,
    description: plainText(settings.get('description')),
    language: settings.get('lang') ?? settings.get('locale'),
    items: posts.filter((post) => !isPage(post)).map((post) => ghostItem(post, home, tags, authors)),
    remarks: leftOut(posts.filter(isPage).length),
  };
}

const isPlain = (value: unknown): boolean => /^(?:boolean|number|string)$/.test(typeof value);

/** The names in a table by the post that they belong to, in their order. */
function namesOf(named: Rows, links: Rows, key: string): Map<unknown, string[]> {
  const names = new Map(named.map(({ id, name }) => [id, name ?? '']));
  const byPost = new Map<unknown, string[]>();
  const sorted = [...links].sort((a, b) => Number(a.sort_order ?? 0) - Number(b.sort_order ?? 0));
  for (const { post_id: post, [key]: id } of sorted)
    byPost.set(post, [...(byPost.get(post) ?? []), names.get(id) ?? '']);
  return byPost;
}

function ghostItem(
  post: GhostPost,
  home: string | undefined,
  tags: ReadonlyMap<unknown, string[]>,
  authors: ReadonlyMap<unknown, string[]>,
): FeedItem {
  // Ghost writes its own address so in exports; without one it is unknown.
  const html = (post.html ?? '').replaceAll('__GHOST_URL__', home?.replace(/\/$/, '') ?? '');
  const picture = absoluteUrl(post.feature_image?.replace('__GHOST_URL__', home?.replace(/\/$/, '') ?? ''), home);
  const link = home && post.slug ? absoluteUrl(`${post.slug}/`, home) : undefined;
  const isPublic = post.status === 'published' || post.status === 'scheduled';
  const visibility = post.visibility ?? 'public';
  const remarks = html === '' && !post.plaintext ? ['It has no text in the export.'] : [];
  return {
    // As in Ghost's feed.
    id: post.id ?? post.uuid,
    link,
    slug: post.slug,
    title: plainText(post.title),
    published: post.published_at,
    updated: post.updated_at,
    hidden: !isPublic
      ? `its status was "${post.status ?? 'unknown'}"`
      : visibility === 'public'
        ? undefined
        : `it was for ${visibility}`,
    authors: (authors.get(post.id) ?? []).flatMap((name): Author[] => authorOf(name)),
    categories: [],
    // Those that begin with # are Ghost's internal ones.
    tags: (tags.get(post.id) ?? []).filter((name) => name !== '' && !name.startsWith('#')),
    summary: plainText(post.custom_excerpt),
    html: html || (post.plaintext ?? ''),
    base: link ?? home,
    picture: picture ? { url: picture, type: mediaTypeOf(picture) } : undefined,
    files: [],
    canonical: absoluteUrl(post.canonical_url, undefined),
    language: post.locale,
    remarks,
  };
}
