// Parsing an article: the text of its file becomes an Article, or the problems that keep it out.

import type { Article } from '../model/article.ts';
import { articlePath, idAsUri, idOfFile, isReserved } from '../model/paths.ts';
import { isError, type Place, type Problem, START } from '../model/problem.ts';
import type { ReadingSite } from '../model/site.ts';
import { slugOf, termSlugOf } from '../model/slug.ts';
import { DAY_OF_NAME, nameOfFile } from '../model/source-file.ts';
import { oneLine } from '../model/text.ts';
import { wording } from '../model/wording.ts';
import { correctionsFrom, publishedFrom, updatedFrom, withdrawalFrom } from './article-dates.ts';
import { authorsFrom, creditFrom } from './authors.ts';
import { type Fields, fieldsOf, languageOf, present } from './fields.ts';
import type { ParsedHead, ReadHead } from './front-matter.ts';
import { aliasesFrom, ownPathFrom, saysNoPage } from './given-paths.ts';
import { mayHoldBack, reportHeld, standingOf } from './held-back.ts';
import { type KeyName, keysByName, reportUnknownKeys } from './known-keys.ts';
import { enclosuresFrom, featuredFor, imageFrom, type MediaContext } from './media-in.ts';

export interface ArticleContext extends Pick<MediaContext, 'media'> {
  readonly site: ReadingSite;
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

/** The article whose head was read, from the file at `path` below content/ or from an entry. */
export function parseArticle(path: string, read: ReadHead, { site, media }: ArticleContext): ParsedArticle {
  const { head, headText = '', problems: found } = read;
  if (!head) {
    if (isNote(path, found)) return { problems: [] };
    return { problems: found, ...(mayHoldBack(headText, site.timeZone) && { isHeldBack: true }) };
  }
  const problems: Problem[] = [];
  const fields = fieldsOf(head, path, problems);
  const { timeZone } = site;
  const keys = keysByName(fields);
  const keysOf = (name: KeyName): readonly string[] => keys.get(name) ?? NONE;
  /** Most heads have few of the keys. */
  const under = <T>(name: KeyName, read: (key: string) => T): T | undefined => {
    const key = keys.get(name)?.[0];
    return key === undefined ? undefined : read(key);
  };
  const textOf = (key: string) => fields.text(key);

  const standing = standingOf(fields, path, timeZone);
  reportUnknownKeys(fields, undefined, standing.unknown);
  const name = nameOfFile(path);
  const stem = name.replace(DAY_OF_NAME, '');
  const { published, isUnclear } = publishedFrom(fields, [...keysOf('date'), ...standing.dates], name, timeZone);
  const withdrawn = withdrawalFrom(fields, standing.expiries, published, timeZone);
  if (withdrawn === 'unclear') for (const key of standing.expiries) reportHeld(fields, key, 'unclear');
  const isDraft = standing.isDraft || withdrawn === 'unclear';
  if (published === undefined && !isUnclear) fields.report(keysOf('date')[0] ?? 'date', wording('date-missing'));
  if (published === undefined && !(isDraft && !isUnclear)) {
    return { problems, ...((isDraft || isUnclear) && problems.some(isError) && { isHeldBack: true }) };
  }

  const context = { site, media, path };
  const day = published ?? 0;
  const updated = under('updated', (key) => updatedFrom(fields, key, day, timeZone));
  const id = under('id', textOf);
  const uri = id && idAsUri(site.tagAuthority, id);
  const language = under('language', (key) => fields.checked(key, 'a language', languageOf));
  const slugsUnder = (key: string) => fields.words(key).map(({ text }) => slugOf(text));
  const authors = under('authors', (key) => authorsFrom(fields, key, site.authors));
  const permalink = under('permalink', (key) => ownPathFrom(fields, key, site));
  const aliases = unique(keysOf('aliases').flatMap((key) => aliasesFrom(fields, key, site)));
  const isUnlisted = standing.isUnlisted || keysOf('permalink').some((key) => saysNoPage(fields, key));
  // Zola groups the terms of an article.
  const taxonomies = under('taxonomies', (key) => fields.fields(key));
  const isOfJekyll = /(?<!(?:^|\/)source)(?:^|\/)_(?:posts|drafts)\//.test(path); // Hexo has source/_posts
  const termsOf = (name: 'categories' | 'tags') =>
    unique([
      ...keysOf(name).flatMap((key) => termsUnder(fields, key, isOfJekyll && key.toLowerCase() === name)),
      ...(taxonomies ? termsUnder(taxonomies, name) : NONE),
    ]);
  const article: Article = {
    path,
    id: id ?? idOfFile(site.tagAuthority, path),
    slug: slugOf(under('slug', textOf) ?? stem),
    title: under('title', textOf) ?? titleInstead(fields, stem),
    published: day,
    draft: isDraft,
    authors: authors?.length ? authors : site.author,
    categories: termsOf('categories'),
    tags: termsOf('tags'),
    enclosures: under('enclosures', (key) => enclosuresFrom(fields, key, context)) ?? NONE,
    related: under('related', slugsUnder) ?? NONE,
    ...present({
      idAsUri: uri === id ? undefined : uri,
      updated: updated !== undefined && updated > day ? updated : undefined,
      summary: under('summary', textOf),
      image: keys.has('image')
        ? under('image', (key) => imageFrom(fields, key, context))
        : featuredFor(fields, context),
      source: under('source', (key) => creditFrom(fields, key)),
      canonical: under('canonical', (key) => fields.url(key)),
      language: language === site.language ? undefined : language,
      rights: under('rights', textOf),
      permalink,
      aliases: someOf(aliases),
      unlisted: isUnlisted || undefined,
      withdrawn: withdrawn === 'unclear' ? undefined : withdrawn,
      corrections: someOf(under('corrections', (key) => correctionsFrom(fields, key, timeZone))),
      translations: someOf(under('translations', slugsUnder)),
    }),
  };
  if (permalink === undefined) reportReserved(fields, site, article);
  if (!problems.some(isError)) return { article, problems };
  return { problems, ...(isDraft && { isHeldBack: true }) };
}

/** Where a head says what another one contradicts: its id, its slug, or one of its related articles. */
export function placeOfKey(path: string, head: ParsedHead | undefined, name: KeyName, index = 0): Place {
  if (!head) return START;
  const fields = fieldsOf(head, path, []);
  const key = keysByName(fields).get(name)?.[0];
  const word = key === undefined ? undefined : fields.words(key)[index];
  return word ? head.placeOf(word.spot.keys) : START;
}

const NONE: readonly never[] = [];

/** README and its kind, without a head. */
const isNote = (path: string, problems: readonly Problem[]): boolean =>
  problems[0]?.code === 'front-matter-missing' &&
  /(?:^|\/)(?:readme|licen[cs]e|change(?:s|log)|history|contribut(?:ing|ors)|code[-_]of[-_]conduct|security|support|authors|notice|todo|(?:pull_request|issue)_template)(?:[.-][\w.-]*)?$/i.test(
    path,
  );

/** `Harbour at night` of `harbour-at_night`. */
export function titleOfName(stem: string): string {
  const words = oneLine(/^[\d-]+$/.test(stem) ? stem : stem.replace(/[-_]+/g, ' '));
  return words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}

/** The title of an article that gives none. */
function titleInstead(fields: Fields, stem: string): string {
  const title = titleOfName(stem);
  fields.report('title', wording('title-missing', title));
  return title;
}

/**
 * The names of the terms under a key; a comma separates them, since several readers split there. In Jekyll, spaces
 * separate those of one text: `tags: garden spring`.
 */
const termsUnder = (fields: Fields, key: string, hasSpaces = false): readonly string[] =>
  fields.words(key).flatMap(({ text, spot }) => {
    const isList = Array.isArray(fields.value(key));
    const parts = text.split(hasSpaces && !isList && !text.includes(',') ? ' ' : ',');
    const names = parts.map((part) => part.trim()).filter((part) => part !== '');
    if (parts.length > 1 && isList) fields.report(spot, wording('comma-in-term', key, text, names));
    return names;
  });

const someOf = <T>(list: readonly T[] | undefined): readonly T[] | undefined => (list?.length ? list : undefined);

const unique = (texts: readonly string[]): readonly string[] => (texts.length < 2 ? texts : [...new Set(texts)]);

function reportReserved(fields: Fields, site: ReadingSite, article: Article): void {
  const category = site.permalink.includes('{category}') ? article.categories[0] : undefined;
  const path = articlePath(site, article, category && termSlugOf(category));
  if (isReserved(path)) fields.report('slug', wording('address-taken/article', path));
}
