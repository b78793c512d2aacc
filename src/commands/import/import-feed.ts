// A feed becomes files, one for each article that is not here yet.

import { join } from 'node:path';
import { decodePath } from '../../model/paths.ts';
import { slugOf } from '../../model/slug.ts';
import { oneLine } from '../../model/text.ts';
import { ownTimeZone, type SiteHints } from '../first-site.ts';
import { type ExitCode, Failure, type Terminal } from '../io.ts';
import { counted } from '../report.ts';
import { readExport } from './exports.ts';
import { readFeed } from './feed.ts';
import { articleOf, instantOf } from './feed-article.ts';
import type { ImportedFeed, ImportedItem, ImportOptions, ImportSource } from './imported.ts';
import { localFilesOf, withLocalFiles } from './local-files.ts';
import { markdownOf } from './markdown.ts';
import { isPlatform, patternOf, slugInLink, slugsInLinks } from './moves.ts';
import { openShelf, type Placed, type Shelf } from './shelf.ts';
import { textAtUrl } from './source.ts';

const MAX_PAGES = 1000;

export async function importFeed(source: ImportSource, options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const first = readExport(source.text) ?? readFeed(source.text, source.address);
  const all = await olderPages(first, source.address, options, io);
  const items = distinctItems(all);
  if (items.length === 0) throw new Failure(`${options.from} has no articles.`);
  const shelf = await openShelf(options, hintsOf(first, items), io);
  const links = items.map(({ link }) => link);
  const seen = new Set<string | undefined>();
  const shared = new Set(links.filter((link) => seen.size === seen.add(link).size));
  const ownSlugs = slugsInLinks(links);
  const outcomes: Outcome[] = [];
  for (const [index, item] of items.entries()) {
    if (io.stop.aborted) throw new Failure('Stopped. What was imported stays; the same call goes on with the rest.');
    io.progress(`${index + 1} of ${items.length}: ${item.title ?? ''}`);
    const inLink = slugInLink(item.link);
    const slug = item.slug
      ? slugOf(decodePath(item.slug) ?? item.slug)
      : inLink && ownSlugs.has(inLink)
        ? inLink
        : undefined;
    const link = shared.has(item.link) ? undefined : item.link;
    outcomes.push(await importItem({ ...item, slug, link }, first.language, shelf, options, io));
  }
  io.progress('');
  report(outcomes, all.length - items.length, io);
  for (const remark of first.remarks ?? []) io.out(remark);
  if (all.every(({ isBrief, html = '' }) => isBrief && html.length < 1000))
    io.err('The feed holds summaries only, it seems, so that is what the articles hold.');
  return 0;
}

/** The items with those on the pages of older articles that the feed leads to, if they are wanted; else a word on them. */
async function olderPages(
  first: ImportedFeed,
  address: string | undefined,
  { all }: ImportOptions,
  io: Terminal,
): Promise<readonly ImportedItem[]> {
  const isWordPress = address !== undefined && /wordpress/i.test(first.generator ?? '');
  const paged = (page: number): string | undefined => {
    if (!isWordPress) return undefined;
    const url = new URL(address);
    url.searchParams.set('paged', String(page));
    return url.href;
  };
  let next = first.older ?? paged(2);
  if (!all && next) io.err('The feed holds the newest articles only: --all takes the older ones too.');
  const items = [...first.items];
  const known = new Set([address]);
  const ids = new Set(items.map(({ id, link }) => id ?? link));
  for (let page = 2; all && next !== undefined && !known.has(next); page++) {
    if (page > MAX_PAGES) {
      io.err(`Only the first ${MAX_PAGES} pages of the feed were read.`);
      break;
    }
    known.add(next);
    const found = await pageAt(next, io);
    const fresh = found?.items.filter(({ id, link }) => !ids.has(id ?? link)) ?? [];
    for (const { id, link } of fresh) ids.add(id ?? link);
    items.push(...fresh);
    next = fresh.length > 0 ? (found?.older ?? paged(page + 1)) : undefined;
  }
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

type Outcome = Placed & { readonly isDated: boolean };

/** `slug` and `link` of the item are its own alone. */
async function importItem(
  item: ImportedItem,
  language: string | undefined,
  shelf: Shelf,
  { content, media }: ImportOptions,
  io: Terminal,
): Promise<Outcome> {
  const remote = articleOf(item, language, shelf.site);
  const { id, slug, link } = item;
  const naming = {
    article: { ...remote, body: '' },
    id,
    slugs: [...(slug ? [slug] : []), slugOf(remote.title)],
    links: link ? [link] : [],
    published: remote.published,
  };
  const files = await localFilesOf(remote, shelf.filesBeside(naming), media, io);
  const { html, published, remarks, ...article } = withLocalFiles(remote, files);
  const placed = shelf.place({
    ...naming,
    article: { ...article, body: markdownOf(html) },
    files: files.fetched,
    hasFiles: files.names.size > 0,
  });
  const { outcome, path } = placed;
  const file = join(content, path);
  if (outcome === 'made') io.out(`Made ${file}`);
  if (outcome === 'updated') io.out(`Updated ${file}`);
  if (outcome === 'differs') io.out(`Left ${file}: it differs from the feed.`);
  if (outcome === 'refused') io.err(`"${remote.title}" cannot be imported.`);
  const isWritten = outcome === 'made' || outcome === 'updated';
  const told = [...(isWritten ? remarks : []), ...(isWritten || outcome === 'refused' ? placed.remarks : [])];
  for (const remark of [...told, ...files.failures.map((failure) => `${failure} It stays where it is.`)])
    io.err(`${file}: ${remark}`);
  return { ...placed, isDated: published !== undefined };
}

/** Each id once: readers would take the second for the first. Items without one are known by a link that is theirs alone. */
function distinctItems(items: readonly ImportedItem[]): ImportedItem[] {
  const links = new Map<string | undefined, number>();
  for (const { id, link } of items) if (!id) links.set(link, (links.get(link) ?? 0) + 1);
  const known = new Map<string, ImportedItem>();
  for (const item of items) {
    const id = item.id ? oneLine(item.id) : links.get(item.link) === 1 ? item.link : undefined; // as it will be read from the file
    const key = id ?? JSON.stringify([item.link, item.title, item.published, item.html]);
    if (!known.has(key)) known.set(key, { ...item, id: id || undefined });
  }
  return [...known.values()];
}

/** What the first site.yaml can take from the feed. */
function hintsOf({ title, description, language, home }: ImportedFeed, items: readonly ImportedItem[]): SiteHints {
  const timeZone = ownTimeZone();
  const moved = items.map(({ link, published }) => ({ link, published: instantOf(published, { timeZone: 'UTC' }) }));
  const host = home === undefined ? undefined : new URL(home).hostname;
  // Nobody takes the address of a platform along.
  if (host === undefined || isPlatform(host)) return { title, description, language };
  return { title, description, language, host, permalink: patternOf(moved, timeZone) };
}

function report(outcomes: readonly Outcome[], doubles: number, io: Terminal): void {
  const count = (outcome: Placed['outcome']) => outcomes.filter((each) => each.outcome === outcome).length;
  const undated = outcomes.filter(({ outcome, isDated }) => outcome === 'made' && !isDated).length;
  const parts = [
    `${count('made')} new${undated ? `, ${undated} of them drafts, since they have no date` : ''}`,
    count('updated') && `${count('updated')} updated`,
    `${count('same')} as before`,
    count('refused') && `${count('refused')} that cannot be imported`,
    count('differs') && `${count('differs')} left as they are here: --update takes those of the feed`,
  ];
  io.out(`${counted(outcomes.length, 'article')}: ${parts.filter((part) => part !== 0).join(', ')}.`);
  if (doubles) io.out(`${counted(doubles, 'item')} with the id of another ${doubles === 1 ? 'was' : 'were'} left out.`);
}
