// A long feed is written in many short steps, so that others get their answers meanwhile.

import { expect, test } from 'vitest';
import { article, contentFolder, library, SITE } from '../content-folder.ts';

test('each step reads or writes a few articles at most, and the articles stay in their order', async () => {
  const count = 100;
  const names = Array.from({ length: count }, (_, i) => `a${String(i).padStart(3, '0')}`);
  const folder = contentFolder({
    'site.yaml': `${SITE}feeds:\n  limit: ${count}\n`,
    ...Object.fromEntries(names.map((title) => [`${title}.md`, article({ title, tags: 'red' })])),
  });
  const opened = await library(folder);
  for (const [path, pattern] of [
    ['/feed.xml', /<title>(a\d+)</g],
    ['/atom.xml', /<title type="text">(a\d+)</g],
    ['/feed.json', /"title": "(a\d+)"/g],
  ] as const) {
    const resource = opened.current()?.get(path);
    if (resource?.kind !== 'document') throw new Error(`${path} is nothing`);
    const writer = resource.write();
    let steps = 1;
    let step = writer.next();
    for (; !step.done; step = writer.next()) steps++;
    expect([...step.value.text.matchAll(pattern)].map(([, title]) => title).sort()).toEqual(names);
    // Bodies, drafts, then both XML documents item by item; the other two formats are there by then.
    if (path === '/feed.xml') expect(steps).toBeGreaterThan(3 * count);
  }
});
