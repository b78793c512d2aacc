// What the site and its articles lack for aggregators: warnings at their places, and a line each that sums them up.

import type { Folder } from '../build/folder.ts';
import { isPublic } from '../catalog/public-articles.ts';
import { parseFrontMatter } from '../content/front-matter.ts';
import type { KeyName } from '../content/known-keys.ts';
import { placeOfKey } from '../content/parse-article.ts';
import { decodePath } from '../model/paths.ts';
import { type Place, type Remark, START } from '../model/problem.ts';
import { SITE_FILE } from '../model/source-file.ts';
import { AGGREGATORS, type Aggregator, ARTICLE_RULES, type Feed, SITE_RULES } from './aggregator-rules.ts';
import { UsageError } from './io.ts';

/** The aggregators of `--for msn,google`. Throws if one is unknown. */
export function aggregatorsIn(list: string): Aggregator[] {
  return list.split(',').map((name) => {
    const known = Object.keys(AGGREGATORS) as Aggregator[];
    const found = known.find((each) => each === name.trim().toLowerCase());
    if (!found) throw new UsageError(`Unknown aggregator "${name.trim()}": --for ${known.join(',')}`);
    return found;
  });
}

/** Looks at the articles of the site's own feed, as aggregators get it. `textOf` reads a file below content/. */
export function remarksFor(
  aggregators: readonly Aggregator[],
  folder: Folder,
  textOf: (path: string) => string,
  now: number,
): { readonly remarks: readonly Remark[]; readonly lines: readonly string[] } {
  const [site, catalog, media] = [folder.site(), folder.catalog(), folder.media];
  if (!site) return { remarks: [], lines: [] };
  const isInFeed = (article: (typeof catalog.articles)[number]) =>
    !article.unlisted && isPublic(article, { catalog, now });
  const articles = catalog.articles.filter(isInFeed).slice(0, site.feeds.limit);
  const sizeOf: Feed['sizeOf'] = (url) => {
    const file = url.startsWith(site.url) ? media.get(decodePath(url.slice(site.url.length)) ?? '') : undefined;
    return file && media.facts(file);
  };
  const feed: Feed = { site, articles, now, sizeOf };
  const remarks: Remark[] = [];
  const lines: string[] = [];
  for (const aggregator of aggregators) {
    const before = lines.length;
    const isOurs = ([code]: readonly [string, ...unknown[]]) => code.startsWith(`${aggregator}-`);
    const note = (
      path: string,
      place: Place,
      seen: string,
      [code, asks, page]: readonly [string, string, string, ...unknown[]],
    ) => {
      const message = `${AGGREGATORS[aggregator]} asks for ${asks}; here: ${seen}.`;
      remarks.push({ code, severity: 'warning', path, ...place, message, hint: `See ${page}` });
    };
    for (const rule of SITE_RULES.filter(isOurs)) {
      const [, asks, , key, test] = rule;
      const seen = test(feed);
      if (seen === undefined) continue;
      note(SITE_FILE, placeInSite(textOf(SITE_FILE), key), seen, rule);
      lines.push(`${aggregator}: the site lacks ${asks}.`);
    }
    for (const rule of ARTICLE_RULES.filter(isOurs)) {
      const [, asks, , key, test] = rule;
      let lacking = 0;
      for (const article of articles) {
        const seen = test(article, feed);
        if (seen === undefined) continue;
        lacking += 1;
        note(article.path, placeInHead(textOf(article.path), article.path, key), seen, rule);
      }
      if (lacking > 0) lines.push(`${aggregator}: ${lacking} of ${articles.length} articles lack ${asks}.`);
    }
    if (lines.length === before) lines.push(`${aggregator}: nothing is lacking.`);
  }
  return { remarks, lines };
}

const placeInHead = (text: string, path: string, key: KeyName): Place =>
  placeOfKey(path, parseFrontMatter(text, path).head, key);

/** The line of a key of site.yaml; its first line if the key is not there. */
function placeInSite(text: string, key: string): Place {
  const line = text.split(/\r\n?|\n/).findIndex((each) => each.toLowerCase().startsWith(`${key.toLowerCase()}:`));
  return line === -1 ? START : { line: line + 1, column: 1 };
}
