// The source of entries: what is sent to the builder, and when.

import { expect, onTestFinished, test } from 'vitest';
import type { EntryChanges } from '../../src/build/source-files.ts';
import { Unavailable } from '../../src/http/answer.ts';
import type { Entries } from '../../src/serve/entries.ts';
import { followEntries } from '../../src/serve/entry-source.ts';

const site = { title: 'The Test', url: 'https://example.org/' };

/** A source whose changes go into `sent`, as paths. */
function followed(articles: Entries['articles'], send?: (changes: EntryChanges) => Promise<void>) {
  const sent: { written: string[]; removed: readonly string[] }[] = [];
  const source = followEntries(
    { site, articles },
    async (changes) => {
      await send?.(changes);
      sent.push({ written: changes.written.map(({ file }) => file.path), removed: changes.removed });
    },
    () => {},
    () => {},
  );
  onTestFinished(source.close);
  return { ...source, sent };
}

const rowOf = (path: string, version = 1) => ({
  path,
  version,
  head: { title: path, date: '2026-01-05' },
  markdown: '',
});

test('of 100,000 entries with the versions of before nothing is sent, and of one that changed that one', async () => {
  let rows = Array.from({ length: 100_000 }, (_, number) => rowOf(`notes/${number}`));
  const { refresh, sent } = followed(() => rows);
  await refresh();
  await refresh();
  rows = [...rows.slice(1), rowOf('notes/7', 2), rowOf('new')].filter(
    ({ path, version }) => path !== 'notes/7' || version === 2,
  );
  await refresh();
  expect(sent.map(({ written }) => written.length)).toEqual([100_001, 0, 2]);
  expect(sent[2]).toEqual({ written: ['notes/7', 'new'], removed: ['notes/0'] });
});

test('what no builder took is sent again', async () => {
  let isThere = false;
  const { refresh, sent } = followed(
    () => [rowOf('a')],
    async () => {
      if (!isThere) throw new Unavailable();
    },
  );
  await refresh();
  isThere = true;
  await refresh();
  expect(sent.map(({ written }) => written)).toEqual([['site.yaml', 'a']]);
});

test('a builder that begins while the source is asked is sent everything', async () => {
  let release: (() => void) | undefined;
  let isSlow = false;
  async function* articles() {
    if (isSlow) await new Promise<void>((resolve) => (release = resolve));
    yield rowOf('a');
  }
  const { refresh, restart, sent } = followed(articles);
  await refresh();
  isSlow = true;
  const refreshed = refresh();
  await expect.poll(() => release).toBeDefined();
  restart();
  isSlow = false;
  release?.();
  await refreshed;
  expect(sent.at(-1)).toEqual({ written: ['site.yaml', 'a'], removed: [] });
});

test('calls that wait for one another share a turn', async () => {
  let asked = 0;
  const { refresh } = followed(async () => {
    asked += 1;
    return [];
  });
  await Promise.all([refresh(), refresh(), refresh()]);
  expect(asked).toBeLessThanOrEqual(2);
});
