// The folder of another program's site becomes a publication: site.yaml, articles with their pictures, old addresses.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { isTimeZone } from '../../../content/dates-in.ts';
import { languageOf } from '../../../content/fields.ts';
import { parseData, parseFrontMatter } from '../../../content/front-matter.ts';
import { parseSite } from '../../../content/parse-site.ts';
import { realPathOf } from '../../../disk/read.ts';
import { writeAtomically } from '../../../disk/write.ts';
import { printProblem } from '../../../model/problem.ts';
import type { Site } from '../../../model/site.ts';
import { slugOf } from '../../../model/slug.ts';
import { DAY_OF_NAME, nameOfFile, SITE_FILE } from '../../../model/source-file.ts';
import { type ExitCode, Failure, type Terminal } from '../../io.ts';
import { counted, folderShown } from '../../report.ts';
import type { ImportOptions } from '../imported.ts';
import { patternOf, slugInLink } from '../moves.ts';
import { tellOutcome, tellOutcomes } from '../outcomes.ts';
import { openShelf, type Placed, type Shelf } from '../shelf.ts';
import { type ConversionContext, convertArticle } from './convert-article.ts';
import { detectSite } from './detect-generator.ts';
import type { OldSite } from './generator.ts';
import {
  isOldArticleFile,
  NO_MEDIA,
  type OldArticle,
  type OldArticles,
  oldArticlesOf,
  oldPageOf,
} from './old-articles.ts';
import { type OldAddresses, type OldTarget, plainAddress } from './references.ts';
import { openSite, type SiteSource } from './site-source.ts';

/** Imports the site in a folder. */
export async function importSite(options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const { from } = options;
  const source = openSite(from);
  const old = detectSite(source, options.generator, io.out);
  const timeZone = isTimeZone(old.hints.timeZone ?? '') ? (old.hints.timeZone as string) : 'UTC';
  const oldSite = siteOf(old, timeZone);
  const found = oldArticlesOf(source, old, oldSite);
  const { articles, problems } = found;
  const title = old.hints.title ?? (old.hints.url && new URL(old.hints.url).hostname);
  const links = articles.map(({ address, article: { published } }) => ({ link: linkOf(address), published }));
  const hints = { ...old.hints, title, timeZone, permalink: patternOf(links, timeZone) };
  const told = new Set([...source.problems, ...problems].map((problem) => printProblem(problem, folderShown(from))));
  for (const line of told) io.err(line);
  if (articles.length === 0) throw new Failure(`${from} has no articles: no Markdown file with a date.`);
  const shelf = await openShelf(options, hints, io);
  const { origin, pathname } = new URL(oldSite.url);
  const addresses = addressesIn(source, old, oldSite, articles, pathname);
  const context = { old, addresses, source, origin, timeZone: shelf.site.timeZone, siteAuthor: oldSite.author };
  const taken = new Set<string>();
  const results: Result[] = [];
  for (const [index, page] of articles.entries()) {
    if (io.stop.aborted) throw new Failure('Stopped. What was imported stays; the same call goes on with the rest.');
    io.progress(`${index + 1} of ${articles.length}: ${page.title}`);
    const isAlone = page.address !== undefined && taken.size < taken.add(page.address).size;
    results.push(
      place(isAlone ? page : { ...page, address: undefined }, idOf(page, isAlone, old), shelf, context, options, io),
    );
  }
  io.progress('');
  report(results, io);
  const unknown = articles.filter(({ address, article }) => address === undefined && article.published !== 0).length;
  if (unknown > 0)
    io.out(`${counted(unknown, 'article')} had an address that only ${old.generator} can make, and got a new one.`);
  reportLeftOut(source, old, found, io);
  return 0;
}

/** Nothing is ever written into the site that is read. Throws a Failure if one folder lies in the other. */
export function refuseNested(from: string, content: string): void {
  const [site, target] = [from, content].map((folder) => {
    let there = resolve(folder);
    while (!existsSync(there)) there = dirname(there);
    return `${realPathOf(there)}${resolve(folder).slice(there.length)}${sep}`;
  }) as [string, string];
  if (!site.startsWith(target) && !target.startsWith(site)) return;
  throw new Failure(
    `${content} and the site in ${from} lie in one another. Name another folder: courant import ${from} ../content`,
  );
}

/** The old site as Courant would read its heads. */
function siteOf({ hints }: OldSite, timeZone: string): Site {
  const { url = 'http://localhost/', author, authors = new Map() } = hints;
  const language = languageOf(hints.language ?? '');
  const said = { title: '-', url, language, timeZone, author, authors: Object.fromEntries(authors) };
  return parseSite(parseData(JSON.stringify(said), SITE_FILE), { media: NO_MEDIA }).site as Site;
}

function addressesIn(
  source: SiteSource,
  old: OldSite,
  site: Site,
  articles: readonly OldArticle[],
  base: string,
): OldAddresses {
  const byFile = new Map<string, OldTarget>();
  const byAddress = new Map<string, OldArticle>();
  const byName = new Map<string, string | undefined>();
  for (const article of articles) {
    const { path, address } = article;
    if (address === undefined) continue;
    byFile.set(stem(path), { kind: 'article', address });
    byAddress.set(plainAddress(address), article);
    const name = nameOfFile(path).replace(/\.(?:mdx|html?)$/i, '');
    for (const each of new Set([name, name.replace(DAY_OF_NAME, ''), dayWithZeros(name)]))
      byName.set(each, byName.has(each) ? undefined : address);
  }
  return {
    ...{ base, roots: old.roots, source },
    pageOf(file) {
      const known = byFile.get(stem(file));
      if (known) return known;
      const path = [file, `${file}.md`, `${file}/index.md`].find(
        (each) => isOldArticleFile(each) && source.textOf(each) !== '',
      );
      if (path === undefined) return undefined;
      const { head } = parseFrontMatter(source.textOf(path), path);
      const address = old.addressOf(oldPageOf(path.replace('/_index.', '/index.'), head?.values ?? {}, old, site));
      return address === undefined ? undefined : { kind: 'page', address: base + address.slice(1) };
    },
    articleAt: (address) => byAddress.get(plainAddress(address)),
    named: (name) => byName.get(name) ?? byName.get(dayWithZeros(name)),
  };
}

const stem = (path: string): string =>
  path.replace(/\.(?:md|markdown|mkd|mdown|mdx|html?)$/i, '').replace(/\/index$/, '');

/** `2026-2-1-tides` as `2026-02-01-tides`. */
const dayWithZeros = (name: string): string =>
  name.replace(
    /^(\d{4})-(\d{1,2})-(\d{1,2})-/,
    (_, year, month, day) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}-`,
  );

/** What readers knew it by: its address, which feeds of all these generators give as its id; Jekyll's without an ending. */
function idOf(
  { path, address, article }: OldArticle,
  isAlone: boolean,
  { hints, generator }: OldSite,
): string | undefined {
  if (hints.url === undefined) return undefined;
  const isKnown = isAlone && address !== undefined && article.published !== 0;
  const name = isKnown ? (generator === 'Jekyll' ? plainAddress(address) : address) : `/${path.replace(/\.\w+$/, '')}`;
  return new URL(encodeURI(name.slice(1)), hints.url).href;
}

type Result = Placed & { readonly lines: number };

function place(
  page: OldArticle,
  id: string | undefined,
  shelf: Shelf,
  context: ConversionContext,
  { content, from, update }: ImportOptions,
  io: Terminal,
): Result {
  const { source } = context;
  const { article, beside, served, left, remarks } = convertArticle(page, context);
  const { address, path } = page;
  const [slug, inAddress] = [page.article.slug, slugInLink(linkOf(address))];
  const below = (each: string) => shelf.site.url + encodeURI(each.slice(1));
  const files = new Map<string, Uint8Array>();
  for (const [name, file] of beside) {
    const bytes = source.bytesOf(file);
    if (bytes) files.set(name, bytes);
  }
  const placed = shelf.place({
    article,
    ...(id !== undefined && { id }),
    slugs: [...new Set([inAddress ?? slug, slugOf(page.title), slug])],
    links: [...(address ? [below(address)] : []), ...(page.article.aliases ?? []).map(below)],
    published: page.article.published || undefined,
    files,
    hasFiles: files.size > 0,
  });
  const isWritten = tellOutcome(placed, content, io);
  const where = join(folderShown(from), path);
  for (const remark of [...placed.remarks, ...(isWritten ? remarks : [])]) io.err(`${where}: ${remark}`);
  if (isWritten)
    for (const { line, tag } of left)
      io.err(`${where}:${line}: ${shortened(tag)} has no certain meaning here; it is left out.`);
  if (placed.outcome !== 'refused')
    for (const [to, each] of served) copy(source.bytesOf(each), join(content, to), update);
  return { ...placed, lines: isWritten ? left.length : 0 };
}

/** An old address as that of a page, wherever its site was. */
const linkOf = (address: string | undefined) => address && `http://localhost${encodeURI(address)}`;

const shortened = (tag: string): string => (tag.length > 80 ? `${tag.slice(0, 80)}…` : tag);

function copy(bytes: Uint8Array | undefined, to: string, updates: boolean): void {
  if (!bytes || (existsSync(to) && (!updates || readFileSync(to).equals(bytes)))) return;
  writeAtomically(to, bytes);
}

function report(results: readonly Result[], io: Terminal): void {
  tellOutcomes(results, io);
  const lines = results.reduce((sum, each) => sum + each.lines, 0);
  if (lines === 0) return;
  const files = results.filter((each) => each.lines > 0).length;
  io.out(
    `${counted(lines, 'template tag')} in ${counted(files, 'article')} had no certain meaning: see the lines above. In the articles they are comments.`,
  );
}

/** Names the files and the keys that were not taken. */
function reportLeftOut(source: SiteSource, old: OldSite, { undated, unknown }: OldArticles, io: Terminal): void {
  const isElsewhere = (path: string) => isOldArticleFile(path) && !/\.html?$/i.test(path) && !old.holds(path);
  const keys = [...unknown].sort(([, a], [, b]) => b - a);
  tellList('Left out, pages, since they have no date', undated, io);
  tellList('Left out, not where its articles are', source.paths.filter(isElsewhere), io);
  const told = keys.map(([key, count]) => (count > 1 ? `${key} (${count} articles)` : key));
  tellList('Keys that Courant does not know, and that are left out', told, io);
}

function tellList(what: string, names: readonly string[], io: Terminal): void {
  const shown = names.length > 12 ? [...names.slice(0, 12), `and ${names.length - 12} more`] : names;
  if (names.length > 0) io.out(`${what}: ${shown.join(', ')}.`);
}
