// `courant import`: articles from a press article in plain text, a feed, an export of WordPress or Ghost, or the folder of a site.

import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseDate } from '../content/dates-in.ts';
import type { Site } from '../model/site.ts';
import { slugOf } from '../model/slug.ts';
import { dateAt, dateInZone } from '../model/time.ts';
import { inCopy } from './import/dry-run.ts';
import { importFeed } from './import/import-feed.ts';
import type { ImportOptions, ImportSource } from './import/imported.ts';
import { parsePressArticle } from './import/press-article.ts';
import { openShelf } from './import/shelf.ts';
import { importSite, refuseNested } from './import/site/import-site.ts';
import { readSource } from './import/source.ts';
import type { ExitCode, Terminal } from './io.ts';
import { yamlText } from './yaml-out.ts';

/** Imports what a file, a folder or an address holds. 1 if it cannot be read or holds nothing. */
export async function importFrom(options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const { dryRun, from, content } = options;
  const isFolder = statSync(from, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder) refuseNested(from, content);
  if (dryRun) return inCopy(content, io, (copy, to) => importFrom({ ...options, content: copy, dryRun: false }, to));
  if (isFolder) return importSite(options, io);
  const source = await readSource(from, io);
  io.progress('');
  return source.kind === 'feed' ? importFeed(source, options, io) : importPressArticle(source, options, io);
}

async function importPressArticle({ text }: ImportSource, options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const { title: headline, picture, unplaced, authors, ...press } = parsePressArticle(text);
  const shelf = await openShelf(options, {}, io);
  const notes: string[] = [];
  const remarks: string[] = [];
  const title = headline ?? titleOfName(basename(options.from));
  if (headline === undefined) remarks.push(`It has no headline; the title is made of its name: ${title}`);
  const date = dateOf(press.published, shelf.site);
  if (press.published === undefined) remarks.push("It has no date, so it is a draft with today's.");
  else if (date === undefined) remarks.push(`${quoted(press.published)} is not a date, so it is a draft with today's.`);
  const updated = dateOf(press.updated, shelf.site);
  if (press.updated !== undefined && updated === undefined)
    remarks.push(`Not placed: ${quoted(press.updated)} is not a date.`);
  if (picture) {
    const { alt, caption } = picture;
    notes.push('Put the picture beside this file, and take out the marks before these lines:', 'image:');
    notes.push(
      '  src: picture.jpg',
      `  alt: ${yamlText(alt)}`,
      ...(caption ? [`  caption: ${yamlText(caption)}`] : []),
    );
    remarks.push('The picture is not in the text, only what it shows: see the lines about image in the file.');
  }
  const related = press.related.flatMap((name) => {
    const other = shelf.slugOfTitle(name);
    if (!other) remarks.push(`Not placed: no article here is called ${quoted(name)}.`);
    return other ?? [];
  });
  for (const { line, value } of unplaced) {
    remarks.push(`Not placed: line ${line}, ${quoted(value)}`);
    notes.push(`Not placed: ${value}`);
  }
  const isLater = updated !== undefined && date !== undefined && Date.parse(updated) > Date.parse(date);
  const dates = { date, updated: isLater ? updated : undefined };
  const placed = shelf.place({
    article: { ...press, ...dates, title, authors: authors.map((name) => ({ name })), enclosures: [], related, notes },
    slugs: [slugOf(title)],
    published: date === undefined ? undefined : Date.parse(date),
  });
  const file = join(options.content, placed.path);
  const sentences = {
    made: `Made ${file}`,
    updated: `Updated ${file}`,
    same: `${file} says the same already.`,
    refused: `${file} could not be made.`,
    differs: `${file} says something else, and was left as it is. --update takes what was imported.`,
  };
  io.out(sentences[placed.outcome]);
  if (placed.outcome === 'made' || placed.outcome === 'updated') for (const remark of remarks) io.out(`  ${remark}`);
  return 0;
}

/** The date with the offset it was written with; without one, with the site's. */
function dateOf(text: string | undefined, site: Site): string | undefined {
  const instant = text === undefined ? undefined : parseDate(text, site.timeZone);
  if (text === undefined || instant === undefined) return undefined;
  const [, wall = ''] = /^(.*\d(?:\s*[ap]\.?m\.?)?)\s*(?:[a-z]{1,4}|[+-]\d\d(?::?\d\d)?)$/i.exec(text.trim()) ?? [];
  const read = parseDate(wall, 'UTC');
  const isZoned = read !== undefined && parseDate(text, 'Asia/Tokyo') === parseDate(text, 'UTC');
  return isZoned ? dateAt(instant, Math.round((read - instant) / 60_000)) : dateInZone(instant, site.timeZone);
}

function titleOfName(name: string): string {
  const words = name
    .replace(/\.[a-z0-9]+$/i, '')
    .replace(/[-_\s]+/g, ' ')
    .trim();
  return words === '' ? 'Untitled' : words[0]?.toUpperCase() + words.slice(1);
}

const quoted = (words: string): string => `"${words.length > 80 ? `${words.slice(0, 80)}…` : words}"`;
