// A feed becomes files, one for each article that is not here yet.

import { join } from 'node:path';
import { decodePath } from '../../model/paths.ts';
import { slugOf } from '../../model/slug.ts';
import { oneLine } from '../../model/text.ts';
import { ownTimeZone, type SiteHints } from '../first-site.ts';
import { type ExitCode, Failure, type Terminal } from '../io.ts';
import { counted } from '../report.ts';
import { readFeed } from './feed.ts';
import { articleOf, instantOf } from './feed-article.ts';
import type { FeedArticle, ImportedFeed, ImportedItem, ImportOptions } from './imported.ts';
import { withLocalFiles } from './local-files.ts';
import { markdownOf } from './markdown.ts';
import { isPlatform, patternOf, slugInLink, tallyOf } from './moves.ts';
import { openShelf, type Placed, type Shelf, tellOutcome, tellOutcomes } from './shelf.ts';
import { textAtUrl } from './source.ts';

const MAX_PAGES = 1000;

/** Imports the articles of a feed; `address` is where it came from. */
export async function importFeed(
  first: ImportedFeed,
  address: string | undefined,
  options: ImportOptions,
  io: Terminal,
): Promise<ExitCode> {
  const all = await olderPages(first, address, options, io);
  const items = distinctItems(all);
  if (items.length === 0) throw new Failure(`${options.from} has no articles.`);
  const shelf = await openShelf(options, hintsOf(first, items), io);
  const links = tallyOf(items.map(({ link }) => link));
  const slugs = tallyOf(items.map(({ link }) => slugInLink(link)));
  const outcomes: Placed[] = [];
  let undated = 0;
  for (const [index, item] of items.entries()) {
    if (io.stop.aborted) throw new Failure('Stopped. What was imported stays; the same call goes on with the rest.');
    io.progress(`${index + 1} of ${items.length}: ${item.title ?? ''}`);
    // What several items share names none of them: `watch` of `/watch?v=1` and `/watch?v=2`.
    const inLink = slugInLink(item.link);
    const slug = item.slug ? slugOf(decodePath(item.slug) ?? item.slug) : slugs.get(inLink) === 1 ? inLink : undefined;
    const link = links.get(item.link) === 1 ? item.link : undefined;
    const { published, ...placed } = await importItem({ ...item, slug, link }, first, shelf, options, io);
    if (placed.outcome === 'made' && published === undefined) undated += 1;
    outcomes.push(placed);
  }
  io.progress('');
  tellOutcomes(outcomes, io, undated ? `, ${undated} of them drafts, since they have no date` : '');
  const doubles = all.length - items.length;
  if (doubles) io.out(`${counted(doubles, 'item')} with the id of another ${doubles === 1 ? 'was' : 'were'} left out.`);
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
  const items = [...first.items];
  const known = new Set(items.map(({ id, link }) => id ?? link));
  const afterPage = (page: number, found: ImportedFeed): string | undefined => {
    if (found.older || address === undefined || !/wordpress/i.test(first.generator ?? '')) return found.older;
    const url = new URL(address);
    url.searchParams.set('paged', String(page + 1));
    return url.href;
  };
  let next = afterPage(1, first);
  if (!all && next) io.err('The feed holds the newest articles only: --all takes the older ones too.');
  for (let page = 2; all && next !== undefined; page++) {
    if (page > MAX_PAGES) {
      io.err(`Only the first ${MAX_PAGES} pages of the feed were read.`);
      break;
    }
    const found = await pageAt(next, io);
    const fresh = found?.items.filter(({ id, link }) => !known.has(id ?? link)) ?? [];
    for (const { id, link } of fresh) known.add(id ?? link);
    items.push(...fresh);
    next = found && fresh.length > 0 ? afterPage(page, found) : undefined; // they may lead in a circle
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

/** `slug` and `link` of the item are its own alone. */
async function importItem(
  item: ImportedItem,
  { language }: ImportedFeed,
  shelf: Shelf,
  { content, media }: ImportOptions,
  io: Terminal,
): Promise<Placed & Pick<FeedArticle, 'published'>> {
  const remote = articleOf(item, language, shelf.site);
  const { id, slug, link, markdown } = item;
  const naming = {
    article: { ...remote, body: '' },
    id,
    slugs: [...(slug ? [slug] : []), slugOf(remote.title)],
    links: link ? [link] : [],
    published: remote.published,
  };
  const { article, files, hasFiles, failures } = await withLocalFiles(remote, shelf.filesBeside(naming), media, io);
  const { html, published, remarks, ...written } = article;
  const unknown = (item.related ?? []).filter((title) => !shelf.slugOfTitle(title));
  const related = (item.related ?? []).flatMap((title) => shelf.slugOfTitle(title) ?? []);
  const body = markdown ?? markdownOf(html);
  const placed = shelf.place({ ...naming, article: { ...written, related, body }, files, hasFiles });
  const isWritten = tellOutcome(placed, content, io);
  if (placed.outcome === 'refused') io.err(`"${remote.title}" cannot be imported.`);
  const told = [
    ...(isWritten ? [...remarks, ...unknown.map((title) => `Not placed: no article here is called "${title}".`)] : []),
    ...(isWritten || placed.outcome === 'refused' ? placed.remarks : []),
    ...failures,
  ];
  for (const remark of told) io.err(`${join(content, placed.path)}: ${remark}`);
  return { ...placed, published };
}

/** Each id once: readers would take the second for the first. Items without one are known by a link that is theirs alone. */
function distinctItems(items: readonly ImportedItem[]): ImportedItem[] {
  const links = tallyOf(items.filter(({ id }) => !id).map(({ link }) => link));
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
