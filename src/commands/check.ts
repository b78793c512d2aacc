// `courant check`: every problem of every file; and what the site and its articles lack for aggregators.

import { createDiskFiles } from '../build/disk-files.ts';
import { createFolder } from '../build/folder.ts';
import type { SourceFiles } from '../build/source-files.ts';
import { isInFeeds, isPublic } from '../catalog/public-articles.ts';
import { fieldsOf } from '../content/fields.ts';
import type { KeyName } from '../content/known-keys.ts';
import { placeOfKey } from '../content/parse-article.ts';
import { decodePath } from '../model/paths.ts';
import { isError, type Remark, START, sortProblems } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { SITE_FILE } from '../model/source-file.ts';
import { openLibrary } from '../serve/open-library.ts';
import { ContentError } from '../serve/problem-log.ts';
import { AGGREGATORS, type Aggregator, ARTICLE_RULES, type Feed, type Row, SITE_RULES } from './aggregator-rules.ts';
import { type ExitCode, type Io, UsageError } from './io.ts';
import { countsOf, folderShown, reportOf } from './report.ts';
import { articlesOf } from './serve-lines.ts';

interface CheckOptions {
  readonly content: string;
  readonly json: boolean;
  readonly strict?: boolean;
  /** Aggregators whose rules count too: `msn,google`. */
  readonly for?: string | undefined;
}

/** Prints all problems, by file and line. 1 if there is an error, or with `strict` a warning. */
export async function check({ content, json, strict = false, ...options }: CheckOptions, io: Io): Promise<ExitCode> {
  const aggregators = options.for === undefined ? [] : aggregatorsIn(options.for);
  const url = io.env.SITE_URL || undefined;
  const library = openLibrary(content, {
    watch: false,
    url,
    log: io.err,
    onError() {}, // what is wrong is printed below
  });
  try {
    await library.ready;
    await library.renderAll();
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    if (error.problems.length === 0) {
      io.err(error.message);
      return 1;
    }
  } finally {
    await library.close();
  }
  const { remarks, lines } = remarksFor(aggregators, content, url);
  const problems = sortProblems<Remark>([...library.problems(), ...remarks]);
  if (json) io.out(JSON.stringify(problems, undefined, 2));
  else {
    [...reportOf(problems, content), ...lines].forEach(io.out);
    io.out(`${folderShown(content)}: ${articlesOf(library.counts())}; ${countsOf(problems)}.`);
  }
  return problems.some((each) => strict || isError(each)) ? 1 : 0;
}

/** The aggregators of `--for msn,google`. Throws if one is unknown. */
function aggregatorsIn(list: string): Aggregator[] {
  const known = Object.keys(AGGREGATORS) as Aggregator[];
  return list.split(',').map((name) => {
    const found = known.find((each) => each === name.trim().toLowerCase());
    if (!found) throw new UsageError(`Unknown aggregator "${name.trim()}": --for ${known.join(',')}`);
    return found;
  });
}

/**
 * Warnings at their places, and a line each that sums them up, of the articles of the site's own feed. `url` is the
 * address, if not that of site.yaml.
 */
function remarksFor(aggregators: readonly Aggregator[], content: string, url: string | undefined) {
  const files = createDiskFiles(content);
  const feed = aggregators.length > 0 ? feedOf(files, url) : undefined;
  if (!feed) return { remarks: [], lines: [] };
  const { articles } = feed;
  const remarkOn = (path: string, [code, asks, page, key]: AnyRow, seen: string | undefined): Remark[] => {
    if (seen === undefined) return [];
    const name = AGGREGATORS[aggregatorOf(code)];
    const message = `${name} asks for ${asks}; here: ${seen}.`;
    return [{ code, severity: 'warning', path, ...placeIn(files, path, key), message, hint: `See ${page}` }];
  };
  const isAsked = ([code]: AnyRow) => aggregators.includes(aggregatorOf(code));
  const remarks = [
    ...SITE_RULES.filter(isAsked).flatMap((rule) => remarkOn(SITE_FILE, rule, rule[4](feed))),
    ...ARTICLE_RULES.filter(isAsked).flatMap((rule) =>
      articles.flatMap((article) => remarkOn(article.path, rule, rule[4](article, feed))),
    ),
  ];
  const lines = aggregators.flatMap((aggregator) => {
    const lacking = [...SITE_RULES, ...ARTICLE_RULES].flatMap(([code, asks]) => {
      const found = remarks.filter((remark) => remark.code === code);
      if (found.length === 0 || aggregatorOf(code) !== aggregator) return [];
      const isSite = found[0]?.path === SITE_FILE;
      const subject = isSite ? 'the site lacks' : `${found.length} of ${articles.length} articles lack`;
      return [`${aggregator}: ${subject} ${asks}.`];
    });
    return lacking.length > 0 ? lacking : [`${aggregator}: nothing is lacking.`];
  });
  return { remarks, lines };
}

type AnyRow = Row<KeyName | keyof Site, unknown>;

const aggregatorOf = (code: string) => code.split('-')[0] as Aggregator;

/** Undefined if there is no site. */
function feedOf(files: SourceFiles, url: string | undefined): Feed | undefined {
  const folder = createFolder(files, { url });
  folder.look();
  const [site, catalog, media, now] = [folder.site(), folder.catalog(), folder.media, Date.now()];
  if (!site) return undefined;
  const shown = catalog.articles.filter((each) => isInFeeds(each, site) && isPublic(each, { catalog, now }));
  const sizeOf: Feed['sizeOf'] = (url) => {
    const file = url.startsWith(site.url) ? media.get(decodePath(url.slice(site.url.length)) ?? '') : undefined;
    return file && media.facts(file);
  };
  return { site, articles: shown.slice(0, site.feeds.limit), now, sizeOf };
}

/** Where a key stands that is to be changed; the first line if the file does not have it. */
function placeIn(files: SourceFiles, path: string, key: KeyName | keyof Site) {
  const file = files.get(path);
  const head = file && files.head(file)?.head;
  if (path !== SITE_FILE) return placeOfKey(path, head, key as KeyName);
  const keys = head && fieldsOf(head, path, []).spotOf(key).keys;
  return head && keys?.length ? head.placeOf(keys, true) : START;
}
