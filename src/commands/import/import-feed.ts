// A feed becomes files, one for each article that is not here yet.

import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { decodePath } from '../../model/paths.ts';
import { slugOf } from '../../model/slug.ts';
import { ownTimeZone, type SiteHints } from '../first-site.ts';
import { type ExitCode, Failure, type Terminal } from '../io.ts';
import { counted, tellOutcome, tellOutcomes } from '../report.ts';
import { readFeed } from './feed.ts';
import { articleOf, type FeedArticle, instantOf } from './feed-article.ts';
import type { ImportedFeed, ImportedItem } from './feed-values.ts';
import { withLocalFiles } from './local-files.ts';
import { markdownOf } from './markdown.ts';
import { isPlatform, patternOf, slugInLink, tallyOf } from './moves.ts';
import { type ImportOptions, openShelf, type Placed, type Shelf } from './shelf.ts';
import { textAtUrl } from './source.ts';

const MAX_PAGES = 1000;

/** Imports the articles of a feed. */
export async function importFeed(first: ImportedFeed, options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const all = await withOlderPages(first, options, io);
  const items = distinctItems(all);
  if (items.length === 0) throw new Failure(`${options.from} has no articles.`);
  const shelf = await openShelf(options, hintsOf(first, items), io);
  const outcomes: Placed[] = [];
  let undated = 0;
  for (const [index, item] of items.entries()) {
    if (io.stop.aborted) throw new Failure('Stopped. What was imported stays; the same call goes on with the rest.');
    io.progress(`${index + 1} of ${items.length}: ${item.title ?? ''}`);
    const article = articleOf({ ...item, language: item.language ?? first.language }, shelf.site);
    const placed = await placeArticle(article, shelf, options, io);
    if (placed.outcome === 'made' && article.published === undefined && !article.draft) undated += 1;
    outcomes.push(placed);
  }
  io.progress('');
  tellOutcomes(outcomes, io, undated ? `, ${undated} of them drafts, since they have no date that can be taken` : '');
  const doubles = all.length - items.length;
  if (doubles) io.out(`${counted(doubles, 'item')} with the id of another ${doubles === 1 ? 'was' : 'were'} left out.`);
  for (const remark of first.remarks ?? []) io.out(remark);
  if (all.every(({ isBrief, html }) => isBrief && html !== undefined && html.length < 1000))
    io.err('The feed holds summaries only, it seems, so that is what the articles hold.');
  return 0;
}

/** The items with those on the pages of older articles that the feed leads to, if they are wanted; else a word on them. */
async function withOlderPages(first: ImportedFeed, { all }: ImportOptions, io: Terminal): Promise<ImportedItem[]> {
  const items = [...first.items];
  const keyOf = (item: ImportedItem): string => item.id ?? item.link ?? idOfText(item);
  const known = new Set(items.map(keyOf));
  if (first.older && !all) io.err('The feed holds the newest articles only: --all takes the older ones too.');
  let { older } = all ? first : {};
  for (let page = 2; older !== undefined && page <= MAX_PAGES; page++) {
    const found = await pageAt(older, io);
    const fresh = found?.items.filter((item) => !known.has(keyOf(item))) ?? [];
    for (const item of fresh) known.add(keyOf(item));
    items.push(...fresh);
    older = fresh.length > 0 ? found?.older : undefined; // they may lead in a circle
  }
  if (older !== undefined) io.err(`Only the first ${MAX_PAGES} pages of the feed were read.`);
  return items;
}

/** Undefined if there is no such page: WordPress answers 404 past its last one. */
async function pageAt(url: string, io: Terminal): Promise<ImportedFeed | undefined> {
  try {
    const { text, address } = await textAtUrl(url, io);
    return readFeed(text, address);
  } catch (error) {
    if (!(error instanceof Failure) || io.stop.aborted) throw error;
    if (!/answers 40\d/.test(error.message)) io.err(`${error.message} What comes after it is not imported.`);
    return undefined;
  }
}

async function placeArticle(remote: FeedArticle, shelf: Shelf, { content, media }: ImportOptions, io: Terminal) {
  const { id, slug, link, title, related: titles = [] } = remote;
  const present = shelf.filesBeside(id, title, remote.published);
  const { article, files, failures } = await withLocalFiles(remote, present, media, io);
  const { html, markdown, published, remarks, ...written } = article;
  const related = titles.flatMap((each) => shelf.slugOfTitle(each) ?? []);
  const body = markdown ?? markdownOf(html);
  const names = { id, slugs: [slug || [], slugOf(title)].flat(), links: [link ?? []].flat() };
  const placed = shelf.place({ article: { ...written, related, body }, ...names, published, files });
  const file = join(content, placed.path);
  const isWritten = tellOutcome(placed.outcome, file, io);
  if (placed.outcome === 'refused') io.err(`"${title}" cannot be imported.`);
  const unknown = titles.filter((each) => !shelf.slugOfTitle(each));
  const told = [
    ...(isWritten ? [...remarks, ...unknown.map((each) => `Not placed: no article here is called "${each}".`)] : []),
    ...(isWritten || placed.outcome === 'refused' ? placed.remarks : []),
    ...failures,
  ];
  for (const remark of told) io.err(`${file}: ${remark}`);
  return placed;
}

/**
 * Each id once: readers would take the second for the first. What several items share names none of them: the link of
 * a page, or `watch` of `/watch?v=1` and `/watch?v=2`.
 */
function distinctItems(items: readonly ImportedItem[]): ImportedItem[] {
  const names = tallyOf(items.map(nameOf));
  const byKey = new Map<string | ImportedItem, ImportedItem>();
  for (const item of items) {
    const isShared = item.title !== undefined && Number(names.get(nameOf(item))) > 1;
    const key = item.id ?? (isShared ? idOfText(item) : item);
    if (!byKey.has(key)) byKey.set(key, item);
  }
  const distinct = [...byKey.values()];
  const links = tallyOf(distinct.map(({ link }) => link));
  const slugs = tallyOf(distinct.map(({ link }) => slugInLink(link)));
  return Array.from(byKey, ([key, item]) => {
    const inLink = slugInLink(item.link);
    const link = links.get(item.link) === 1 ? item.link : undefined;
    const slug = item.slug ? slugOf(decodePath(item.slug) ?? item.slug) : slugs.get(inLink) === 1 ? inLink : undefined;
    return { ...item, id: item.id ?? link ?? (typeof key === 'string' ? key : undefined), link, slug };
  });
}

/** What an item without an id is known by: several may have the same. */
const nameOf = ({ id, link, title, published }: ImportedItem): string => JSON.stringify([id, link, title, published]);

/** RFC 6920 names what has no other name by its text. */
function idOfText(item: ImportedItem): string {
  const sum = createHash('sha256').update(nameOf(item) + (item.html ?? item.summary ?? ''));
  return `ni:///sha-256;${sum.digest('base64url')}`;
}

/** What the first site.yaml can take from the feed. */
function hintsOf({ title, description, language, home }: ImportedFeed, items: readonly ImportedItem[]): SiteHints {
  const host = home && new URL(home).hostname;
  // Nobody takes the address of a platform along.
  if (!host || isPlatform(host)) return { title, description, language };
  const moved = items.map(({ link, published }) => ({ link, published: instantOf(published, 'UTC') }));
  return { title, description, language, host, permalink: patternOf(moved, ownTimeZone()) };
}
