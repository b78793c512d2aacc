// What is to be current next is made beside what is current, and shown with it.

import { expect, test } from 'vitest';
import { createRepresentations } from '../../src/http/representations.ts';
import type { Validators } from '../../src/http/validators.ts';
import { AT, documentOf } from './documents.ts';

const LATER = AT + 60_000;

test('scenario 42: until it is shown, who asks gets the old one at once; then the new one at once', async () => {
  const representations = createRepresentations();
  const [old, next] = [documentOf('old'), documentOf('new')];
  const before = await representations.get('/feed.xml', old, AT);
  const show = await representations.prepare('/feed.xml', next, LATER);
  expect(representations.get('/feed.xml', old, AT)).toBe(before);
  expect([...representations.entries()]).toMatchObject([['/feed.xml', { etag: before.etag }]]);
  show();
  const after = representations.get('/feed.xml', next, LATER);
  expect(after).not.toBeInstanceOf(Promise);
  // Its second is its own: who sends only this date gets a 304, however many asked for the old one meanwhile.
  expect(await after).toMatchObject({ lastModified: LATER - (LATER % 1000) });
  expect((await after).sharesSecond).toBeUndefined();
  expect([old.writes, next.writes]).toEqual([1, 1]);
});

test('it waits where the old one is just being made: validators follow the order of publications', async () => {
  const representations = createRepresentations();
  const [old, next] = [documentOf('old', { updated: AT }), documentOf('new')];
  const show = representations.prepare('/feed.xml', next, LATER);
  const making = representations.get('/feed.xml', old, AT);
  (await show)();
  const [before, after] = await Promise.all([making, representations.get('/feed.xml', next, LATER)]);
  expect(after.lastModified).toBeGreaterThan(before.lastModified);
  expect([...representations.entries()].map(([, { etag }]) => etag)).toEqual([after.etag]);
});

test('who keeps validators is told of each change, and of nothing else', async () => {
  const told: [string, Validators][] = [];
  const representations = createRepresentations({ onChange: (...change) => told.push(change) });
  const { etag } = await representations.get('/feed.xml', documentOf('same', { madeOf: [1] }), AT);
  await representations.get('/feed.xml', documentOf('same', { madeOf: [2] }), LATER);
  (await representations.prepare('/feed.xml', documentOf('same', { madeOf: [3] }), LATER))();
  expect(told).toEqual([['/feed.xml', expect.objectContaining({ etag })]]);
  (await representations.prepare('/feed.xml', documentOf('other'), LATER))();
  expect(told).toHaveLength(2);
});
