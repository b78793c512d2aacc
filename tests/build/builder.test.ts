// The builder in place: what it tells, and what it keeps up to date.

import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createBuilder } from '../../src/build/builder.ts';
import { createDiskFiles } from '../../src/build/disk-files.ts';
import type { Told } from '../../src/build/messages.ts';
import { Unavailable } from '../../src/http/answer.ts';
import type { SeenFile } from '../../src/model/media.ts';
import { article, contentFolder, library, SITE, textAt, write } from '../content-folder.ts';
import { soon } from '../soon.ts';

const NOW = Date.UTC(2026, 10, 23);

function builderOf(content: string, watch = false, clock = () => NOW) {
  const told: Told[] = [];
  const worked: string[] = [];
  const options = { content, url: undefined, port: undefined, watch, hasTimers: true, asked: [] };
  const files = createDiskFiles(content);
  const tell = (each: Told) => void told.push(each);
  const environment = { files, clock, tell, onWork: (file?: SeenFile) => void worked.push(file?.path ?? '') };
  const builder = createBuilder(options, environment);
  onTestFinished(() => builder.close());
  return { told, worked, ask: builder.answer, kinds: () => told.map(({ kind }) => kind) };
}

describe('a builder that has nothing to publish', () => {
  test('says why, and publishes when there is something', async () => {
    const parent = contentFolder({});
    const { kinds, told } = builderOf(join(parent, 'content'), true);
    expect(told[0]).toMatchObject({ kind: 'refused', code: 'ENOENT' });
    await soon(() => expect(kinds().filter((kind) => kind === 'refused').length).toBeGreaterThan(2));
    write(parent, { 'content/site.yaml': SITE, 'content/a.md': article({}) });
    await soon(() => expect(kinds()).toContain('publication'));
  });

  test('answers no question with "nothing there", for a feed may be there in a moment', () => {
    const parent = contentFolder({});
    const { ask } = builderOf(join(parent, 'content'));
    expect(() => ask({ kind: 'get', path: '/feed.xml' })).toThrow(Unavailable);
  });
});

test('a question while the folder is away is answered with "in a moment", and then with what is there', () => {
  const parent = contentFolder({});
  write(parent, { 'content/site.yaml': SITE, 'content/a.md': article({}) });
  const { ask } = builderOf(join(parent, 'content'));
  renameSync(join(parent, 'content'), join(parent, 'away'));
  expect(() => ask({ kind: 'get', path: '/feed.xml' })).toThrow(Unavailable);
  renameSync(join(parent, 'away'), join(parent, 'content'));
  expect(ask({ kind: 'get', path: '/feed.xml' })).toMatchObject({ found: { kind: 'document' } });
});

test('what is made of the files once they are read is the fault of none, if it takes too long', () => {
  const { worked } = builderOf(contentFolder({ 'site.yaml': SITE, 'a.md': article({}) }));
  expect(worked.slice(-2)).toEqual(['a.md', '']);
});

test('another description of the site has no article read again', () => {
  const folder = contentFolder({ 'site.yaml': SITE, 'a.md': article({}), 'b.md': article({}) });
  const { ask, worked, told } = builderOf(folder);
  ask({ kind: 'get', path: '/feed.xml' });
  worked.length = 0;
  write(folder, { 'site.yaml': `${SITE}description: Other\n` });
  ask({ kind: 'refresh' });
  expect(told.filter(({ kind }) => kind === 'publication')).toHaveLength(2);
  expect(worked.filter((path) => path.endsWith('.md'))).toEqual([]);
});

test('what goes by the clock or by site.yaml is out of the feeds that were asked for in the same turn', () => {
  let now = NOW;
  const folder = contentFolder({
    'site.yaml': SITE,
    'a.md': article({ title: 'Stays', tags: 'one, two' }),
    'b.md': article({ title: 'Expires', tags: 'one', expires: new Date(NOW + 1000).toISOString() }),
    'c.md': article({ title: 'Gone', tags: 'two' }),
  });
  const { ask, told } = builderOf(folder, false, () => now);
  const feedsTold = () => {
    const last = told.findLast((each) => each.kind === 'publication');
    return (last?.feeds ?? []).map(
      ([path, { bytes }]) => `${path} ${/Expires|Gone/.exec(new TextDecoder().decode(bytes))}`,
    );
  };
  for (const tag of ['one', 'two']) ask({ kind: 'get', path: `/tags/${tag}/feed.xml` });
  now += 1000;
  ask({ kind: 'refresh' });
  expect(feedsTold()).toEqual(['/tags/one/feed.xml null']);
  write(folder, { 'site.yaml': `${SITE}gone: [/articles/c/]\n` });
  ask({ kind: 'refresh' });
  expect(feedsTold()).toEqual(['/tags/two/feed.xml null']);
});

test('no feed stays old, however many were asked for before', async () => {
  const TAGS = 1010; // three feeds each: more than are written again after a change
  const files = (title: string) =>
    Object.fromEntries(
      Array.from({ length: 10 }, (_, i) => {
        const tags = Array.from({ length: TAGS / 10 }, (_, k) => `t${i * (TAGS / 10) + k}`);
        return [`${i}.md`, article({ title: `${title} ${i}`, tags: `[${tags}]` })];
      }),
    );
  const folder = contentFolder(files('Old'));
  const opened = await library(folder);
  const feeds = Array.from({ length: TAGS }, (_, i) =>
    ['feed.xml', 'atom.xml', 'feed.json'].map((file) => `/tags/t${i}/${file}`),
  ).flat();
  for (const path of feeds) textAt(opened, path);
  write(folder, files('New'));
  await opened.refresh();
  await opened.idle();
  expect(feeds.filter((path) => !textAt(opened, path).includes('New'))).toEqual([]);
});
