// Whole exports of WordPress (WXR) and Ghost (JSON), whose feeds hold ten articles, as feeds.

import { mediaTypeOf } from '../../model/media.ts';
import { Failure } from '../io.ts';
import { absoluteUrl, authorOf, plainText, textOfHtml, textOfTitle } from './feed-values.ts';
import type { ImportedFeed, ImportedItem } from './imported.ts';
import { parseXml, type Tag } from './markup.ts';

/** The articles of an export; undefined if the text is none. */
export function readExport(text: string): ImportedFeed | undefined {
  try {
    if (/<wp:wxr_version>/.test(text.slice(0, 100_000))) return wordpressExport(text);
    return /^\s*\{\s*"(?:db|meta|data)"\s*:/.test(text) ? ghostExport(text) : undefined;
  } catch (error) {
    if (error instanceof RangeError) throw new Failure('The export is nested deeper than any of WordPress.');
    if (error instanceof SyntaxError) return undefined; // the reader of feeds says where it breaks
    throw error;
  }
}

const below = ({ tags }: Tag, name: string): Tag[] => tags.filter((tag) => tag.name === name);
const textAt = (tag: Tag, name: string): string => below(tag, name)[0]?.text.trim() ?? '';
const pictureAt = (src: string | undefined) => (src ? { src, type: mediaTypeOf(src) } : undefined);

/** WordPress's own extension of RSS 2.0: https://wordpress.org/documentation/article/tools-export-screen/ */
function wordpressExport(text: string): ImportedFeed {
  const channel = below(below(parseXml(text), 'rss')[0] ?? parseXml(''), 'channel')[0] ?? parseXml('');
  const all = below(channel, 'item');
  const ofType = (type: string) => all.filter((item) => textAt(item, 'wp:post_type') === type);
  const textsBy = (tags: readonly Tag[], key: string, value: string) =>
    new Map(tags.map((tag) => [textAt(tag, key), textAt(tag, value)]));
  const names = textsBy(below(channel, 'wp:author'), 'wp:author_login', 'wp:author_display_name');
  const attachments = textsBy(ofType('attachment'), 'wp:post_id', 'wp:attachment_url');
  const home = absoluteUrl(textAt(channel, 'wp:base_blog_url') || textAt(channel, 'link'), undefined);
  const posts = ofType('post').filter((post) => !/^(?:auto-draft|trash|inherit)$/.test(textAt(post, 'wp:status')));
  const comments = all.flatMap((item) => below(item, 'wp:comment')).length;
  return {
    title: textOfTitle(textAt(channel, 'title')),
    home,
    description: textOfHtml(textAt(channel, 'description')),
    language: textAt(channel, 'language') || undefined,
    items: posts.map((post) => wordpressItem(post, home, names, attachments)),
    remarks: leftOut(ofType('page').length, comments),
  };
}

function wordpressItem(
  post: Tag,
  home: string | undefined,
  names: ReadonlyMap<string, string>,
  attachments: ReadonlyMap<string, string>,
): ImportedItem {
  const at = (name: string) => textAt(post, name);
  const link = absoluteUrl(at('link'), home);
  const thumbnail = below(post, 'wp:postmeta').find((meta) => textAt(meta, 'wp:meta_key') === '_thumbnail_id');
  const termsOf = (domain: string): string[] =>
    below(post, 'category')
      .flatMap(({ attributes, text }) => (attributes.domain === domain ? (textOfTitle(text) ?? []) : []))
      .filter((name) => !/^uncategori[sz]ed$/i.test(name));
  const isPublic = /^(?:publish|future)$/.test(at('wp:status'));
  return {
    id: at('guid') || undefined,
    link: /\?p=\d+/.test(link ?? '') ? undefined : link, // it was never public
    slug: at('wp:post_name') || undefined,
    title: textOfTitle(at('title')),
    // In UTC there; a draft has zeros, and the time of its site alone.
    published: dateIn(at('wp:post_date_gmt'), 'Z') ?? dateIn(at('wp:post_date'), ''),
    updated: dateIn(at('wp:post_modified_gmt'), 'Z'),
    hidden: at('wp:post_password') ? 'it asked for a password' : statusIn(isPublic, at('wp:status')),
    authors: authorOf(names.get(at('dc:creator')) || at('dc:creator')),
    categories: termsOf('category'),
    tags: termsOf('post_tag'),
    summary: textOfHtml(at('excerpt:encoded')),
    html: paragraphsIn(at('content:encoded')),
    base: link ?? home,
    image: pictureAt(absoluteUrl(attachments.get(thumbnail ? textAt(thumbnail, 'wp:meta_value') : ''), home)),
    enclosures: [],
  };
}

const statusIn = (isPublic: boolean, status: string | undefined): string | undefined =>
  isPublic ? undefined : `its status was "${status || 'unknown'}"`;

const dateIn = (text: string, zone: string): string | undefined =>
  /^[1-9]\d{3}-/.test(text) ? text.replace(' ', 'T') + zone : undefined;

/** Text of before the block editor has no paragraphs: WordPress makes them of empty lines when it shows it. */
function paragraphsIn(content: string): string {
  const html = content.replace(/<!--\s*\/?(?:wp:|nextpage).*?-->/gs, '');
  if (/<p[\s>]/.test(html)) return html;
  const isBlock = /^\s*<(?:blockquote|div|dl|figure|h\d|hr|ol|pre|table|ul)\b/;
  const parts = html.split(/\n\s*\n/);
  return parts.map((part) => (isBlock.test(part) ? part : `<p>${part.trim().replace(/\n/g, '<br>')}</p>`)).join('\n');
}

function leftOut(pages: number, comments = 0): string[] {
  const parts = [
    pages && `${pages} ${pages === 1 ? 'page' : 'pages'}`,
    comments && `${comments} ${comments === 1 ? 'comment' : 'comments'}`,
  ].filter((part) => part !== 0);
  return parts.length > 0 ? [`Left out: ${parts.join(' and ')}.`] : [];
}

/** A row of a table, with what in it is text or a number, as text. */
type Row = Readonly<Record<string, string | undefined>>;

/** https://ghost.org/docs/migration/custom/: `db[0].data`, or `data` alone, with a table each for posts, tags and users. */
function ghostExport(text: string): ImportedFeed | undefined {
  const parsed: { db?: { data?: Record<string, unknown> }[]; data?: Record<string, unknown> } = JSON.parse(text);
  const data = parsed.db?.[0]?.data ?? parsed.data;
  if (!Array.isArray(data?.posts)) return undefined;
  const rows = (name: string): Row[] =>
    (Array.isArray(data[name]) ? (data[name] as unknown[]) : []).map((row) => {
      const plain = Object.entries(row ?? {}).filter(([, value]) => /^(?:boolean|number|string)$/.test(typeof value));
      return Object.fromEntries(plain.map(([key, value]) => [key, String(value)]));
    });
  /** The names in one table by the post that another says they belong to, in its order. */
  const namesBy = (table: string, links: string, key: string): Map<string | undefined, string[]> => {
    const names = new Map(rows(table).map(({ id, name }) => [id, name ?? '']));
    const sorted = rows(links).sort((a, b) => Number(a.sort_order ?? 0) - Number(b.sort_order ?? 0));
    const named = sorted.map((row) => [row.post_id, names.get(row[key]) ?? ''] as const);
    const byPost = new Map<string | undefined, string[]>(named.map(([post]) => [post, []]));
    for (const [post, name] of named) if (name !== '') byPost.get(post)?.push(name);
    return byPost;
  };
  const settings = new Map(rows('settings').map(({ key, value }) => [key, value]));
  const home = absoluteUrl(settings.get('url'), undefined);
  const [tags, authors] = [namesBy('tags', 'posts_tags', 'tag_id'), namesBy('users', 'posts_authors', 'author_id')];
  const posts = rows('posts').filter(({ id, title, html }) => (id ?? title ?? html) !== undefined);
  const isPage = ({ type, page }: Row) => type === 'page' || page === 'true' || page === '1';
  return {
    title: plainText(settings.get('title')),
    home,
    description: plainText(settings.get('description')),
    language: settings.get('lang') ?? settings.get('locale'),
    items: posts
      .filter((post) => !isPage(post))
      .map((post) => ghostItem(post, home, tags.get(post.id) ?? [], authors.get(post.id) ?? [])),
    remarks: leftOut(posts.filter(isPage).length),
  };
}

function ghostItem(
  post: Row,
  home: string | undefined,
  tags: readonly string[],
  authors: readonly string[],
): ImportedItem {
  // Ghost writes its own address so in exports; without one it is unknown.
  const local = (text = '') => text.replaceAll('__GHOST_URL__', home?.replace(/\/$/, '') ?? '');
  const link = home && post.slug ? absoluteUrl(`${post.slug}/`, home) : undefined;
  const { visibility = 'public', status } = post;
  const isPublic = status === 'published' || status === 'scheduled';
  return {
    id: post.id ?? post.uuid, // as in Ghost's feed
    link,
    slug: post.slug,
    title: plainText(post.title),
    published: post.published_at,
    updated: post.updated_at,
    hidden: statusIn(isPublic, status) ?? (visibility === 'public' ? undefined : `it was for ${visibility}`),
    authors: authors.flatMap((name) => authorOf(name)),
    categories: [],
    tags: tags.filter((name) => !name.startsWith('#')), // Ghost's internal ones
    summary: plainText(post.custom_excerpt),
    html: local(post.html) || (post.plaintext ?? ''),
    base: link ?? home,
    image: pictureAt(absoluteUrl(local(post.feature_image), home)),
    enclosures: [],
    canonical: absoluteUrl(post.canonical_url, undefined),
    language: post.locale,
    remarks: post.html || post.plaintext ? [] : ['It has no text in the export.'],
  };
}
