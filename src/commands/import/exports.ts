// Whole exports of WordPress (WXR) and Ghost (JSON), whose feeds hold ten articles, as feeds.

import { Failure } from '../io.ts';
import { counted } from '../report.ts';
import { type ImportedFeed, itemIn, plainText, textOfHtml, textOfTitle, webUrl } from './feed-values.ts';
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

const leftOut = (pages: number, comments = 0): string[] => {
  const told = [pages && counted(pages, 'page'), comments && counted(comments, 'comment')].filter((part) => part !== 0);
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
  const home = webUrl(textAt(channel, 'wp:base_blog_url') || textAt(channel, 'link'));
  const posts = ofType('post').filter((post) => !/^(?:auto-draft|trash|inherit)$/.test(textAt(post, 'wp:status')));
  return {
    title: textOfTitle(textAt(channel, 'title')),
    home,
    description: textOfHtml(textAt(channel, 'description')),
    language: textAt(channel, 'language'),
    items: posts.map((post) => {
      const at = (name: string) => textAt(post, name);
      const own = tagsIn(post, 'category').filter(({ attribs }) => OWN_TERM.test(attribs.domain ?? ''));
      const metas = textsBy(tagsIn(post, 'wp:postmeta'), 'wp:meta_key', 'wp:meta_value');
      return itemIn(home, {
        id: at('guid'),
        link: /\?p=\d+/.test(at('link')) ? undefined : at('link'), // it was never public
        slug: at('wp:post_name'),
        title: textOfTitle(at('title')),
        // In UTC there; a draft has zeros, and the time of its site alone.
        published: dateIn(at('wp:post_date_gmt'), 'Z') ?? dateIn(at('wp:post_date'), ''),
        updated: dateIn(at('wp:post_modified_gmt'), 'Z'),
        hidden: at('wp:post_password') ? 'it asked for a password' : statusIn(at('wp:status'), /^(?:publish|future)$/),
        people: [{ name: names.get(at('dc:creator')) || at('dc:creator') }],
        terms: own.map((term) => ({ name: textOfTitle(textIn(term)), scheme: term.attribs.domain })),
        summary: textOfHtml(at('excerpt:encoded')),
        html: paragraphsIn(at('content:encoded')),
        base: webUrl(at('link'), home),
        picture: pictures.get(metas.get('_thumbnail_id') ?? ''),
      });
    }),
    remarks: leftOut(ofType('page').length, all.flatMap((item) => tagsIn(item, 'wp:comment')).length),
  };
}

const OWN_TERM = /^(?:category|post_tag)$/;

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

/** The texts and numbers in a row of a table. */
type Row = Readonly<Record<string, string | undefined>>;

/** https://ghost.org/docs/migration/custom/: `db[0].data`, or `data` alone, with a table each for posts, tags and users. */
function ghostExport(text: string): ImportedFeed | undefined {
  const parsed = JSON.parse(text, (_, value) => (/^(?:boolean|number)$/.test(typeof value) ? String(value) : value));
  const data: Record<string, unknown> | undefined = parsed.db?.[0]?.data ?? parsed.data;
  if (!Array.isArray(data?.posts)) return undefined;
  const isText = ([, value]: [string, unknown]) => typeof value === 'string';
  const rows = (table: string): Row[] =>
    [data[table] ?? []].flat().map((row) => Object.fromEntries(Object.entries(row ?? {}).filter(isText)));
  /** The names in one table that another gives to a post, in its order. */
  const namesBy = (table: string, links: string, key: string) => {
    const names = new Map(rows(table).map(({ id, name }) => [id, name]));
    const byPost = new Map<string | undefined, string[]>();
    for (const link of rows(links).sort((a, b) => Number(a.sort_order ?? 0) - Number(b.sort_order ?? 0)))
      byPost.set(link.post_id, [...(byPost.get(link.post_id) ?? []), names.get(link[key]) ?? '']);
    return byPost;
  };
  const settings = new Map(rows('settings').map(({ key, value }) => [key, value]));
  const home = webUrl(settings.get('url'));
  // Ghost writes its own address so in exports; without one it is unknown.
  const local = (text = '') => text.replaceAll('__GHOST_URL__', home?.replace(/\/$/, '') ?? '');
  const [tags, authors] = [namesBy('tags', 'posts_tags', 'tag_id'), namesBy('users', 'posts_authors', 'author_id')];
  const all = rows('posts').filter(({ id, title, html }) => id ?? title ?? html);
  const posts = all.filter(({ type, page }) => type !== 'page' && page !== 'true' && page !== '1');
  return {
    title: plainText(settings.get('title')),
    home,
    description: plainText(settings.get('description')),
    language: settings.get('lang') ?? settings.get('locale'),
    items: posts.map((post) => {
      const { id, slug, status, visibility = 'public' } = post;
      const html = local(post.html) || post.plaintext;
      const readers = visibility === 'public' ? undefined : `it was for ${visibility}`;
      return itemIn(home, {
        id: id ?? post.uuid, // as in Ghost's feed
        link: home && slug && `${slug}/`,
        slug,
        title: plainText(post.title),
        published: post.published_at,
        updated: post.updated_at,
        hidden: statusIn(status, /^(?:published|scheduled)$/) ?? readers,
        people: (authors.get(id) ?? []).map((name) => ({ name })),
        tags: (tags.get(id) ?? []).filter((name) => /^[^#]/.test(name)), // those with a # are Ghost's internal ones
        summary: plainText(post.custom_excerpt),
        html,
        picture: local(post.feature_image),
        canonical: webUrl(post.canonical_url),
        language: post.locale,
        remarks: html ? [] : ['It has no text in the export.'],
      });
    }),
    remarks: leftOut(all.length - posts.length),
  };
}
