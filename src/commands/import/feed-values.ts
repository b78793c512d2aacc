// The values of feeds: which words are HTML and which are text, what their terms, names and files are.

import type { RssFeed } from 'feedsmith';
import { cleanHtml } from '../../content/clean-html.ts';
import { httpUrl } from '../../content/fields.ts';
import type { Author } from '../../model/article.ts';
import { textOf } from '../../model/html-text.ts';
import { mediaTypeOf } from '../../model/media.ts';
import { escapeHtml, oneLine } from '../../model/text.ts';
import type { Known, NewArticle, NewFile } from '../article-file.ts';

/** HTML as plain text on one line; undefined if it has none. */
export function textOfHtml(html: string | undefined): string | undefined {
  if (html === undefined) return undefined;
  try {
    return textOf(cleanHtml(html, httpUrl)) || undefined;
  } catch {
    return oneLine(html) || undefined;
  }
}

export const plainText = (text: string | undefined): string | undefined => oneLine(text ?? '') || undefined;

/** Plain text as HTML, its paragraphs apart. */
export const htmlOfText = (text: string): string =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${escapeHtml(paragraph.trim()).replace(/\n/g, '<br>')}</p>`)
    .join('\n');

/**
 * A title that may be text or HTML: RSS does not say. HTML it is with an entity, or with the tags that titles have;
 * `The <br> tag` is a title about a tag.
 */
export function textOfTitle(title: string | undefined): string | undefined {
  const isHtml = ENTITY.test(title ?? '') || MARKED.test(title ?? '');
  return isHtml ? textOfHtml(title) : plainText(title);
}

const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d?);/i;
const MARKED = /<(em|i|b|strong|code|span|sup|sub|a|cite|q|small|mark|u)\b[^<>]*>.*<\/\1>/is;

/** An address, from that of what it stands in; undefined if it is none of the web. */
export function webUrl(url: string | undefined, base?: string): string | undefined {
  const written = url?.trim() ?? '';
  if (written === '' || !URL.canParse(written, base)) return undefined;
  return httpUrl(new URL(written, base).href);
}

/** The values that say something: neither empty nor 0, which is how feeds write that they do not know. */
export const known = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value)) as never;

/**
 * The names in a byline: one, or several with commas and an "and", if each part is a whole name. `Health and Science
 * Desk`, `Jane Doe, PhD` and `Ann Example Defence and security editor` are one.
 */
export function namesIn(byline: string): string[] {
  const text = oneLine(byline).replace(/^by:?\s+/i, '');
  const parts = text.split(/\s*[,;&]\s*(?:and\s+)?|\s+and\s+/i).filter((part) => part !== '');
  const areNames =
    parts.every((part) => FULL_NAME.test(part)) || (parts.length > 2 && parts.every((part) => WORD.test(part)));
  return parts.length > 1 && areNames && !ROLE.test(text) ? parts : text === '' ? [] : [text];
}

const WORD = /^[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*$/u;
/** Two to five such words; those between the first and the last may be particles. */
const FULL_NAME =
  /^[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*(?: (?:[\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*|al|bin|d[aeiou]|del|den|der|dos|el|la|le|ten|van|von|y|zu)){0,3} [\p{Lu}\p{Lo}][\p{L}\p{M}.'’-]*$/u;
const ROLE = /\b(?:correspondent|desk|editor|reporter|staff|team|writers?)\b/i;

type Media = NonNullable<RssFeed.Item<string>['media']>;
type MediaContent = NonNullable<Media['contents']>[number];

/** The text that Media RSS gives, for feeds that have no other. */
export const mediaText = (media: Media | undefined): string | undefined => {
  const { value, type } = media?.description ?? media?.groups?.find((group) => group.description)?.description ?? {};
  return !value || type === 'html' || /<\w+[^<>]*>/.test(value) ? value || undefined : htmlOfText(value);
};

/**
 * The texts of an item, plain but for `html`. `hidden` says why it is not public; `slug` is only an export's, others
 * have it in their link; `markdown` stands in the place of `html` in a press article, whose date keeps its offset;
 * relative addresses are meant from `base`, or else from its page.
 */
type ItemTexts = Known<
  Record<'id' | 'link' | 'slug' | 'title' | 'published' | 'hidden' | 'html' | 'markdown' | 'base', string>
>;

/** An item as its format has it: addresses as they are written, `related` titles. */
interface WrittenItem
  extends ItemTexts,
    Partial<Omit<NewArticle, 'title' | 'date' | 'draft' | 'body' | 'image' | 'authors'>> {
  readonly people: readonly Known<Author>[];
  /** Categories and tags; `scheme` is the address of what a term is one of. */
  readonly terms?: readonly { readonly name?: string | undefined; readonly scheme?: string | undefined }[];
  readonly enclosures?: readonly NewFile[];
  readonly media?: Media | undefined;
  /** The lead picture, if Media RSS names none. */
  readonly picture?: string | undefined;
  /** Whether the lead picture is only the one that is named so, as in Courant's feeds; else the first picture is. */
  readonly isExact?: boolean;
  /** Whether `html` is what the format calls a summary, for want of a text. */
  readonly isBrief?: boolean;
  /** What of it is left out, in sentences. */
  readonly remarks?: readonly string[];
}

export type ImportedItem = ReturnType<typeof itemIn>;

/** A feed of any format; `home` is where its pages are, `older` where its older articles are. */
export interface ImportedFeed extends Known<Record<'title' | 'home' | 'description' | 'language' | 'older', string>> {
  readonly items: readonly ImportedItem[];
  /** Of an export: what it holds that no article is made of. */
  readonly remarks?: readonly string[];
}

/** An item of any format, complete: its addresses from that of what it stands in, its terms and files in order. */
export function itemIn(home: string | undefined, written: WrittenItem) {
  const { people, terms = [], media, picture, isExact, ...item } = written;
  const link = webUrl(item.link, home);
  const [base, authors] = [item.base ?? link ?? home, people.flatMap(authorOf)];
  const id = plainText(item.id); // as it will be read from the file
  const { remarks, ...files } = filesOf(written, home);
  const told = [...(item.remarks ?? []), ...remarks];
  return { ...termsIn(terms), ...item, id, link, base, authors, ...files, remarks: told };
}

/** An author with the pages that can be used of those given. */
function authorOf({ name, url, email, avatar }: Known<Author>): Author[] {
  const shown = plainText(name);
  const address = /^no-?reply@/i.test(email ?? '') ? undefined : plainText(email);
  return shown ? [{ name: shown, ...known({ url: webUrl(url), email: address, avatar: webUrl(avatar) }) }] : [];
}

/** Terms are tags unless their feed says that they are sections: most feeds give both without telling them apart. */
function termsIn(terms: NonNullable<WrittenItem['terms']>) {
  const [categories, tags] = [new Set<string>(), new Set<string>()];
  for (const { name, scheme = '' } of terms) {
    const isSection = /(?:^|\/)(?:categor(?:y|ies)|sections?)\/?$/i.test(scheme);
    const isKind = scheme.startsWith('http://schemas.google.com/'); // Blogger's kinds of entry
    for (const part of isKind ? [] : (plainText(name)?.split(/\s*,\s*/) ?? []))
      if (part !== '' && !/^uncategori[sz]ed$/i.test(part)) (isSection ? categories : tags).add(part);
  }
  return { categories: [...categories], tags: [...tags] };
}

/** The lead picture and the other files, each once with all that is said of it. */
function filesOf({ enclosures: given = [], media, picture, isExact }: WrittenItem, base: string | undefined) {
  const contents = [media ?? {}, ...(media?.groups ?? [])].flatMap((group) => group.contents ?? []);
  const widest = contents.map(fileOf).sort((a, b) => (b.width ?? 0) - (a.width ?? 0));
  const files = new Map<string, NewFile>();
  const remarks: string[] = [];
  for (const file of [...given, ...widest.filter(({ src }) => src !== '')]) {
    const src = webUrl(file.src, base);
    if (src === undefined) remarks.push(`${file.src} is no address of the web, and was left out.`);
    else if (!PORTRAIT.test(src)) files.set(src, { ...file, type: typeOf(file), ...known(files.get(src) ?? {}), src });
  }
  const { url, width, height } = media?.thumbnails?.[0] ?? {};
  const src = webUrl(url, base) ?? webUrl(picture, base);
  // Courant gives a thumbnail with a lead picture, and no other.
  const lead = [...files.values()].find((file) => isPicture(file) && (!isExact || file.src === src));
  const image = lead ?? (src === undefined ? undefined : { src, width, height });
  // Some list every picture of the text here; it has them already.
  const own = new Set(given.map((file) => webUrl(file.src, base)));
  const isGiven = (file: NewFile) => isExact || !isPicture(file) || own.has(file.src);
  return {
    // Elsewhere its title is anything: a file's name, an author's.
    image: image && { ...image, caption: isExact ? lead?.title : undefined, title: undefined },
    enclosures: [...files.values()].filter((file) => isGiven(file) && file.src !== image?.src),
    remarks,
  };
}

/** WordPress.com adds its author's portrait to every article. */
const PORTRAIT = /^https?:\/\/[^/]*gravatar\.com\//;

/** The media type; `x-audio/mp3` is none, and what the address says is taken. */
function typeOf({ src, type }: NewFile): string | undefined {
  const isType = /^(?:application|audio|font|image|model|text|video)\/[\w.+-]+$/i.test(type ?? '');
  return isType ? type : (mediaTypeOf(src.replace(/[?#].*$/s, '')) ?? (type === 'image' ? type : undefined));
}

const isPicture = ({ type }: NewFile): boolean => type?.startsWith('image') === true;

function fileOf({ url = '', type, medium, fileSize, title, credits, width, height, duration }: MediaContent): NewFile {
  const said = { title: title?.value, credit: credits?.[0]?.value };
  return { src: url, type: type ?? medium, length: fileSize, width, height, duration, ...said };
}
