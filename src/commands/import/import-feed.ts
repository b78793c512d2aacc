// A feed becomes files, one for each article that is not here yet.

import { join } from 'node:path';
import { parseDate } from '../../content/dates-in.ts';
import type { Site } from '../../model/site.ts';
import { slugOf } from '../../model/slug.ts';
import { oneLine } from '../../model/text.ts';
import type { Instant } from '../../model/time.ts';
import { ownTimeZone } from '../first-site.ts';
import type { ImportOptions } from '../import.ts';
import { type ExitCode, Failure, type Terminal } from '../io.ts';
import { openPublication } from '../publication.ts';
import { counted } from '../report.ts';
import { readFeed } from './feed.ts';
import { articleOf } from './feed-article.ts';
import type { FeedItem, ImportedFeed, ImportSource } from './imported.ts';
import { localFilesOf, withLocalFiles } from './local-files.ts';
import { markdownOf } from './markdown.ts';
import { isPlatform, patternOf, redirectLines, slugInLink } from './moves.ts';
import { createShelf, type Placed, type Shelf } from './shelf.ts';

interface Imported extends Placed {
  readonly link: string | undefined;
  readonly published: Instant;
}

export async function importFeed(source: ImportSource, options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const { content } = options;
  const feed = readFeed(source.text, source.address);
  const items = distinctItems(feed.items);
  if (items.length === 0) throw new Failure(`${options.from} has no articles.`);
  const opened = await openPublication(content, options.site, hintsOf(feed, items), io);
  const shelf = createShelf(content, opened, options.update);
  const imported: Imported[] = [];
  for (const [index, item] of items.entries()) {
    if (io.stop.aborted) throw new Failure('Stopped. What was imported stays; the same call goes on with the rest.');
    io.progress(`${index + 1} of ${items.length}: ${item.title ?? ''}`);
    imported.push(await importItem(item, feed, opened.site, shelf, options, io));
  }
  io.progress('');
  report(imported, feed, opened.site, options, io);
  return 0;
}

async function importItem(
  item: FeedItem,
  feed: ImportedFeed,
  site: Site,
  shelf: Shelf,
  { content, media }: ImportOptions,
  io: Terminal,
): Promise<Imported> {
  const remote = articleOf(item, feed.language, site);
  const there = item.id === undefined ? undefined : shelf.withId(item.id);
  const files = await localFilesOf(remote, shelf.filesBeside(there), media, io);
  const { html, published, ...article } = withLocalFiles(remote, files);
  const placed = shelf.place({
    article: { ...article, body: markdownOf(html) },
    id: item.id,
    slug: slugInLink(item.link) ?? slugOf(article.title),
    files: files.fetched,
    hasFiles: files.names.size > 0,
  });
  const file = join(content, placed.path);
  if (placed.outcome === 'made') io.out(`Made ${file}`);
  if (placed.outcome === 'updated') io.out(`Updated ${file}`);
  if (placed.outcome === 'differs') io.out(`Left ${file}: it differs from the feed.`);
  if (published === undefined && placed.outcome === 'made')
    io.err(`${file} has no date in the feed, so it is a draft.`);
  for (const failure of files.failures) io.err(`${file}: ${failure} It stays where it is.`);
  return { ...placed, link: item.link, published: published ?? Date.now() };
}

/** Each id once: readers would take the second for the first. */
function distinctItems(items: readonly FeedItem[]): FeedItem[] {
  const known = new Map<unknown, FeedItem>();
  for (const item of items) {
    const id = item.id && oneLine(item.id); // as it will be read from the file
    if (!known.has(id || item)) known.set(id || item, { ...item, id: id || undefined });
  }
  return [...known.values()];
}

/** What the first site.yaml can take from the feed. */
function hintsOf({ title, description, language, home }: ImportedFeed, items: readonly FeedItem[]) {
  const moved = items.map(({ link, published }) => ({ link, published: parseDate(published ?? '', 'UTC') }));
  const host = home === undefined ? undefined : new URL(home).hostname;
  // Nobody takes the address of a platform along.
  if (host === undefined || isPlatform(host)) return { title, description, language };
  return { title, description, language, host, permalink: patternOf(moved, ownTimeZone()) };
}

function report(
  imported: readonly Imported[],
  feed: ImportedFeed,
  site: Site,
  options: ImportOptions,
  io: Terminal,
): void {
  const count = (outcome: Placed['outcome']) => imported.filter((each) => each.outcome === outcome).length;
  const [made, updated, same, differ] = [count('made'), count('updated'), count('same'), count('differs')];
  const parts = [`${made} new`, ...(updated ? [`${updated} updated`] : []), `${same} as before`];
  if (differ) parts.push(`${differ} left as they are here: --update takes those of the feed`);
  io.out(`${counted(imported.length, 'article')}: ${parts.join(', ')}.`);
  if (feed.items.every(({ isBrief, html = '' }) => isBrief && html.length < 1000)) {
    io.err('The feed holds summaries only, it seems, so that is what the articles hold.');
  }
  if (feed.next) io.err(`Its older articles are in ${feed.next}`);
  else if (/wordpress/i.test(feed.generator ?? ''))
    io.err('WordPress gives older articles at the same address with ?paged=2, ?paged=3 and so on.');
  const redirects = redirectLines(
    imported.filter(({ outcome }) => outcome === 'made' || outcome === 'updated'),
    site,
  );
  if (redirects.length === 0) return;
  const pattern = patternOf(imported, site.timeZone);
  io.out('');
  if (pattern)
    io.out(
      `The articles had other addresses. To keep those, write in ${join(options.content, 'site.yaml')}: permalink: ${pattern}`,
    );
  io.out(
    `${pattern ? 'Or to' : 'The articles had other addresses. To'} send their readers on, add to ${join(options.content, 'site.yaml')}:`,
  );
  io.out('');
  for (const line of redirects) io.out(line);
}
