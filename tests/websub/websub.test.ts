// Hubs are told of the topics that changed, twice, and of nothing else.

import { describe, expect, onTestFinished, test } from 'vitest';
import { createHubs, type Followed, type HubsOptions } from '../../src/websub/websub.ts';
import { deadAddress } from '../loopback.ts';
import { soon } from '../soon.ts';
import { type FakeHub, fakeHub } from './fake-hub.ts';

const SITE = 'https://example.org/news/';

/** A library that does what the test says: publishes a site, and serves a path with an ETag. */
function websubOf(options: HubsOptions) {
  const followers: Parameters<Followed['follow']>[0][] = [];
  createHubs({ follow: (each) => void followers.push(each), get: () => undefined, onError() {} }, options);
  const [follower] = followers;
  const close = () => follower?.onClose();
  onTestFinished(close);
  return {
    close,
    site: (hubs: readonly string[], url: string) => follower?.onPublish({ site: { hubs, url } }),
    served: (path: string, etag: string) => follower?.onValidated(path, { etag, lastModified: 0 }),
  };
}

/** WebSub with these hubs, and feeds that were served as `"1"` already. */
function withHubs(hubs: readonly string[], options: HubsOptions = {}) {
  const lines: string[] = [];
  const { memory = { told: new Map<string, Map<string, string>>(), changed: () => {} } } = options;
  const log = (line: string) => void lines.push(line);
  const websub = websubOf({ memory, log, pause: () => 1, gather: 5, ...options });
  websub.site(hubs, SITE);
  for (const path of ['/feed.xml', '/atom.xml']) websub.served(path, '"1"');
  return { ...websub, lines, memory };
}

/** The paths that a hub is told of from now on, in order, once all of these are there. */
const isTold = (hub: FakeHub, ...paths: string[]) =>
  soon(() => {
    expect(hub.topics.map((topic) => topic.replace(SITE, '/'))).toEqual(paths);
    hub.topics.length = 0;
  });

let changes = 1;

/** A change that the hub is told of, and of nothing before it: what came before it was no news. */
async function nothingElse(websub: ReturnType<typeof withHubs>, hub: FakeHub): Promise<void> {
  websub.served('/atom.xml', `"change ${changes++}"`);
  await isTold(hub, '/atom.xml');
}

describe('scenario 37: a hub', () => {
  test('is told of each topic that changed, by its address', async () => {
    const hub = await fakeHub();
    const websub = withHubs([hub.url]);
    for (const path of ['/feed.xml', '/atom.xml']) websub.served(path, '"2"');
    await soon(() => expect(hub.topics).toEqual([`${SITE}feed.xml`, `${SITE}atom.xml`]));
    await soon(() => expect(websub.memory.told.get(hub.url)?.get('/atom.xml')).toBe('"2"'));
    expect(websub.lines).toEqual(hub.topics.map((topic) => `websub: ${hub.url} was told of ${topic} (204)`));
  });

  test('is not told of a topic that is served for the first time, or as it was', async () => {
    const hub = await fakeHub();
    const websub = withHubs([hub.url]);
    websub.served('/tags/red/feed.xml', '"1"');
    websub.served('/feed.xml', '"1"');
    await nothingElse(websub, hub);
  });

  test('is told of feeds only, and of no archive', async () => {
    const hub = await fakeHub();
    const websub = withHubs([hub.url]);
    for (const etag of ['"1"', '"2"']) {
      for (const path of ['/', '/sitemap.xml', '/archive/1/feed.xml', '/tags/red/feed.xml']) websub.served(path, etag);
    }
    await isTold(hub, '/tags/red/feed.xml');
  });

  test('is told once of all changes within the time that they are gathered', async () => {
    const hub = await fakeHub();
    const websub = withHubs([hub.url], { gather: 50 });
    for (let n = 2; n < 10; n++) websub.served('/feed.xml', `"${n}"`);
    await isTold(hub, '/feed.xml');
    await soon(() => expect(websub.memory.told.get(hub.url)?.get('/feed.xml')).toBe('"9"'));
    await nothingElse(websub, hub);
  });

  test('is not told of a change that was taken back meanwhile', async () => {
    const hub = await fakeHub();
    const websub = withHubs([hub.url]);
    for (const etag of ['"2"', '"1"']) websub.served('/feed.xml', etag);
    await nothingElse(websub, hub);
  });

  test('is told that a change was taken back while it was just being told', async () => {
    const hub = await fakeHub();
    const websub = withHubs([hub.url]);
    let answer = () => {};
    hub.answer = (_, tries) => (tries === 1 ? new Promise((resolve) => (answer = () => resolve(204))) : 204);
    websub.served('/feed.xml', '"2"');
    await soon(() => expect(hub.topics).toHaveLength(1));
    websub.served('/feed.xml', '"1"');
    answer();
    await isTold(hub, '/feed.xml', '/feed.xml');
    await soon(() => expect(websub.memory.told.get(hub.url)?.get('/feed.xml')).toBe('"1"'));
  });

  test('that is met later is told of what changes from then on', async () => {
    const [one, two] = [await fakeHub(), await fakeHub()];
    const websub = withHubs([one.url]);
    websub.site([one.url, two.url], SITE);
    websub.served('/feed.xml', '"2"');
    await isTold(one, '/feed.xml');
    await isTold(two, '/feed.xml');
    websub.site([two.url], SITE);
    websub.served('/feed.xml', '"3"');
    await isTold(two, '/feed.xml');
    expect(one.topics).toEqual([]);
    expect([...websub.memory.told.keys()]).toEqual([two.url]);
  });

  test('that is dead is no other hub’s matter', async () => {
    const hub = await fakeHub();
    const websub = withHubs([await deadAddress(), hub.url], { pause: () => 3_600_000 });
    for (const etag of ['"2"', '"3"']) {
      websub.served('/feed.xml', etag);
      await isTold(hub, '/feed.xml');
    }
    await soon(() => expect(websub.lines.some((line) => line.includes('ECONNREFUSED'))).toBe(true));
  });

  test('that could not fetch the site is not told, and that is said once', async () => {
    const websub = withHubs([]);
    for (let n = 0; n < 2; n++) websub.site(['https://hub.example/'], 'http://localhost:3000/');
    websub.served('/feed.xml', '"2"');
    expect(websub.lines).toEqual([
      'websub: https://hub.example/ is not told of changes, since it could not fetch http://localhost:3000/',
    ]);
  });
});

describe('F42: a cache in front may show the old bytes, so a hub', () => {
  test('is told a second time, which is not logged', async () => {
    const hub = await fakeHub();
    const websub = withHubs([hub.url], { again: 50 });
    websub.served('/feed.xml', '"2"');
    await isTold(hub, '/feed.xml', '/feed.xml');
    expect(websub.lines).toHaveLength(1);
  });

  test('is told no second time of a state that is not the last one', async () => {
    const hub = await fakeHub();
    const websub = withHubs([hub.url], { again: 2000 });
    websub.served('/feed.xml', '"2"');
    await isTold(hub, '/feed.xml');
    websub.served('/feed.xml', '"3"');
    await isTold(hub, '/feed.xml', '/feed.xml');
    await nothingElse(websub, hub);
  });

  test('is told no second time of what it has refused, until it changes', async () => {
    const hub = await fakeHub();
    hub.answer = (topic) => (topic.endsWith('feed.xml') ? 400 : 204);
    const websub = withHubs([hub.url], { again: 50 });
    websub.served('/feed.xml', '"2"');
    websub.served('/atom.xml', '"2"');
    await isTold(hub, '/feed.xml', '/atom.xml', '/atom.xml');
    websub.served('/feed.xml', '"3"');
    await isTold(hub, '/feed.xml');
    expect(websub.lines.filter((line) => line.includes('refused'))).toHaveLength(1);
  });
});

describe('over a restart', () => {
  test('a hub is told of what changed meanwhile, and of nothing else', async () => {
    const hub = await fakeHub();
    const before = withHubs([hub.url]);
    before.close();
    const after = withHubs([hub.url], { memory: before.memory });
    after.served('/feed.xml', '"2"');
    await isTold(hub, '/feed.xml');
  });

  test('what a hub was not told of before the end is made good', async () => {
    const hub = await fakeHub();
    hub.answer = () => 503;
    const before = withHubs([hub.url], { pause: () => 3_600_000 });
    before.served('/feed.xml', '"2"');
    await isTold(hub, '/feed.xml');
    before.close();
    hub.answer = () => 204;
    const after = websubOf({ memory: before.memory, log: () => {}, gather: 5 });
    after.served('/feed.xml', '"2"');
    after.site([hub.url], SITE);
    await isTold(hub, '/feed.xml');
  });

  test('topics that are no more make room for others', async () => {
    const hub = await fakeHub();
    const gone = Array.from({ length: 10_000 }, (_, i) => [`/tags/${i}/feed.xml`, '"1"'] as const);
    const { memory } = withHubs([hub.url], { memory: { told: new Map([[hub.url, new Map(gone)]]), changed() {} } });
    const told = memory.told.get(hub.url);
    expect(told?.size).toBe(10_000);
    expect(['/feed.xml', '/atom.xml', '/tags/0/feed.xml', '/tags/1/feed.xml'].map((path) => told?.has(path))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
