// READERS.md section 6, what changes and what stays: one test a row, numbered as there. 37 in tests/serve.

import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { article, type Files, write } from '../content-folder.ts';
import { soon } from '../soon.ts';
import { FEEDS, FILES, NOW, SITE_YAML, type Site, site, TITLE } from './scenario-site.ts';

const SECOND = 1000;

/** A site whose clock can be put forward. */
async function siteInTime(files: Files = FILES) {
  let now = NOW;
  const opened = await site(files, { clock: () => now });
  return {
    ...opened,
    /** Changes the folder, a minute later. */
    async publish(change: () => void, milliseconds = 60 * SECOND) {
      now += milliseconds;
      change();
      await opened.source.refresh();
    },
  };
}

/** Text and validators of all feeds. */
const stateOf = async ({ text, validators }: Site) =>
  Promise.all(FEEDS.map(async (F) => ({ F, text: await text(F), ...(await validators(F)) })));

interface Item {
  readonly id: string;
  readonly title: string;
  readonly date_published: string;
  readonly date_modified?: string;
}
const itemsOf = async ({ text }: Site): Promise<Item[]> => JSON.parse(await text('/feed.json')).items;
const titlesOf = async (opened: Site) => (await itemsOf(opened)).map(({ title }) => title);

/** The text of the element after the title, in RSS or Atom. */
const itemWith = (title: string, text: string): string =>
  text.split(/(?=<item>|<entry>)/).find((item) => item.includes(`>${title}<`)) ?? '';
const withoutItem = (title: string, text: string): string => text.replace(itemWith(title, text), '');

describe('scenario 14: the same bytes', () => {
  test('two seconds later, and after a restart', async () => {
    const opened = await siteInTime();
    const before = await stateOf(opened);
    await opened.publish(() => {}, 2 * SECOND);
    expect(await stateOf(opened)).toEqual(before);
    expect(await stateOf(await site(opened.folder))).toEqual(before);
  });

  test('on a copy with other dates', async () => {
    const opened = await site();
    const copy = mkdtempSync(join(tmpdir(), 'courant-'));
    onTestFinished(() => rmSync(copy, { recursive: true }));
    cpSync(opened.folder, copy, { recursive: true });
    for (const path of readdirSync(copy, { recursive: true, encoding: 'utf8' })) utimesSync(join(copy, path), 1, 1);
    expect(await stateOf(await site(copy))).toEqual(await stateOf(opened));
  });
});

describe('scenario 15: an edit', () => {
  const EDITED = 'articles/plain-0.md';
  const edit = (head: Record<string, string>): Files => ({
    [EDITED]: article({ title: 'Plain 0', date: '2026-10-30', ...head }, 'Corrected.'),
  });

  test.each<[string, Record<string, string>, boolean]>([
    ['with updated: moves the dates forward', { updated: '2026-11-22T08:00:00Z' }, true],
    ['without it moves only the validators', {}, false],
  ])('%s', async (_, head, isSignificant) => {
    const opened = await siteInTime();
    const [before, items] = [await stateOf(opened), await itemsOf(opened)];
    await opened.publish(() => write(opened.folder, edit(head)));
    const after = await stateOf(opened);
    const itemsAfter = await itemsOf(opened);
    expect(itemsAfter.map(({ id, date_published }) => [id, date_published])).toEqual(
      items.map(({ id, date_published }) => [id, date_published]),
    );
    for (const [i, old] of before.entries()) {
      const now = after[i] as typeof old;
      expect((await opened.get(old.F, { 'if-none-match': old.E })).status).toBe(200);
      expect((await opened.get(old.F, { 'if-modified-since': old.L })).status).toBe(200);
      expect(Date.parse(now.L)).toBeGreaterThan(Date.parse(old.L));
      expect(now.text).toContain('Corrected.');
    }
    const changed = (text: string) => /<(?:lastBuildDate|updated)>(.*?)</.exec(text)?.[1];
    for (const i of [0, 1]) {
      const [old, now] = [before[i]?.text ?? '', after[i]?.text ?? ''];
      expect(changed(now) === changed(old)).toBe(!isSignificant);
      const plain = (text: string) => withoutItem('Plain 0', text).replace(/<(lastBuildDate|updated)>.*?<\/\1>/, '');
      expect(plain(now)).toBe(plain(old));
    }
    const modified = (list: Item[]) => list.find(({ title }) => title === 'Plain 0')?.date_modified;
    expect(modified(itemsAfter)).toBe(isSignificant ? '2026-11-22T08:00:00Z' : modified(items));
  });
});

test('scenario 16: nothing is changed by a touch, or by saving the same bytes', async () => {
  const opened = await siteInTime();
  const before = await stateOf(opened);
  const path = join(opened.folder, 'articles/plain-0.md');
  await opened.publish(() => utimesSync(path, 1, 1));
  await opened.publish(() => write(opened.folder, { 'articles/plain-0.md': FILES['articles/plain-0.md'] ?? '' }));
  expect(await stateOf(opened)).toEqual(before);
});

test('scenario 17: a removal is a change, also to who sends only a date', async () => {
  const opened = await siteInTime();
  const before = await stateOf(opened);
  await opened.publish(() => rmSync(join(opened.folder, 'articles/fish.md')));
  expect(await titlesOf(opened)).not.toContain(TITLE);
  for (const { F, E, L } of before) {
    expect(await opened.text(F)).not.toContain('tag:s.example,2026:articles/fish');
    expect((await opened.get(F, { 'if-none-match': E })).status).toBe(200);
    expect((await opened.get(F, { 'if-modified-since': L })).status).toBe(200);
  }
});

test('scenario 18: a scheduled article comes by itself', async () => {
  const date = new Date(Date.now() + 1500).toISOString();
  const files = { 'a.md': article({}), 'soon.md': article({ title: 'Soon', date }) };
  const opened = await site(files, { watch: true, clock: Date.now });
  expect(await titlesOf(opened)).toEqual(['A title']);
  const before = await stateOf(opened);
  await soon(async () => expect(await titlesOf(opened)).toEqual(['Soon', 'A title']));
  for (const { F, E } of before) expect((await opened.get(F, { 'if-none-match': E })).status).toBe(200);
});

test('scenario 19: ids outlive title, slug and address', async () => {
  const opened = await siteInTime();
  const id = 'tag:s.example,2026:articles/plain-0';
  const idsIn = (text: string) => text.match(/tag:s\.example,2026:articles\/[\w-]+/g);
  const before = await stateOf(opened);
  for (const { text } of before) expect(text).toContain(id);
  await opened.publish(() =>
    write(opened.folder, {
      'site.yaml': SITE_YAML.replace('https://s.example/', 'http://s.example/'),
      'articles/plain-0.md': article({ title: 'Renamed', slug: 'renamed', date: '2026-10-30' }),
    }),
  );
  for (const [i, { text }] of (await stateOf(opened)).entries()) {
    expect(idsIn(text)).toEqual(idsIn(before[i]?.text ?? ''));
    expect(text).toContain('http://s.example/articles/renamed/');
    expect(text).not.toContain('https://s.example/articles/');
  }
});

test('scenario 20: a broken article is left out and named, and the rest is well-formed', async () => {
  const appeared: string[] = [];
  const opened = await site(FILES, { onProblems: (problems) => appeared.push(...problems.map(({ path }) => path)) });
  const before = await stateOf(opened);
  write(opened.folder, {
    'articles/broken.md': '---\ntitle: [\n---\n',
    'articles/odd.md': article({ title: 'Odd \u0008', date: '2026-11-22' }),
  });
  await opened.source.refresh();
  expect(appeared).toContain('articles/broken.md');
  expect(await titlesOf(opened)).toContain('Odd');
  for (const { F } of before) {
    const text = await opened.text(F);
    expect((await opened.get(F)).status).toBe(200);
    expect(text).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f]/);
    expect(text).not.toContain('broken');
  }
});

test('scenario 21: an empty site has valid feeds, and they stay the same', async () => {
  const opened = await siteInTime({});
  expect(JSON.parse(await opened.text('/feed.json')).items).toEqual([]);
  for (const F of FEEDS) expect((await opened.get(F)).status).toBe(200);
  expect(await opened.text('/feed.xml')).toMatch(/<description>.*<lastBuildDate>.*<\/channel>/s);
  expect(await opened.text('/atom.xml')).toMatch(/<id>.*<title.*<updated>.*<\/feed>/s);
  const before = await stateOf(opened);
  await opened.publish(() => {});
  expect(await stateOf(opened)).toEqual(before);
  expect(await stateOf(await site({}))).toEqual(before);
});

test('scenario 34: 500 articles of 20 kB are the newest 30, and below a megabyte', async () => {
  const body = `${'A sentence that says nothing much. '.repeat(20)}\n\n`.repeat(28);
  const files = Object.fromEntries(
    Array.from({ length: 500 }, (_, i) => {
      const date = new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toISOString();
      return [`${i}.md`, article({ title: `Number ${i}`, date }, body)];
    }),
  );
  const opened = await site(files);
  const expected = Array.from({ length: 30 }, (_, i) => `Number ${499 - i}`);
  expect(await titlesOf(opened)).toEqual(expected);
  for (const F of FEEDS) {
    const text = await opened.text(F);
    expect(Buffer.byteLength(text)).toBeLessThan(1_000_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(500_000);
  }
});

test('scenario 38: with its folder gone the last good feed stays', async () => {
  const opened = await siteInTime();
  const before = await stateOf(opened);
  await opened.publish(() => rmSync(opened.folder, { recursive: true }));
  expect(await stateOf(opened)).toEqual(before);
  write(opened.folder, { 'articles/only.md': article({}) }); // a deploy that has only begun
  await opened.source.refresh();
  expect(await stateOf(opened)).toEqual(before);
});

describe('scenario 42: under load', () => {
  const VERSIONS = 4;
  const version = (number: number): Files =>
    Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `articles/${i}.md`,
        article({ title: `Article ${i}`, date: '2026-10-01', tags: `t${i % 4}` }, `In version ${number}. `.repeat(300)),
      ]),
    );
  const paths = [...FEEDS, '/tags/t0/feed.xml', '/tags/t1/atom.xml', '/tags/t2/feed.json', '/tags/t3/feed.xml'];

  test('200 at a time get the old or the new, wholly, and dates that never go back', async () => {
    const opened = await siteInTime(version(0));
    const lastModified = new Map<string, number>();
    const known = new Map<string, Response>();

    async function ask(path: string): Promise<void> {
      const [tag, date] = ['etag', 'last-modified'].map((name) => known.get(path)?.headers.get(name) ?? '');
      const response = await opened.get(path, { 'if-none-match': tag ?? '', 'if-modified-since': date ?? '' });
      expect([200, 304]).toContain(response.status);
      const since = Date.parse(response.headers.get('last-modified') ?? '');
      expect(since, path).toBeGreaterThanOrEqual(lastModified.get(path) ?? 0);
      lastModified.set(path, since);
      if (response.status === 304) return expect(response.headers.get('etag')).toBe(tag);
      known.set(path, response);
      const text = await response.text();
      const hash = createHash('sha256').update(text).digest('base64url').slice(0, 24);
      expect(response.headers.get('etag')).toBe(`W/"${hash}"`);
      expect(new Set(text.match(/In version \d/g)).size, path).toBe(1);
    }

    for (let number = 1; number <= VERSIONS; number++) {
      let isDone = false;
      const publishing = opened
        .publish(() => write(opened.folder, version(number)))
        .finally(() => {
          isDone = true;
        });
      while (!isDone) {
        await Promise.all(Array.from({ length: 200 }, (_, i) => ask(paths[i % paths.length] as string)));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await publishing;
      for (const path of paths) {
        expect(await (await opened.get(path)).text()).toContain(`In version ${number}.`);
        // Nor has the load cost anybody a 304 afterwards, by tag or by date alone.
        const { E, L } = await opened.validators(path);
        expect((await opened.get(path, { 'if-none-match': E })).status).toBe(304);
        expect((await opened.get(path, { 'if-modified-since': L })).status, path).toBe(304);
      }
    }
  });
});

describe('scenario 15, 17: two changes in one second', () => {
  test.each(FEEDS)('%s: readers that know only dates get one 200 of the last state, and then 304s', async (F) => {
    let now = NOW;
    const opened = await site({ 'a.md': article({ title: 'State 0' }) }, { clock: () => now });
    let date = (await opened.validators(F)).L;
    const poll = async () => {
      const response = await opened.get(F, { 'if-modified-since': date });
      const text = await response.text();
      if (response.status === 200) date = response.headers.get('last-modified') ?? '';
      return [response.status, /State \d/.exec(text)?.[0]];
    };
    const change = async (title: string, milliseconds: number) => {
      now += milliseconds;
      write(opened.folder, { 'a.md': article({ title }) });
      await opened.source.refresh();
    };
    await change('State 1', 60 * SECOND);
    expect(await poll()).toEqual([200, 'State 1']);
    await change('State 2', 400);
    now += SECOND;
    expect(await poll()).toEqual([200, 'State 2']);
    for (let i = 0; i < 3; i++) {
      expect(await poll()).toEqual([304, undefined]);
      now += 400;
    }
    expect(Date.parse(date)).toBeLessThanOrEqual(now);
  });

  test('and a reader that polls between them and at once after them misses none', async () => {
    let now = NOW;
    const opened = await site({ 'a.md': article({ title: 'State 0' }) }, { clock: () => now });
    let date = (await opened.validators('/feed.xml')).L;
    const seen: string[] = [];
    for (let state = 1; state <= 6; state++) {
      now += 300;
      write(opened.folder, { 'a.md': article({ title: `State ${state}` }) });
      await opened.source.refresh();
      const response = await opened.get('/feed.xml', { 'if-modified-since': date });
      expect(response.status).toBe(200);
      seen.push(/State \d/.exec(await response.text())?.[0] ?? '');
      const next = response.headers.get('last-modified') ?? '';
      expect(Date.parse(next)).toBeGreaterThanOrEqual(Date.parse(date));
      expect(Date.parse(next)).toBeLessThanOrEqual(now);
      date = next;
    }
    expect(seen).toEqual(['State 1', 'State 2', 'State 3', 'State 4', 'State 5', 'State 6']);
  });
});
