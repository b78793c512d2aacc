// Every reader subscribes to the demo publication and sees every public article of its files.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { newHome } from './home.ts';
import { FORMATS } from './reader.ts';
import { READERS } from './readers.ts';
import { type Serving, serve } from './serving.ts';

const CONTENT = join(import.meta.dirname, '../../content');

let serving: Serving;
beforeAll(async () => {
  serving = await serve('content');
});
afterAll(() => serving?.stop());

describe.each(READERS)('$name', (reader) => {
  test.each(reader.formats)('%s: shows title, link and date of every public article', async (format) => {
    const items = await reader.read(serving.site + FORMATS[format], await newHome(reader));
    const expected = publicArticles().map(({ path, updated, ...article }) => {
      const item = { ...article, link: serving.site + path, updated };
      const { title, link, published } = reader.shows(item, format);
      return { title, link, published };
    });
    expect(items.map(({ title, link, published }) => ({ title, link, published }))).toEqual(expected);
  });
});

interface Article {
  readonly title: string;
  readonly path: string;
  readonly published: string;
  readonly updated: string | undefined;
}

/** What the files say, read without Courant: newest first. */
function publicArticles(): Article[] {
  const site = parse(readFileSync(join(CONTENT, 'site.yaml'), 'utf8')) as { timeZone: string };
  process.env.TZ = site.timeZone; // so that Date reads dates without a zone as meant
  const now = new Date().toISOString();
  return readdirSync(CONTENT, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !/(^|\/)[._]/.test(file))
    .map((file) => ({ file, head: headOf(file) }))
    .filter(({ head }) => head.draft !== true)
    .map(({ file, head }) => articleOf(file, head))
    .filter(({ published }) => published <= now)
    .sort((a, b) => (a.published < b.published ? 1 : -1));
}

type Head = Readonly<Record<string, unknown>>;

const headOf = (file: string): Head =>
  parse(readFileSync(join(CONTENT, file), 'utf8').split(/^---$/m)[1] ?? '') as Head;

function articleOf(file: string, head: Head): Article {
  const name = basename(file === 'index.md' || file.endsWith('/index.md') ? dirname(file) : file, '.md');
  const slug = head.slug ?? name.replace(/^\d{4}-\d{2}-\d{2}-/, '');
  const updated = head.updated ?? head.updatedDate;
  return {
    title: String(head.title),
    path: `articles/${slug}/`,
    published: iso(head.date ?? head.pubDate),
    updated: updated === undefined ? undefined : iso(updated),
  };
}

/** The instant. A bare day begins at midnight of the site's zone, where Date would take it for UTC. */
const iso = (date: unknown): string => new Date(String(date).replace(/^\d{4}-\d{2}-\d{2}$/, '$& 00:00')).toISOString();
