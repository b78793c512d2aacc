// Whole exports of WordPress (WXR) and Ghost (JSON), whose feeds hold ten articles, as feeds.

import { mediaTypeOf } from '../../model/media.ts';
import { Failure } from '../io.ts';
import { counted } from '../report.ts';
import { absoluteUrl, authorOf, plainText, termsIn, textOfHtml, textOfTitle } from './feed-values.ts';
import type { ImportedFeed, ImportedItem } from './imported.ts';
import { parseXml, type Tag, tagsIn, textIn } from './markup.ts';

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

const pictureAt = (src: string | undefined) => (src ? { src, type: mediaTypeOf(src) } : undefined);

const leftOut = (parts: Readonly<Record<string, number>>): string[] => {
  const told = Object.entries(parts).flatMap(([noun, count]) => (count > 0 ? [counted(count, noun)] : []));
  return told.length > 0 ? [`Left out: ${told.join(' and ')}.`] : [];
};

const statusIn = (status: string | undefined, known: RegExp): string | undefined =>
  known.test(status ?? '') ? undefined : `its status was "${status || 'unknown'}"`;

const textAt = (tag: Tag | undefined, name: string): string => textIn(tagsIn(tag, name)[0]);

/** WordPress's own extension of RSS 2.0: https://wordpress.org/documentation/article/tools-export-screen/ */
function wordpressExport(text: string): ImportedFeed {
  const [channel] = tagsIn(tagsIn(parseXml(text), 'rss')[0], 'channel');
  const all = tagsIn(channel, 'item');
  const ofType = (type: string) => all.filter((item) => textAt(item, 'wp:post_type') === type);
  const textsBy = (tags: readonly Tag[], key: string, value: string) =>
    new Map(tags.map((tag) => [textAt(tag, key), textAt(tag, value)]));
  const names = textsBy(tagsIn(channel, 'wp:author'), 'wp:author_login', 'wp:author_display_name');
  const pictures = textsBy(ofType('attachment'), 'wp:post_id', 'wp:attachment_url');
  const home = absoluteUrl(textAt(channel, 'wp:base_blog_url') || textAt(channel, 'link'), undefined);
  const posts = ofType('post').filter((post) => !/^(?:auto-draft|trash|inherit)$/.test(textAt(post, 'wp:status')));
  return {
    title: textOfTitle(textAt(channel, 'title')),
    home,
    description: textOfHtml(textAt(channel, 'description')),
    language: textAt(channel, 'language') || undefined,
    items: posts.map((post) => {
      const [author, metas] = [textAt(post, 'dc:creator'), tagsIn(post, 'wp:postmeta')];
      const thumbnail = metas.find((meta) => textAt(meta, 'wp:meta_key') === '_thumbnail_id');
      const image = pictureAt(absoluteUrl(pictures.get(textAt(thumbnail, 'wp:meta_value')), home));
      return { ...wordpressItem(post, home), authors: authorOf(names.get(author) || author), image };
    }),
    remarks: leftOut({
      page: ofType('page').length,
      comment: all.flatMap((item) => tagsIn(item, 'wp:comment')).length,
    }),
  };
}

function wordpressItem(post: Tag, home: string | undefined): Omit<ImportedItem, 'authors'> {
  const at = (name: string) => textAt(post, name);
  const link = absoluteUrl(at('link'), home);
  const terms = tagsIn(post, 'category').filter(({ attribs }) => /^(?:category|post_tag)$/.test(attribs.domain ?? ''));
  return {
    id: at('guid') || undefined,
    link: /\?p=\d+/.test(link ?? '') ? undefined : link, // it was never public
    slug: at('wp:post_name') || undefined,
    title: textOfTitle(at('title')),
    // In UTC there; a draft has zeros, and the time of its site alone.
    published: dateIn(at('wp:post_date_gmt'), 'Z') ?? dateIn(at('wp:post_date'), ''),
    updated: dateIn(at('wp:post_modified_gmt'), 'Z'),
    hidden: at('wp:post_password') ? 'it asked for a password' : statusIn(at('wp:status'), /^(?:publish|future)$/),
    ...termsIn(terms.map((term) => ({ name: textOfTitle(textIn(term)) ?? '', scheme: term.attribs.domain }))),
    summary: textOfHtml(at('excerpt:encoded')),
    html: paragraphsIn(at('content:encoded')),
    base: link ?? home,
    enclosures: [],
  };
}

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

/** What a row of a table holds under a key, if that is a text or a number. */
type Row = (key: string) => string | undefined;

/** https://ghost.org/docs/migration/custom/: `db[0].data`, or `data` alone, with a table each for posts, tags and users. */
function ghostExport(text: string): ImportedFeed | undefined {
  const parsed = JSON.parse(text, (_, value) => (/^(?:boolean|number)$/.test(typeof value) ? String(value) : value));
  const data: Record<string, unknown> | undefined = parsed.db?.[0]?.data ?? parsed.data;
  if (!Array.isArray(data?.posts)) return undefined;
  const rows = (table: string): Row[] =>
    [data[table] ?? []].flat().map((row) => (key) => {
      const value = (row as Record<string, unknown> | null)?.[key];
      return typeof value === 'string' ? value : undefined;
    });
  /** The names in one table that another says belong to a post, in its order. */
  const namesBy = (table: string, links: string, key: string) => {
    const names = new Map(rows(table).map((row) => [row('id'), row('name')]));
    const sorted = rows(links).sort((a, b) => Number(a('sort_order') ?? 0) - Number(b('sort_order') ?? 0));
    const byPost = new Map<string | undefined, string[]>();
    for (const row of sorted) {
      const [post, name] = [row('post_id'), names.get(row(key))];
      if (name) byPost.set(post, [...(byPost.get(post) ?? []), name]);
    }
    return (post: Row): readonly string[] => byPost.get(post('id')) ?? [];
  };
  const settings = new Map(rows('settings').map((row) => [row('key'), row('value')]));
  const home = absoluteUrl(settings.get('url'), undefined);
  const [tagsOf, authorsOf] = [namesBy('tags', 'posts_tags', 'tag_id'), namesBy('users', 'posts_authors', 'author_id')];
  const all = rows('posts').filter((post) => post('id') ?? post('title') ?? post('html'));
  const isPage = (post: Row) => post('type') === 'page' || /^(?:true|1)$/.test(post('page') ?? '');
  return {
    title: plainText(settings.get('title')),
    home,
    description: plainText(settings.get('description')),
    language: settings.get('lang') ?? settings.get('locale'),
    items: all.flatMap((post) => {
      const tags = tagsOf(post).filter((name) => !name.startsWith('#')); // Ghost's internal ones
      return isPage(post)
        ? []
        : { ...ghostItem(post, home), authors: authorsOf(post).flatMap((name) => authorOf(name)), tags };
    }),
    remarks: leftOut({ page: all.filter(isPage).length }),
  };
}

function ghostItem(post: Row, home: string | undefined): Omit<ImportedItem, 'authors' | 'tags'> {
  // Ghost writes its own address so in exports; without one it is unknown.
  const local = (text = '') => text.replaceAll('__GHOST_URL__', home?.replace(/\/$/, '') ?? '');
  const [slug, visibility = 'public'] = [post('slug'), post('visibility')];
  const link = home && slug ? absoluteUrl(`${slug}/`, home) : undefined;
  const html = local(post('html')) || (post('plaintext') ?? '');
  return {
    id: post('id') ?? post('uuid'), // as in Ghost's feed
    link,
    slug,
    title: plainText(post('title')),
    published: post('published_at'),
    updated: post('updated_at'),
    hidden:
      statusIn(post('status'), /^(?:published|scheduled)$/) ??
      (visibility === 'public' ? undefined : `it was for ${visibility}`),
    categories: [],
    summary: plainText(post('custom_excerpt')),
    html,
    base: link ?? home,
    image: pictureAt(absoluteUrl(local(post('feature_image')), home)),
    enclosures: [],
    canonical: absoluteUrl(post('canonical_url'), undefined),
    language: post('locale'),
    remarks: html ? [] : ['It has no text in the export.'],
  };
}
