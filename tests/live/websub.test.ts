// Hubs are told of the topics that changed, and of nothing else.

import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRepresentations } from '../../src/http/representations.ts';
import { type LibraryOptions, openLibrary } from '../../src/live/library.ts';
import { openMemory } from '../../src/live/memory.ts';
import { createWebSub, type WebSub, type WebSubOptions } from '../../src/live/websub.ts';
import { article, contentFolder, type Files, write } from '../content-folder.ts';
import { deadAddress, loopback } from '../loopback.ts';
import { soon } from '../soon.ts';
import { type FakeHub, fakeHub } from './fake-hub.ts';

const START = Date.UTC(2026, 10, 23);

/** A site's folder: nobody but a hub on this machine can fetch it, and nobody answers at its address. */
async function folderWith(hubs: readonly string[], files: Files, url?: string): Promise<string> {
  const folder = contentFolder(files);
  write(folder, { 'site.yaml': await siteWith(hubs, url) });
  return folder;
}

const siteWith = async (hubs: readonly string[], url?: string) =>
  `title: The Test\nurl: ${url ?? (await deadAddress())}\nhubs: ${JSON.stringify(hubs)}\n`;

/** What `serve` makes of a folder, without its server. */
async function published(folder: string, options: Partial<WebSubOptions & LibraryOptions> = {}) {
  const lines: string[] = [];
  const memory = openMemory({ path: join(folder, '.memory.json'), clock: () => START });
  let websub: WebSub | undefined;
  const representations = createRepresentations({
    remembered: memory.validators,
    onChange(path, validators) {
      memory.validate(path, validators);
      websub?.validated(path, validators);
    },
  });
  websub = createWebSub({
    representations,
    memory,
    log: (line) => lines.push(line),
    pause: () => 1,
    interval: 10,
    ...options,
  });
  const library = openLibrary(folder, {
    watch: false,
    clock: () => START,
    ...options,
    representations,
    onPublish: websub.published,
  });
  await library.ready;
  const isMet = library.site()?.hubs.some((hub) => hub.startsWith('http://127.0.0.1'));
  if (isMet) await soon(() => expect([...representations.entries()].length).toBeGreaterThanOrEqual(3));
  const stop = () => {
    library.close();
    websub.close();
    memory.close();
  };
  onTestFinished(stop);
  return {
    lines,
    stop,
    refresh: library.refresh,
    tagOf: (path: string) => new Map(representations.entries()).get(path)?.etag,
    /** As a reader does. */
    async ask(path: string): Promise<void> {
      const [publication, resource] = [library.current(), library.current()?.get(path)];
      if (resource?.kind === 'document') await representations.get(path, resource, publication?.at ?? START);
    },
    /** Writes files, and publishes them. */
    async change(files: Files): Promise<void> {
      write(folder, files);
      await library.refresh();
    },
  };
}

/** The paths that a hub was told of; forgotten by this, so that the next are the new ones. */
const toldTo = (hub: FakeHub): string[] => hub.topics.splice(0).map((topic) => new URL(topic).pathname);

const ALL = ['/atom.xml', '/feed.json', '/feed.xml'];
const isTold = (hub: FakeHub, ...paths: string[]) =>
  soon(() => {
    expect(hub.topics.map((topic) => new URL(topic).pathname).sort()).toEqual(paths.sort());
    hub.topics.length = 0;
  });

/** The site has the hub's answers: an end before them leaves something to be made good. */
const isNoted = ({ lines }: { readonly lines: readonly string[] }, count: number) =>
  soon(() => expect(lines.filter((line) => line.includes('was told of'))).toHaveLength(count));

/** Long enough that what was begun is done: a change that is told of, told. */
async function settled(site: Awaited<ReturnType<typeof published>>, hub: FakeHub): Promise<void> {
  await site.change({ 'settled.md': article({ title: 'Settled' }, `${Math.random()}`) });
  await soon(() => expect(hub.topics.length).toBeGreaterThanOrEqual(3));
}

describe('scenario 37: a hub', () => {
  test('is not told of what was there when it was first met', async () => {
    const hub = await fakeHub();
    const site = await published(await folderWith([hub.url], { 'a.md': article({}) }));
    await settled(site, hub);
    expect(toldTo(hub).sort()).toEqual(ALL);
  });

  test('is told of each topic that changed', async () => {
    const hub = await fakeHub();
    const site = await published(await folderWith([hub.url], { 'a.md': article({}) }));
    await site.ask('/feed.xml');
    await site.change({ 'b.md': article({ title: 'New' }) });
    await isTold(hub, ...ALL);
    // The line is written when the hub's answer is there, a moment after the hub has the question.
    await isNoted(site, 3);
  });

  test('is told of nothing when nothing has changed', async () => {
    const hub = await fakeHub();
    const folder = await folderWith([hub.url], { 'a.md': article({}) });
    const site = await published(folder);
    await site.refresh();
    utimesSync(join(folder, 'a.md'), 1, 1);
    await site.refresh();
    await site.change({ 'a.md': article({}) });
    await site.change({ 'draft.md': article({ draft: 'true' }) });
    await settled(site, hub);
    expect(toldTo(hub).sort()).toEqual(ALL);
  });

  test('is told of the feeds of a term that somebody reads, and of no other', async () => {
    const hub = await fakeHub();
    const files = Object.fromEntries(['red', 'blue'].map((tags) => [`${tags}.md`, article({ tags })]));
    const site = await published(await folderWith([hub.url], files));
    for (const path of ['/tags/red/feed.xml', '/tags/red/atom.xml', '/tags/blue/feed.xml']) await site.ask(path);
    await site.change({ 'red.md': article({ tags: 'red', title: 'Redder' }) });
    await isTold(hub, ...ALL, '/tags/red/feed.xml', '/tags/red/atom.xml');
  });

  test('is told of a topic that was read for the first time only just before it changed', async () => {
    const hub = await fakeHub();
    const site = await published(await folderWith([hub.url], { 'a.md': article({ tags: 'red' }) }));
    await site.change({ 'b.md': article({ title: 'Other' }) });
    await isTold(hub, ...ALL);
    await site.ask('/tags/red/feed.xml');
    await site.change({ 'a.md': article({ tags: 'red', title: 'New' }) });
    await isTold(hub, ...ALL, '/tags/red/feed.xml');
  });

  test('is told when a scheduled article has come', async () => {
    const hub = await fakeHub();
    let now = START;
    const files = { 'a.md': article({}), 'b.md': article({ title: 'Soon', date: '2026-12-01' }) };
    const site = await published(await folderWith([hub.url], files), { clock: () => now });
    await site.ask('/feed.xml');
    now = Date.UTC(2026, 11, 2);
    await site.refresh();
    await isTold(hub, ...ALL);
  });

  test('is told of a removal', async () => {
    const hub = await fakeHub();
    const folder = await folderWith([hub.url], { 'a.md': article({}), 'b.md': article({ title: 'Two' }) });
    const site = await published(folder);
    await site.ask('/feed.xml');
    rmSync(join(folder, 'b.md'));
    await site.refresh();
    await isTold(hub, ...ALL);
  });

  test('that is met later is told of what changes from then on', async () => {
    const [one, two] = [await fakeHub(), await fakeHub()];
    const folder = await folderWith([one.url], { 'a.md': article({ tags: 'red' }) });
    const site = await published(folder);
    await site.ask('/tags/red/feed.xml');
    await site.change({ 'site.yaml': await siteWith([one.url, two.url]) });
    await isTold(one, ...ALL, '/tags/red/feed.xml');
    expect(toldTo(two)).toEqual([]);
    await site.change({ 'a.md': article({ tags: 'red', title: 'New' }) });
    await isTold(two, ...ALL, '/tags/red/feed.xml');
    await site.change({ 'site.yaml': await siteWith([two.url]) });
    await isTold(two, ...ALL, '/tags/red/feed.xml');
    await isTold(one, ...ALL, '/tags/red/feed.xml');
    await settled(site, two);
    expect(toldTo(one)).toEqual([]);
  });

  test('that is dead is no other hub’s matter', async () => {
    const hub = await fakeHub();
    const site = await published(await folderWith([await deadAddress(), hub.url], { 'a.md': article({}) }), {
      pause: () => 3_600_000,
    });
    await site.ask('/feed.xml');
    for (const title of ['New', 'Newer']) {
      await site.change({ 'a.md': article({ title }) });
      await isTold(hub, ...ALL);
    }
    await soon(() => expect(site.lines.filter((line) => line.includes('ECONNREFUSED')).length).toBeGreaterThan(0));
  });

  test('that could not fetch the site is not told, and that is said once', async () => {
    const folder = await folderWith(['https://hub.example/'], { 'a.md': article({}) });
    const site = await published(folder);
    for (const title of ['New', 'Newer']) await site.change({ 'a.md': article({ title }) });
    expect(site.lines).toEqual([
      expect.stringMatching(/^websub: https:\/\/hub\.example\/ is not told of changes, since it could not fetch http:/),
    ]);
  });
});

describe('over a restart', () => {
  test('nothing is told where nothing has changed', async () => {
    const hub = await fakeHub();
    const folder = await folderWith([hub.url], { 'a.md': article({ tags: 'red' }) });
    const before = await published(folder);
    await before.ask('/tags/red/feed.xml');
    await before.change({ 'a.md': article({ tags: 'red', title: 'New' }) });
    await isTold(hub, ...ALL, '/tags/red/feed.xml');
    await isNoted(before, 4);
    before.stop();
    const after = await published(folder);
    await settled(after, hub);
    expect(toldTo(hub).sort()).toEqual(ALL);
  });

  test('a change meanwhile is made good, of each topic that is known', async () => {
    const hub = await fakeHub();
    const folder = await folderWith([hub.url], { 'a.md': article({ tags: 'red' }) });
    const before = await published(folder);
    await before.ask('/tags/red/feed.xml');
    await before.change({ 'a.md': article({ tags: 'red', title: 'New' }) });
    await isTold(hub, ...ALL, '/tags/red/feed.xml');
    await isNoted(before, 4);
    before.stop();
    write(folder, { 'a.md': article({ tags: 'red', title: 'Newer' }) });
    const after = await published(folder);
    await isTold(hub, ...ALL, '/tags/red/feed.xml');
    after.stop();
  });

  test('what a hub was not told of before the end is made good, though readers have had it', async () => {
    const hub = await fakeHub();
    hub.answer = () => 503;
    const folder = await folderWith([hub.url], { 'a.md': article({}) });
    const before = await published(folder, { pause: () => 3_600_000 });
    await before.ask('/feed.xml');
    await before.change({ 'a.md': article({ title: 'New' }) });
    await soon(() => expect(hub.topics.length).toBeGreaterThan(0));
    await before.ask('/feed.xml');
    before.stop();
    hub.topics.length = 0;
    hub.answer = () => 204;
    await published(folder);
    await isTold(hub, ...ALL);
  });

  test('what was forgotten is met anew', async () => {
    const hub = await fakeHub();
    const folder = await folderWith([hub.url], { 'a.md': article({}) });
    const before = await published(folder);
    await before.ask('/feed.xml');
    before.stop();
    rmSync(join(folder, '.memory.json'));
    write(folder, { 'a.md': article({ title: 'New' }) });
    const after = await published(folder);
    await settled(after, hub);
    expect(toldTo(hub).sort()).toEqual(ALL);
  });
});

describe('F42: a cache in front', () => {
  /** Answers HEAD with what `shown` says; a tag, or a status. */
  async function front() {
    const cache = { shown: 'W/"old"' as string | number, asked: 0 };
    const url = await loopback((_, answer) => {
      cache.asked++;
      if (typeof cache.shown === 'number') answer.writeHead(cache.shown).end();
      else answer.writeHead(200, { etag: cache.shown }).end();
    });
    return Object.assign(cache, { url });
  }

  test.each<[string, string | number]>([
    ['that still shows older bytes', 'W/"old"'],
    ['that has lost us for the moment', 502],
  ])('%s is waited for', async (_, shown) => {
    const [hub, cache] = [await fakeHub(), await front()];
    cache.shown = shown;
    const folder = await folderWith([hub.url], { 'a.md': article({}) }, cache.url);
    const site = await published(folder);
    await site.ask('/feed.xml');
    await site.change({ 'a.md': article({ title: 'New' }) });
    await soon(() => expect(cache.asked).toBeGreaterThan(6));
    expect(toldTo(hub)).toEqual([]);
    cache.shown = 404; // says nothing about tags
    await isTold(hub, ...ALL);
    expect(site.lines.filter((line) => line.includes('anyway'))).toEqual([]);
  });

  test('that shows the new bytes is enough, whatever it adds to the tag', async () => {
    const hub = await fakeHub();
    let app: Awaited<ReturnType<typeof published>> | undefined;
    const url = await loopback((asked, answer) => {
      const tag = app?.tagOf(asked.url ?? '') ?? 'W/"none"';
      answer.writeHead(200, { etag: tag.replace(/"$/, '-gzip"') }).end();
    });
    app = await published(await folderWith([hub.url], { 'a.md': article({}) }, url), { patience: 3_600_000 });
    await app.change({ 'a.md': article({ title: 'New' }) });
    await isTold(hub, ...ALL);
  });

  test('is not waited for longer than it may keep a feed', async () => {
    const [hub, cache] = [await fakeHub(), await front()];
    const folder = await folderWith([hub.url], { 'a.md': article({}) }, cache.url);
    const site = await published(folder, { patience: 50 });
    await site.ask('/feed.xml');
    await site.change({ 'a.md': article({ title: 'New' }) });
    await isTold(hub, ...ALL);
    expect(site.lines.filter((line) => line.includes('the hubs are told anyway'))).toHaveLength(3);
  });
});
