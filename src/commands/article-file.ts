// The file of an article that comes from elsewhere: front matter with what is known, and the body; and YAML as Courant
// writes it: keys with texts, mappings, and lists of both.

import type { Article, Author } from '../model/article.ts';
import type { Enclosure, Image } from '../model/media.ts';
import { articlePath, isReserved } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import { oneLine } from '../model/text.ts';

/** An article on its way into a file; its instants are RFC 3339. */
export interface NewArticle
  extends Pick<Article, 'title' | 'authors' | 'categories' | 'tags'>,
    Partial<Pick<Article, 'draft' | 'related' | 'summary' | 'source' | 'canonical' | 'language' | 'rights'>> {
  /** Undefined if it is not known. */
  readonly date?: string | undefined;
  readonly updated?: string | undefined;
  readonly withdrawn?: string | undefined;
  readonly image?: NewFile | undefined;
  readonly enclosures: readonly NewFile[];
  /** Lines for whoever opens the file. */
  readonly notes?: readonly string[];
  /** Markdown. */
  readonly body: string;
}

/** What may be known of it. */
export type Known<T> = { readonly [key in keyof T]?: T[key] | undefined };

/** A picture or another file, with what is known of it. */
export interface NewFile extends Known<Omit<Image & Enclosure, 'path' | 'url'>> {
  /** An address, or a path beside the article. */
  readonly src: string;
}

/** What a file says of an article beside what the article says; no permalink if it is the one of the site's pattern. */
interface Naming extends Pick<Article, 'id' | 'slug' | 'permalink' | 'aliases'> {
  /** RFC 3339. */
  readonly date: string;
}

/** The text of the article's file. One that nobody knows the date of is a draft. */
export function fileOf(article: NewArticle, { id, slug, date, permalink, aliases = [] }: Naming, site: Site): string {
  const { title, updated, summary, image, enclosures, source, related = [], body, notes = [] } = article;
  const head: YamlPairs = {
    title,
    id,
    slug,
    date,
    updated,
    draft: article.draft || article.date === undefined ? true : undefined,
    withdrawn: article.withdrawn,
    permalink,
    aliases,
    ...authorsIn(article.authors, site),
    categories: article.categories,
    tags: article.tags,
    summary,
    image: image && mappingOf(image),
    enclosures: enclosures.map(mappingOf),
    source: source && (source.url === undefined ? source.name : { name: source.name, url: source.url }),
    related,
    canonical: article.canonical,
    language: article.language,
    rights: article.rights,
  };
  const lines = ['---', ...yamlLines(head), ...notes.map((note) => `# ${note}`), '---', '', body.trim(), ''];
  return lines.join('\n').replace(/\n{2,}$/, '\n');
}

/** As somebody would write them: a key of site.yaml, a name, or a mapping if there is more. */
function authorsIn(authors: readonly Author[], site: Site): YamlPairs {
  // An article without an author is the publication's.
  if (authors.length === 1 && authors[0]?.name === site.title && site.author.length === 0) return {};
  const keys = new Map([...site.authors].map(([key, { name }]) => [name, key]));
  const written = authors.map(({ name, url, email, avatar }) => {
    const key = keys.get(name);
    return key ?? (url || email || avatar || site.authors.has(name) ? { name, url, email, avatar } : name);
  });
  return written.length > 1 ? { authors: written } : { author: written[0] };
}

/** A path alone says it all; an address is given with what RSS wants to know of it. */
function mappingOf({ src, type = '', length, width, height, ...said }: NewFile): YamlPairs {
  const { title, duration, alt, caption, credit } = said;
  if (!/^https?:/.test(src)) return { src, title, duration, alt, caption, credit };
  const size = { length: length || undefined, width: width || undefined, height: height || undefined };
  const isType = /^[\w.+-]+\/[\w.+-]+$/.test(type);
  return { src, title, duration, ...(isType && { type }), ...size, alt, caption, credit };
}

/** Whether Courant needs the path itself that an article with this slug would have, as long as it has no category. */
export const isTaken = (site: Site, slug: string): boolean =>
  isReserved(articlePath(site, { slug, published: 0 } as Article, undefined));

type YamlScalar = string | number | true;
export type YamlValue = YamlScalar | readonly (YamlScalar | YamlPairs)[] | YamlPairs;
export interface YamlPairs {
  readonly [key: string]: YamlValue | undefined;
}

/** The lines of a mapping; what is undefined or empty is left out. Every text comes back as it was. */
export function yamlLines(entries: YamlPairs): string[] {
  return Object.entries(entries).flatMap(([key, value]) => (value === undefined ? [] : linesOf(key, value)));
}

/** A text as a YAML scalar: plain if nobody can take it for anything else, else in double quotes. */
export function yamlText(text: string, isInList = false): string {
  const line = oneLine(text);
  const isPlain = (PLAIN.test(line) && !NO_TEXT.test(line) && !(isInList && line.includes(','))) || DATE.test(line);
  return isPlain ? line : JSON.stringify(line);
}

/** Begins with a letter or a slash; nothing in it that could end a value or begin another. */
const PLAIN = /^[\p{L}/](?:[\p{L}\p{M}\p{N} '’“”.,;!?&()/+*=$%~@_–—…-]|:(?=[^\s])|#(?<=\S#))*(?<![\s:])$/u;
const DATE = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/;
/** Words that YAML takes for something else, one version or another. */
const NO_TEXT = /^(?:true|false|yes|no|on|off|y|n|null)$/i;

function linesOf(key: string, value: YamlValue): string[] {
  if (typeof value !== 'object') return [`${key}: ${scalar(value)}`];
  if (Object.keys(value).length === 0) return [];
  if (!isList(value)) return [`${key}:`, ...yamlLines(value).map((line) => `  ${line}`)];
  if (value.every((item) => typeof item === 'string')) {
    return [`${key}: [${value.map((item) => yamlText(item, true)).join(', ')}]`];
  }
  return [`${key}:`, ...value.flatMap(itemLines)];
}

function itemLines(item: YamlScalar | YamlPairs): string[] {
  const lines = typeof item === 'object' ? yamlLines(item) : [scalar(item)];
  return lines.map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`));
}

const scalar = (value: YamlScalar): string => (typeof value === 'string' ? yamlText(value) : String(value));

const isList = (value: object): value is readonly unknown[] => Array.isArray(value);
