// Parsing an article: its file's bytes become an Article, or the problems that keep it out.

import type { Article, ArticlePlaces, Credit } from '../model/article.ts';
import { articlePath, idAsUri, idOfFile, isReserved, MARKDOWN_FILE } from '../model/paths.ts';
import { isError, type Problem, problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { slugOf } from '../model/slug.ts';
import { oneLine } from '../model/text.ts';
import { correctionsFrom, publishedFrom, updatedFrom, withdrawalFrom } from './article-dates.ts';
import { authorsFrom } from './authors.ts';
import { type Fields, fieldsOf, isMapping } from './fields.ts';
import { parseFrontMatter } from './front-matter.ts';
import { mayHoldBack, reportUnclear, standingOf } from './held-back.ts';
import { keep, keepShared } from './keep.ts';
import { type KeyName, keysByName, reportUnknownKeys, wordsOfUnknownKey } from './known-keys.ts';
import { enclosuresFrom, imageFrom, type MediaContext } from './media-in.ts';
import { aliasesFrom, isHiddenByPermalink, ownPathFrom } from './own-paths.ts';
import { roughPlace } from './rough-place.ts';
import { termsFrom } from './terms-in.ts';

export interface ArticleContext extends Pick<MediaContext, 'media'> {
  readonly site: Site;
}

export interface ParsedArticle {
  /** undefined if an error keeps it out, or if the file is no article: then nothing among the problems is an error. */
  readonly article?: Article;
  readonly problems: readonly Problem[];
  /**
   * There is no article because of an error, and a key that holds back says so or is not understood: the last good
   * article must come down too.
   */
  readonly isHeldBack?: true;
}

/** The article in the text of the file at `path`, below content/. */
export function parseArticle(path: string, text: string, { site, media }: ArticleContext): ParsedArticle {
  const { head, headText, problems: found } = parseFrontMatter(text, path);
  if (!head) {
    if (isNote(path, found)) return { problems: [] };
    return { problems: found, ...(mayHoldBack(headText, site.timeZone) && { isHeldBack: true }) };
  }
  const problems = [...found];
  const fields = fieldsOf(head, path, problems);
  const keys = keysByName(fields);
  const key = (name: KeyName): string => keys.get(name)?.[0] ?? name;
  const standing = standingOf(fields, path, site.timeZone);
  for (const unknown of standing.unknown) {
    problems.push(problem('key-unknown', path, roughPlace(headText, [unknown], true), ...wordsOfUnknownKey(unknown)));
  }
  const name = nameOfFile(path);
  const dateKeys = [...(keys.get('date') ?? []), ...standing.dates];
  const { published, isUnclear } = publishedFrom(fields, dateKeys, name.whole, site.timeZone);
  const withdrawn = withdrawalFrom(fields, standing.expiries, site.timeZone);
  if (withdrawn === 'unclear') reportUnclear(fields, standing.expiries);
  const isDraft = standing.isDraft || withdrawn === 'unclear';
  if (published === undefined && !isUnclear) reportDateMissing(fields, key('date'));
  if (published === undefined && !(isDraft && !isUnclear)) {
    return { problems, ...((isDraft || isUnclear) && problems.some(isError) && { isHeldBack: true }) };
  }

  const context = { site, media, path };
  const day = published ?? 0;
  const corrections = correctionsFrom(fields, key('corrections'), site.timeZone);
  const updated = latest([
    keys.has('updated') ? updatedFrom(fields, key('updated'), day, site.timeZone) : undefined,
    ...corrections.map(({ at }) => at),
  ]);
  const summary = fields.text(key('summary'));
  const image = imageFrom(fields, key('image'), context);
  const source = creditFrom(fields, key('source'));
  const canonical = keys.has('canonical') ? fields.url(key('canonical')) : undefined;
  const language = languageFrom(fields, key('language'));
  const rights = fields.text(key('rights'));
  const id = fields.text(key('id'));
  const slug = fields.text(key('slug'));
  const uri = id && idAsUri(site.tagAuthority, id);
  const related = textsUnder(fields, key('related'));
  const translations = textsUnder(fields, key('translations'));
  const places = placesOf(headText, { id, slug, related });
  const authors = authorsFrom(fields, key('authors'), site.authors);
  const permalink = keys.has('permalink') ? ownPathFrom(fields, key('permalink'), site) : undefined;
  const aliases = (keys.get('aliases') ?? []).flatMap((each) => aliasesFrom(fields, each, site));
  const article: Writable<Article> = {
    path,
    id: id === undefined ? idOfFile(site.tagAuthority, path) : keep(id),
    slug: slugOf(slug ?? name.stem),
    title: keep(fields.text(key('title')) ?? titleOfName(fields, name.stem)),
    published: day,
    draft: isDraft,
    authors: authors.length > 0 ? authors : site.author,
    categories: unique((keys.get('categories') ?? []).flatMap((each) => termsFrom(fields, each))),
    tags: unique((keys.get('tags') ?? []).flatMap((each) => termsFrom(fields, each))),
    enclosures: enclosuresFrom(fields, key('enclosures'), context),
    related: related.map(slugOf),
  };
  if (id === undefined) article.isIdMade = true;
  if (uri && uri !== id) article.idAsUri = uri;
  if (updated !== undefined && updated > day) article.updated = updated;
  if (summary) article.summary = keep(summary);
  if (image) article.image = image;
  if (source) article.source = source;
  if (canonical) article.canonical = canonical;
  if (language && language !== site.language) article.language = keepShared(language);
  if (rights) article.rights = keepShared(rights);
  if (permalink !== undefined) article.permalink = permalink;
  if (aliases.length > 0) article.aliases = unique(aliases);
  if (standing.isUnlisted || isHiddenByPermalink(fields, keys.get('permalink') ?? [])) article.unlisted = true;
  if (withdrawn && withdrawn !== 'unclear') article.withdrawn = withdrawn;
  if (corrections.length > 0) article.corrections = corrections;
  if (translations.length > 0) article.translations = translations.map(slugOf);
  if (places) article.places = places;
  if (permalink === undefined) reportReserved(fields, site, article);
  if (!problems.some(isError)) return { article, problems };
  return { problems, ...(isDraft && { isHeldBack: true }) };
}

/** README and its kind, without a head. */
const isNote = (path: string, problems: readonly Problem[]): boolean =>
  problems[0]?.code === 'front-matter-missing' &&
  /(?:^|\/)(?:readme|licen[cs]e|change(?:s|log)|history|contribut(?:ing|ors)|code[-_]of[-_]conduct|security|support|authors|notice|todo|(?:pull_request|issue)_template)(?:[.-][\w.-]*)?$/i.test(
    path,
  );

function reportDateMissing(fields: Fields, key: string): void {
  const hint = 'Write date: 2026-01-05, or take the file for a page and add it to ignore in site.yaml.';
  fields.report('date-missing', fields.spotOf(key), 'The file has no date, so it is not published.', hint);
}

const latest = (instants: readonly (number | undefined)[]): number | undefined => {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};

interface FileName {
  /** Without its ending; of `index.md`, the folder's. */
  readonly whole: string;
  /** Also without the date that it begins with. */
  readonly stem: string;
}

/** `garden` of `articles/2026-01-05-garden.md` and of `articles/2026-01-05-garden/index.md`. */
function nameOfFile(path: string): FileName {
  const file = path.replace(MARKDOWN_FILE, '');
  const item = file.endsWith('/index') ? file.slice(0, -'/index'.length) : file;
  const whole = item.slice(item.lastIndexOf('/') + 1);
  return { whole, stem: whole.replace(/^\d{4}-\d{1,2}-\d{1,2}-(?=.)/, '') };
}

/** The title of an article that gives none. */
function titleOfName(fields: Fields, stem: string): string {
  const words = oneLine(/^[\d-]+$/.test(stem) ? stem : stem.replace(/[-_]+/g, ' '));
  const title = words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  const message = `The article has no title, so the name of its file stands for it: "${title}".`;
  fields.report('title-missing', fields.spotOf('title'), message, 'Write title: and some words.');
  return title;
}

const CREDIT_KEYS = new Set(['name', 'url']);

function creditFrom(fields: Fields, key: string): Credit | undefined {
  if (!isMapping(fields.value(key))) {
    const name = fields.text(key);
    return name ? { name: keepShared(name) } : undefined;
  }
  const mapping = fields.fields(key) as Fields;
  reportUnknownKeys(mapping, CREDIT_KEYS);
  const url = mapping.url('url');
  const name = mapping.text('name') ?? url;
  if (name === undefined && mapping.value('url') === undefined) {
    mapping.report('value-missing', mapping.spotOf('name'), 'The source has no name.', 'Write name: Example Times.');
  }
  return name ? { name: keepShared(name), ...(url && { url }) } : undefined;
}

/** The language under a key. */
export const languageFrom = (fields: Fields, key: string): string | undefined =>
  fields.checked(key, 'a language', 'Write its code, such as en, de or pt-BR.', languageOf);

/** The language tag in its usual spelling (BCP 47); undefined if it is none. */
export function languageOf(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}

const textsUnder = (fields: Fields, key: string): readonly string[] =>
  fields.words(key).flatMap(({ text }) => oneLine(text) || []);

const unique = (texts: readonly string[]): readonly string[] => (texts.length < 2 ? texts : [...new Set(texts)]);

interface Given {
  readonly id: string | undefined;
  readonly slug: string | undefined;
  readonly related: readonly string[];
}

/** Of what another file may contradict; undefined if nothing is given. */
function placesOf(head: string, { id, slug, related }: Given): ArticlePlaces | undefined {
  if (id === undefined && slug === undefined && related.length === 0) return undefined;
  return {
    ...(id !== undefined && { id: roughPlace(head, ['id']) }),
    ...(slug !== undefined && { slug: roughPlace(head, ['slug']) }),
    ...(related.length > 0 && { related: related.map((text) => roughPlace(head, ['related'], text)) }),
  };
}

function reportReserved(fields: Fields, site: Site, article: Article): void {
  const [category] = article.categories;
  const path = articlePath(site, article, category && slugOf(category));
  if (!isReserved(path)) return;
  const hint = 'Give the article another slug.';
  fields.report('address-taken', fields.spotOf('slug'), `Courant needs the address ${path} itself.`, hint);
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
