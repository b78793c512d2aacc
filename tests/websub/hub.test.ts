// A hub is told of each topic once, and again only where that can help.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createHub, type HubOptions, type News } from '../../src/websub/hub.ts';
import { deadAddress, loopback } from '../loopback.ts';
import { soon } from '../soon.ts';
import { fakeHub } from './fake-hub.ts';

const news = (name: string, etag = '"1"'): News => ({ path: `/${name}`, topic: `https://example.org/${name}`, etag });

/** The hub at a URL, with what it was told in the end, what was logged, and after how many failures it waited. */
function hubAt(url: string, options: Partial<HubOptions> = {}) {
  const [told, lines, failures] = [[] as (News & { isTaken: boolean })[], [] as string[], [] as number[]];
  const hub = createHub(url, {
    log: (line) => lines.push(line),
    onTold: (news, isTaken) => told.push({ ...news, isTaken }),
    pause: (count) => {
      failures.push(count);
      return 1;
    },
    ...options,
  });
  onTestFinished(() => hub.close());
  return { ...hub, told, lines, failures };
}

describe('scenario 37: a hub is told', () => {
  test('with a form that old and new hubs understand', async () => {
    const fake = await fakeHub();
    const hub = hubAt(fake.url);
    hub.tell(news('feed.xml'));
    await soon(() => expect(hub.told).toEqual([{ ...news('feed.xml'), isTaken: true }]));
    expect(Object.fromEntries(fake.forms[0] ?? [])).toEqual({
      'hub.mode': 'publish',
      'hub.url': 'https://example.org/feed.xml',
      'hub.topic': 'https://example.org/feed.xml',
      type: expect.stringMatching(/^application\/x-www-form-urlencoded\b/),
    });
    expect(hub.lines).toEqual([`websub: ${fake.url} was told of https://example.org/feed.xml (204)`]);
  });

  test.each([200, 202, 204])('and %i is enough', async (status) => {
    const fake = await fakeHub();
    fake.answer = () => status;
    const hub = hubAt(fake.url);
    hub.tell(news('feed.xml'));
    await soon(() => expect(hub.told).toHaveLength(1));
    expect(fake.topics).toHaveLength(1);
  });

  test('of the newest state only, however many there were while it was busy', async () => {
    const fake = await fakeHub();
    const hub = hubAt(fake.url);
    fake.answer = async (_, tries) => {
      if (tries === 1) for (const etag of ['"2"', '"3"', '"4"']) hub.tell(news('feed.xml', etag));
      return 204;
    };
    hub.tell(news('feed.xml'));
    await soon(() => expect(hub.told.at(-1)?.etag).toBe('"4"'));
    expect(fake.topics).toHaveLength(2);
  });
});

describe('it is told again, ever more seldom,', () => {
  test.each(['hang up', 'never', 500, 502, 503, 429] as const)('after %s', async (failure) => {
    const fake = await fakeHub();
    fake.answer = (_, tries) => (tries <= 3 ? failure : 204);
    const hub = hubAt(fake.url, { timeout: failure === 'never' ? 1000 : 20_000 });
    hub.tell(news('feed.xml'));
    await soon(() => expect(hub.told).toHaveLength(1));
    expect(fake.topics).toHaveLength(4);
    expect(hub.failures).toEqual([1, 2, 3]);
  });

  test('where nobody listens', async () => {
    const hub = hubAt(await deadAddress());
    hub.tell(news('feed.xml'));
    await soon(() => expect(hub.lines.at(-1)).toMatch(/\(ECONNREFUSED\); given up$/));
    expect(hub.failures).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
    expect(hub.told).toEqual([]);
    hub.tell(news('feed.xml', '"2"'));
    await soon(() => expect(hub.lines).toHaveLength(32));
  });

  test.each<[string, () => string]>([
    ['seconds', () => '1'],
    ['a date', () => new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000).toUTCString()],
  ])('when a Retry-After in %s is over, and a newer change does not shorten it', async (_, retryAfter) => {
    const fake = await fakeHub();
    const times: number[] = [];
    fake.answer = (_, tries) => {
      times.push(Date.now());
      return tries === 1 ? [429, { 'retry-after': retryAfter() }] : 204;
    };
    const hub = hubAt(fake.url);
    hub.tell(news('feed.xml'));
    await soon(() => expect(hub.lines).toHaveLength(1));
    hub.tell(news('atom.xml'));
    await soon(() => expect(hub.told).toHaveLength(2));
    expect((times[1] as number) - (times[0] as number)).toBeGreaterThanOrEqual(990);
  });

  test.each([429, 503])(
    'after growing pauses when it answers %i and wants to be asked again at once',
    async (status) => {
      const fake = await fakeHub();
      fake.answer = (_, tries) => (tries <= 5 ? [status, { 'retry-after': '0' }] : 204);
      const hub = hubAt(fake.url);
      hub.tell(news('feed.xml'));
      await soon(() => expect(hub.told).toHaveLength(1));
      expect(hub.failures).toEqual([1, 2, 3, 4, 5]);
      const patient = hubAt(fake.url, { pause: () => 3_600_000 });
      fake.answer = () => [status, { 'retry-after': '0' }];
      patient.tell(news('atom.xml'));
      await soon(() => expect(patient.lines).toEqual([expect.stringMatching(/again in 3600 s$/)]));
    },
  );

  test('at once when something newer has happened during a pause of our own', async () => {
    const fake = await fakeHub();
    fake.answer = (_, tries) => (tries === 1 ? 500 : 204);
    const hub = hubAt(fake.url, { pause: () => 3_600_000 });
    hub.tell(news('feed.xml'));
    await soon(() => expect(hub.lines).toHaveLength(1));
    hub.tell(news('feed.xml', '"2"'));
    await soon(() => expect(hub.told.map(({ etag }) => etag)).toEqual(['"2"']));
  });

  test('and one topic that it fails for holds up no other', async () => {
    const fake = await fakeHub();
    fake.answer = (topic) => (topic.endsWith('/feed.xml') ? 500 : 204);
    const hub = hubAt(fake.url);
    for (const name of ['feed.xml', 'atom.xml', 'feed.json']) hub.tell(news(name));
    await soon(() => expect(hub.lines.at(-1)).toContain('given up'));
    expect(hub.told.map(({ path }) => path)).toEqual(['/atom.xml', '/feed.json']);
    expect(fake.topics).toHaveLength(16 + 2);
  });

  test('by pauses from two seconds to an hour, never two alike', async () => {
    const lines: string[] = [];
    const hub = createHub(await deadAddress(), { log: (line) => lines.push(line), onTold: () => {} });
    onTestFinished(() => hub.close());
    hub.tell(news('feed.xml'));
    for (let i = 1; i < 5; i++) {
      await soon(() => expect(lines).toHaveLength(i));
      hub.tell(news('feed.xml', `"${i}"`)); // wakes it
    }
    const waits = lines.map((line) => Number(/again in (\d+) s$/.exec(line)?.[1]));
    waits.forEach((wait, i) => {
      expect(wait).toBeGreaterThanOrEqual(2 ** (i + 1) * 0.5);
      expect(wait).toBeLessThanOrEqual(2 ** (i + 1) * 1.5 + 1);
    });
  });
});

describe('it is not told again', () => {
  test.each([400, 403, 404, 410, 413])('after %i', async (status) => {
    const fake = await fakeHub();
    fake.answer = (topic) => (topic.endsWith('/feed.xml') ? status : 204);
    const hub = hubAt(fake.url);
    hub.tell(news('feed.xml'));
    hub.tell(news('atom.xml'));
    await soon(() => expect(hub.told).toHaveLength(2));
    expect(fake.topics).toHaveLength(2);
    expect(hub.lines[0]).toMatch(`websub: ${fake.url} refused to be told of https://example.org/feed.xml (${status});`);
    expect(hub.told.map(({ isTaken }) => isTaken)).toEqual([false, true]);
  });

  test('of a refusal in the log, though it is asked again at the next change', async () => {
    const fake = await fakeHub();
    fake.answer = () => 400;
    const hub = hubAt(fake.url);
    for (const etag of ['"1"', '"2"', '"3"']) {
      hub.tell(news('feed.xml', etag));
      await soon(() => expect(hub.told.at(-1)?.etag).toBe(etag));
    }
    expect(hub.lines).toHaveLength(1);
  });

  test.each([301, 302, 307, 308])('elsewhere after %i: readers are told this address too', async (status) => {
    const elsewhere = await fakeHub();
    const fake = await fakeHub();
    fake.answer = () => [status, { location: elsewhere.url }];
    const hub = hubAt(fake.url);
    hub.tell(news('feed.xml'));
    await soon(() => expect(hub.lines).toEqual([expect.stringContaining('has moved')]));
    expect(elsewhere.topics).toEqual([]);
  });

  test('after it is closed in a pause', async () => {
    const [fake, other] = [await fakeHub(), await fakeHub()];
    fake.answer = () => 503;
    const hub = hubAt(fake.url, { pause: () => 3_600_000 });
    hub.tell(news('feed.xml'));
    await soon(() => expect(hub.lines).toHaveLength(1));
    hub.close();
    const later = hubAt(other.url);
    later.tell(news('feed.xml'));
    await soon(() => expect(later.told).toHaveLength(1));
    expect(fake.topics).toHaveLength(1);
  });

  test('after it is closed, though it was just being told', async () => {
    const seen: string[] = [];
    const url = await loopback((asked, answer) => {
      seen.push('asked');
      asked.resume();
      answer.once('close', () => seen.push('cut off'));
    });
    const hub = hubAt(url);
    hub.tell(news('feed.xml'));
    await soon(() => expect(seen).toEqual(['asked']));
    hub.close();
    await soon(() => expect(seen).toEqual(['asked', 'cut off']));
    expect([hub.told, hub.lines]).toEqual([[], []]);
  });
});

test('a time limit holds though the garbage collector runs', async () => {
  const url = await loopback((asked) => void asked.resume()); // never answers
  const script = `
    import { createHub } from ${JSON.stringify(join(import.meta.dirname, '../../src/websub/hub.ts'))};
    const collecting = setInterval(gc, 5);
    const log = (line) => { console.log(line); clearInterval(collecting); hub.close(); };
    const hub = createHub(${JSON.stringify(url)}, { log, onTold() {}, timeout: 300, pause: () => 1 });
    hub.tell({ path: '/feed.xml', topic: 'https://example.org/feed.xml', etag: '"1"' });
  `;
  const args = ['--expose-gc', '--import', 'tsx', '--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 200_000 });
  expect(stdout).toMatch(/could not be told of .* \(no answer in 0.3 s\); again in 1 s/);
}, 30_000);
