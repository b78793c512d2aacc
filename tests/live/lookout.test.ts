// Whoever is told to look at a topic gets its new bytes there.

import { expect, onTestFinished, test } from 'vitest';
import type { News } from '../../src/live/hub.ts';
import { createLookout, type LookoutOptions } from '../../src/live/lookout.ts';
import { loopback } from '../loopback.ts';
import { soon } from '../soon.ts';

const news = (topic: string, etag = 'W/"new"'): News => ({ path: new URL(topic).pathname, topic, etag });

function lookout(options: Partial<LookoutOptions> = {}) {
  const seen: News[] = [];
  const made = createLookout({ log: () => {}, onSeen: (each) => seen.push(each), interval: 3_600_000, ...options });
  onTestFinished(() => made.close());
  return { ...made, seen };
}

test('what comes while it looks need not wait for the next round', async () => {
  const { watchFor, seen } = lookout();
  const url = await loopback(({ url: path }, answer) => {
    if (path === '/a') for (const name of ['b', 'c']) watchFor(news(`${url}${name}`));
    answer.writeHead(200, { etag: 'W/"new"' }).end();
  });
  watchFor(news(`${url}a`));
  await soon(() => expect(seen.map(({ path }) => path)).toEqual(['/a', '/b', '/c']));
});

test('newer news of a topic take the place of what was looked for', async () => {
  const { watchFor, seen } = lookout();
  let asked = 0;
  const url = await loopback((_, answer) => {
    if (asked++ === 0) watchFor(news(`${url}a`, 'W/"newer"'));
    answer.writeHead(200, { etag: 'W/"newer"' }).end();
  });
  watchFor(news(`${url}a`));
  await soon(() => expect(seen).toEqual([news(`${url}a`, 'W/"newer"')]));
});

test('what is forgotten is not looked for', async () => {
  const { watchFor, forget, seen } = lookout();
  const url = await loopback((_, answer) => {
    forget('/b');
    answer.writeHead(200, { etag: 'W/"new"' }).end();
  });
  for (const name of ['a', 'b', 'c']) watchFor(news(`${url}${name}`));
  await soon(() => expect(seen.map(({ path }) => path)).toEqual(['/a', '/c']));
});
