// While it is served: everything at once, everything replaced, everything broken, and nobody reads half of it.

import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createApp } from '../../src/app.ts';
import { type Problem, printProblem } from '../../src/model/problem.ts';
import type { Library } from '../../src/serve/library.ts';
import { openLibrary } from '../../src/serve/open-library.ts';
import { article, contentFolder, type Files, library, SITE, write } from '../content-folder.ts';

const PATIENCE = { timeout: 200_000, interval: 20 };
const ALL = 'feeds: { limit: 10000, bytes: 1000000000 }\n';

/** The titles in the feed, as a reader is answered. */
async function titlesAsked(opened: Library, app = createApp(opened)): Promise<string[]> {
  const response = await app.request('/feed.json');
  expect(response.status).toBe(200);
  const { items } = (await response.json()) as { items: readonly { title: string }[] };
  return items.map(({ title }) => title);
}

const titleAsked = async (opened: Library): Promise<string> =>
  ((await (await createApp(opened).request('/feed.json')).json()) as { title: string }).title;

test('10,000 files touched at once lose no change', async () => {
  const COUNT = 10_000;
  const nameOf = (n: number) => `articles/${n % 20}/${n}.md`;
  const files: Record<string, string> = { 'site.yaml': SITE + ALL };
  for (let n = 0; n < COUNT; n++) files[nameOf(n)] = article({ title: `Before ${n}` });
  const folder = contentFolder(files);
  let published = 0;
  const opened = await library(folder, { watch: true, clock: Date.now, onPublish: () => (published += 1) });
  // All in one turn: the kernel keeps 16,384 events, and nobody takes them away meanwhile.
  for (let n = 0; n < COUNT; n++) writeFileSync(join(folder, nameOf(n)), article({ title: `After ${n}` }));
  let seen = 0;
  await vi.waitFor(async () => {
    expect(published).toBeGreaterThan(seen);
    seen = published;
    const left = (await titlesAsked(opened)).filter((title) => !title.startsWith('After ')).length;
    expect(left).toBe(0);
  }, PATIENCE);
  expect(new Set(await titlesAsked(opened)).size).toBe(COUNT);
  expect(opened.problems()).toEqual([]);
});

describe('a deploy is never seen by half', () => {
  const COUNT = 400;
  const siteOf = (name: string, at: string): Files => ({
    [`${at}/site.yaml`]: SITE + ALL,
    ...Object.fromEntries(
      Array.from({ length: COUNT }, (_, n) => [
        `${at}/${n % 7}/${n}.md`,
        article({ title: `${name} ${n}` }, `${name}.`),
      ]),
    ),
  });

  /** Asks all the time: each answer must be one of the sites as a whole, until the last one is there. */
  async function watchDeploys(
    opened: Library,
    names: readonly string[],
    deploy: (name: string) => void,
  ): Promise<void> {
    const app = createApp(opened);
    const ask = async (): Promise<string> => {
      const titles = await titlesAsked(opened, app);
      const shown = new Set(titles.map((title) => title.split(' ')[0]));
      expect([...shown].join(' and ')).toMatch(/^\w+$/);
      expect(titles).toHaveLength(COUNT);
      return [...shown].join();
    };
    expect(await ask()).toBe('One');
    for (const name of names) {
      deploy(name);
      await vi.waitFor(async () => expect(await ask()).toBe(name), { ...PATIENCE, interval: 1 });
    }
    expect(opened.problems()).toEqual([]);
  }

  test('when a folder is renamed into its place', async () => {
    const parent = contentFolder({ ...siteOf('One', 'live'), ...siteOf('Two', 'Two'), ...siteOf('Three', 'Three') });
    const opened = await library(join(parent, 'live'), { watch: true, clock: Date.now });
    await watchDeploys(opened, ['Two', 'Three'], (name) => swap(parent, name));
  });

  test('when a link is turned to another folder', async () => {
    const parent = contentFolder({ ...siteOf('One', 'One'), ...siteOf('Two', 'Two'), ...siteOf('Three', 'Three') });
    symlinkSync('One', join(parent, 'live'));
    const opened = await library(join(parent, 'live'), { watch: true, clock: Date.now });
    await watchDeploys(opened, ['Two', 'Three', 'One'], (name) => {
      symlinkSync(name, join(parent, 'turned'));
      renameSync(join(parent, 'turned'), join(parent, 'live'));
    });
  });

  test.each([0, 1, 2, 4, 8, 16])('when it comes %i turns after the folder began to be read', async (turns) => {
    const parent = contentFolder({ ...siteOf('One', 'live'), ...siteOf('Two', 'Two') });
    const counts: number[] = [];
    const opened = openLibrary(join(parent, 'live'), { onPublish: () => counts.push(opened.counts().public) });
    onTestFinished(() => opened.close());
    for (let turn = 0; turn < turns; turn++) await setImmediate();
    swap(parent, 'Two');
    await opened.ready;
    await vi.waitFor(async () => expect((await titlesAsked(opened))[0]).toMatch(/^Two/), PATIENCE);
    expect(new Set(counts)).toEqual(new Set([COUNT]));
  });

  function swap(parent: string, name: string): void {
    renameSync(join(parent, 'live'), join(parent, `before-${name}`));
    renameSync(join(parent, name), join(parent, 'live'));
  }
});

describe('problems are told when they appear, and again when they are mended', () => {
  async function told(files: Files) {
    const lines: string[] = [];
    const line = (sign: string) => (problem: Problem) => lines.push(`${sign} ${printProblem(problem, 'content')}`);
    const folder = contentFolder(files);
    const opened = await library(folder, {
      onProblems: (appeared, mended) => {
        appeared.forEach(line('+'));
        mended.forEach(line('-'));
      },
    });
    const after = async (change: Files): Promise<string[]> => {
      lines.length = 0;
      write(folder, change);
      await opened.refresh();
      return lines.map((each) => each.replace(/(:\d+:\d+: [\w-]+):.*/, '$1'));
    };
    return { lines, after, opened };
  }

  test('of a head, of a body, of site.yaml', async () => {
    const { lines, after, opened } = await told({ 'a.md': article({ draft: 'perhaps' }), 'b.md': article({}) });
    expect(lines).toEqual([
      '+ content/a.md:4:8: held-back: "draft" is "perhaps", which is not understood, so the article is held back. Write draft: true or draft: false instead.',
    ]);
    expect(await after({})).toEqual([]);
    expect(await after({ 'b.md': article({ date: 'Tuesday' }) })).toEqual(['+ content/b.md:3:7: date-invalid']);
    expect(await after({ 'a.md': article({}) })).toEqual(['- content/a.md:4:8: held-back']);
    expect(await after({ 'b.md': article({}, '[a](b.png)') })).toEqual([
      '+ content/b.md:5:5: link-broken',
      '- content/b.md:3:7: date-invalid',
    ]);
    await opened.renderAll();
    expect(opened.problems().map(({ path, code }) => `${path} ${code}`)).toEqual(['b.md link-broken']);
    expect(await after({ 'b.md': article({}, 'Mended.') })).toEqual(['- content/b.md:5:5: link-broken']);
    expect(await after({ 'site.yaml': `${SITE}timeZone: Mars` })).toEqual(['+ content/site.yaml:3:11: site-invalid']);
    expect(await after({ 'site.yaml': SITE })).toEqual(['- content/site.yaml:3:11: site-invalid']);
  });

  test('of an article that is in the way of another', async () => {
    const { after } = await told({ 'a.md': article({ slug: 'same' }) });
    expect(await after({ 'b.md': article({ slug: 'same' }) })).toEqual(['+ content/b.md:4:7: slug-duplicate']);
    expect(await after({ 'a.md': article({ slug: 'other' }) })).toEqual(['- content/b.md:4:7: slug-duplicate']);
  });
});

test('a site.yaml that is broken while it is served leaves the last good one, and new articles come all the same', async () => {
  const folder = contentFolder({ 'a.md': article({ title: 'One', date: '2026-01-01' }) });
  const opened = await library(folder, { watch: true, clock: Date.now });
  write(folder, { 'site.yaml': 'title: [', 'b.md': article({ title: 'Two', date: '2026-01-02' }) });
  await vi.waitFor(async () => expect(await titlesAsked(opened)).toEqual(['Two', 'One']), PATIENCE);
  expect(await titleAsked(opened)).toBe('The Test');
  write(folder, { 'site.yaml': SITE.replace('The Test', 'Another') });
  await vi.waitFor(async () => expect(await titleAsked(opened)).toBe('Another'), PATIENCE);
  expect(opened.problems()).toEqual([]);
});
