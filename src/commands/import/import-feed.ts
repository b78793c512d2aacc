// A feed becomes files, one for each article that is not here yet.

import { join } from 'node:path';
import { slugOf } from '../../model/slug.ts';
import { oneLine } from '../../model/text.ts';
import { ownTimeZone, type SiteHints } from '../first-site.ts';
import { type ExitCode, Failure, type Terminal } from '../io.ts';
import { counted } from '../report.ts';
import { readExport } from './exports.ts';
import { readFeed } from './feed.ts';
import { articleOf, instantOf } from './feed-article.ts';
import type { FeedItem, ImportedFeed, ImportOptions, ImportSource } from './imported.ts';
import { localFilesOf, withLocalFiles } from './local-files.ts';
import { markdownOf } from './markdown.ts';
import { isPlatform, patternOf, slugInLink, slugsInLinks } from './moves.ts';
import { openShelf, type Placed, type Shelf } from './shelf.ts';
import { textAtUrl } from './source.ts';

const MAX_PAGES = 1000;

export async function importFeed(source: ImportSource, options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const found = readExport(source.text) ?? readFeed(source.text, source.address);
  const feed = await allPages(found, source.address, options, io);
  const { items, doubles } = distinctItems(feed.items);
  if (items.length === 0) throw new Failure(`${options.from} has no articles.`);
  const shelf = await openShelf(options, hintsOf(feed, items), io);
  const ownSlugs = slugsInLinks(items.map(({ link }) => link));
  const outcomes: Outcome[] = [];
  for (const [index, item] of items.entries()) {
    if (io.stop.aborted) throw new Failure('Stopped. What was imported stays; the same call goes on with the rest.');
    io.progress(`${index + 1} of ${items.length}: ${item.title ?? ''}`);
    outcomes.push(await importItem(item, feed, ownSlugs, shelf, options, io));
  }
  io.progress('');
  report(outcomes, doubles, feed, io);
  return 0;
}

/** The feed with the pages of older articles that it leads to, if they are wanted; else a word on them. */
async function allPages(
  first: ImportedFeed,
  address: string | undefined,
  { all }: ImportOptions,
  io: Terminal,
): Promise<ImportedFeed> {
  const isWordPress = address !== undefined && /wordpress/i.test(first.generator ?? '');
  const paged = (page: number): string | undefined => {
    if (!isWordPress) return undefined;
    const url = new URL(address as string);
    url.searchParams.set('paged', String(page));
    return url.href;
  };
  if (!all) {
    if (first.older ?? paged(2)) io.err('The feed holds the newest articles only: --all takes the older ones too.');
    return first;
  }
  const items = [...first.items];
  const known = new Set([address]);
  const ids = new Set(items.map(({ id, link }) => id ?? link));
  let [page, next] = [2, first.older ?? paged(2)];
  for (; next !== undefined && !known.has(next) && page <= MAX_PAGES; page++) {
    known.add(next);
    const found = await pageAt(next, io);
    const fresh = found?.items.filter(({ id, link }) => !ids.has(id ?? link)) ?? [];
    for (const { id, link } of fresh) ids.add(id ?? link);
    items.push(...fresh);
    next = found && fresh.length > 0 ? (found.older ?? paged(page + 1)) : undefined;
  }
  if (page > MAX_PAGES) io.err(`Only the first ${MAX_PAGES} pages of the feed were read.`);
  return { ...first, items };
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

interface Outcome extends Placed {
  readonly isDated: boolean;
}

async function importItem(
  item: FeedItem,
  feed: ImportedFeed,
  ownSlugs: ReadonlySet<string>,
  shelf: Shelf,
  { content, media }: ImportOptions,
  io: Terminal,
): Promise<Outcome> {
  const remote = articleOf(item, feed.language, shelf.site);
  const inLink = slugInLink(item.link);
  const slugs = [
    item.slug ? slugOf(item.slug) : inLink && ownSlugs.has(inLink) ? inLink : undefined,
    slugOf(remote.title),
  ];
  const naming = {
    article: { ...remote, body: '' },
    id: item.id,
    slugs: slugs.filter((slug) => slug !== undefined),
    links: item.link ? [item.link] : [],
    published: remote.published,
  };
  const files = await localFilesOf(remote, shelf.filesBeside(shelf.find(naming)), media, io);
  const { html, published, remarks, ...article } = withLocalFiles(remote, files);
  const body = markdownOf(html);
  const placed = shelf.place({
    ...naming,
    article: { ...article, body },
    files: files.fetched,
    hasFiles: files.names.size > 0,
  });
  const file = join(content, placed.path);
  if (placed.outcome === 'made') io.out(`Made ${file}`);
  if (placed.outcome === 'updated') io.out(`Updated ${file}`);
  if (placed.outcome === 'differs') io.out(`Left ${file}: it differs from the feed.`);
  if (placed.outcome === 'refused') io.err(`"${remote.title}" cannot be imported.`);
  const isWritten = placed.outcome === 'made' || placed.outcome === 'updated';
  for (const remark of isWritten ? remarks : []) io.err(`${file}: ${remark}`);
  for (const remark of isWritten || placed.outcome === 'refused' ? placed.remarks : []) io.err(`${file}: ${remark}`);
  for (const failure of files.failures) io.err(`${file}: ${failure} It stays where it is.`);
  return { ...placed, isDated: published !== undefined };
}

/** Each id once: readers would take the second for the first. Items without one are known by a link that is theirs alone. */
function distinctItems(items: readonly FeedItem[]): { items: FeedItem[]; doubles: number } {
  const links = new Map<string | undefined, number>();
  for (const { id, link } of items) if (!id) links.set(link, (links.get(link) ?? 0) + 1);
  const known = new Map<string, FeedItem>();
  for (const item of items) {
    const id = item.id ? oneLine(item.id) : links.get(item.link) === 1 ? item.link : undefined; // as it will be read from the file
    const key = id ?? JSON.stringify([item.link, item.title, item.published, item.html]);
    if (!known.has(key)) known.set(key, { ...item, id: id || undefined });
  }
  return { items: [...known.values()], doubles: items.length - known.size };
}

/** What the first site.yaml can take from the feed. */
function hintsOf({ title, description, language, home }: ImportedFeed, items: readonly FeedItem[]): SiteHints {
  const timeZone = ownTimeZone();
  const moved = items.map(({ link, published }) => ({ link, published: instantOf(published, { timeZone: 'UTC' }) }));
  const host = home === undefined ? undefined : new URL(home).hostname;
  // Nobody takes the address of a platform along.
  if (host === undefined || isPlatform(host)) return { title, description, language };
  return { title, description, language, host, permalink: patternOf(moved, timeZone) };
}

function report(outcomes: readonly Outcome[], doubles: number, feed: ImportedFeed, io: Terminal): void {
  const count = (outcome: Placed['outcome']) => outcomes.filter((each) => each.outcome === outcome).length;
  const undated = outcomes.filter(({ outcome, isDated }) => outcome === 'made' && !isDated).length;
  const parts = [`${count('made')} new${undated ? `, ${undated} of them drafts, since they have no date` : ''}`];
  if (count('updated')) parts.push(`${count('updated')} updated`);
  parts.push(`${count('same')} as before`);
  if (count('refused')) parts.push(`${count('refused')} that cannot be imported`);
  if (count('differs')) parts.push(`${count('differs')} left as they are here: --update takes those of the feed`);
  io.out(`${counted(outcomes.length, 'article')}: ${parts.join(', ')}.`);
  if (doubles) io.out(`${counted(doubles, 'item')} with the id of another ${doubles === 1 ? 'was' : 'were'} left out.`);
  for (const remark of feed.remarks ?? []) io.out(remark);
  if (feed.items.every(({ isBrief, html = '' }) => isBrief && html.length < 1000))
    io.err('The feed holds summaries only, it seems, so that is what the articles hold.');
}
