// The articles of an old site: their heads, read as Courant reads one, and the addresses that they had.

import { dayInName, parseDate } from '../../../content/dates-in.ts';
import type { Mapping } from '../../../content/front-matter.ts';
import { parseFrontMatter } from '../../../content/front-matter.ts';
import { nameOfKey } from '../../../content/known-keys.ts';
import { parseArticle } from '../../../content/parse-article.ts';
import type { Article } from '../../../model/article.ts';
import { NO_MEDIA } from '../../../model/media.ts';
import { isError, type Problem, START } from '../../../model/problem.ts';
import type { Site } from '../../../model/site.ts';
import { isArticleFile, nameOfFile } from '../../../model/source-file.ts';
import { dayInZone, localTimeOf } from '../../../model/time.ts';
import { asMarkdown, isHtml, type OldPage, type OldSite } from './generator.ts';
import { type SiteSource, textAt } from './site-source.ts';

export interface OldArticle extends OldPage {
  /** `published` is 0 if it has no date. */
  readonly article: Article;
  /** Below the site, decoded. */
  readonly address: string | undefined;
}

export const isOldArticleFile = (path: string): boolean => isArticleFile(asMarkdown(path));

/** Reads the heads of all files that may be articles. */
export function oldArticlesOf(source: SiteSource, old: OldSite, site: Site) {
  const articles: OldArticle[] = [];
  const undated: string[] = []; // with a head and without a date
  const refused: string[] = []; // with an error
  const problems: Problem[] = [];
  const unknown = new Map<string, number>(); // keys that are not taken along, with the number of files that have them
  for (const path of source.paths) {
    if (!isOldArticleFile(path) || !old.holds(path)) continue;
    const { head, problems: found } = parseFrontMatter(source.textOf(path), path);
    const headProblems = isHtml(path) ? [] : found; // it may be a layout
    // Files of data may say all that there is to say.
    const isBare = !head && found[0]?.code === 'front-matter-missing' && old.generator === 'Eleventy';
    if (!head && !isBare) {
      problems.push(...headProblems);
      if (headProblems.some(isError)) refused.push(path);
      continue;
    }
    const own = head?.values ?? {};
    const tell = (key: string, each: Problem) => problems.push({ ...each, path, ...(head?.placeOf([key]) ?? START) });
    let read = readPage(path, own, old, site);
    const noDates = dayInName(nameOfFile(asMarkdown(path))) ? read.found.filter(isNoDate) : [];
    if (noDates.length > 0) {
      const isDate = (key: string) => !noDates.some((each) => each.key === key);
      const again = readPage(path, Object.fromEntries(Object.entries(own).filter(([key]) => isDate(key))), old, site);
      const date = again.article && dayInZone(again.article.published, site.timeZone);
      for (const { key, problem } of date ? noDates : [])
        tell(key, { ...problem, hint: `The article has the date ${date} instead.` });
      if (date) read = again;
    }
    for (const { key, problem } of read.found) {
      if (problem.code === 'key-unknown') unknown.set(key, (unknown.get(key) ?? 0) + 1);
      else if (problem.code !== 'date-missing') tell(key, problem);
    }
    const { page, article, found: all } = read;
    if (article) articles.push({ ...page, article, address: old.addressOf(page) });
    else if (isBare) problems.push(...headProblems);
    else (all.some(({ problem }) => isError(problem)) ? refused : undated).push(path);
  }
  // Those in the site's own language get the shorter names.
  const isOther = ({ article }: OldArticle) => Number(article.language !== undefined);
  articles.sort((a, b) => isOther(a) - isOther(b));
  return { articles, undated, refused, problems, unknown };
}

/** A page, its article as Courant reads its head, and what is wrong under which key. */
function readPage(path: string, own: Mapping, old: OldSite, site: Site) {
  const page = oldPageOf(path, own, old, site);
  const given = Object.entries(page.values).filter(
    ([key, value]) => value !== null && !NOT_OF_HEAD.has(nameOfKey(key) ?? key),
  );
  if (textAt(page.values, 'permalink') === 'false') given.push(['unlisted', 'true']);
  const values = Object.fromEntries(given);
  const keys = Object.keys(values);
  const placeOf = ([key]: readonly unknown[]) => ({ line: keys.indexOf(String(key)), column: 1 });
  const read = { head: { values, placeOf }, problems: [] };
  const { article, problems } = parseArticle(asMarkdown(path), read, { site, media: NO_MEDIA });
  return { page, article, found: problems.map((problem) => ({ key: keys[problem.line] ?? '', problem })) };
}

/** What is read by other rules than those of a head: pictures, for one, are looked for by those of the old site. */
const NOT_OF_HEAD = new Set(['permalink', 'image', 'enclosures', 'id', 'templateEngineOverride']);

/** A date that is none; that of Hugo's `publishDate` may hold the article back. */
const isNoDate = ({ key, problem: { code } }: { readonly key: string; readonly problem: Problem }): boolean =>
  code === 'date-invalid' && nameOfKey(key) === 'date' && !/^publish/i.test(key);

/** A page of the old site, whatever it is. */
export function oldPageOf(path: string, own: Mapping, old: OldSite, site: Pick<Site, 'timeZone'>): OldPage {
  const values = old.headOf(path, own);
  const date = dateIn(values) ?? dayInName(nameOfFile(path));
  const day = date === undefined ? undefined : dayOf(date, old, site);
  return { path, values, title: textAt(values, 'title') ?? nameOfFile(path), day };
}

const dateIn = (values: Mapping): string | undefined =>
  ['date', 'publishDate', 'pubDate', 'pubDatetime', 'published', 'lastmod']
    .map((key) => textAt(values, key))
    .find((text) => /^(?!0001)\w*\W?\d/.test(text ?? ''));

function dayOf(date: string, { daysInZone }: OldSite, { timeZone }: Pick<Site, 'timeZone'>): OldPage['day'] {
  const [, year, month, day] = /^(\d{4})[-/](\d\d?)[-/](\d\d?)/.exec(date)?.map(Number) ?? [];
  if (year && month && day && !(daysInZone && /[T ]\d/.test(date))) return { year, month, day };
  const instant = parseDate(date, timeZone);
  return instant === undefined ? undefined : localTimeOf(instant, daysInZone ? timeZone : 'UTC');
}
