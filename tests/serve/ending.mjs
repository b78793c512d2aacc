// A builder's thread that ends once it is asked to by a file, loaded into it by `node --import`; and in the main thread
// the library of two entries, what it is asked for and what it shows.

import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const mark = process.env.MARK;

if (!isMainThread) {
  setInterval(() => {
    if (!existsSync(mark)) return;
    rmSync(mark);
    process.exit(1);
  }, 5).unref();
} else if (process.argv[1]?.endsWith('ending.mjs')) {
  const { openLibrary } = await import('../../dist/index.js');
  const asked = [];
  const articles = () => {
    asked.push('asked');
    return ['A', 'B'].map((title) => ({ path: title, version: 1, head: { title, date: '2026-01-05' }, markdown: title }));
  };
  let again;
  const isBack = new Promise((resolve) => {
    again = resolve;
  });
  const onPublish = () => asked.length > 2 && again();
  const site = { title: 'T', url: 'https://example.org/' };
  const library = openLibrary({ site, articles }, { log: (line) => asked.push(line), onPublish });
  await library.ready;
  const alive = setInterval(() => {}, 1000);
  writeFileSync(mark, '');
  await isBack;
  const { representation } = await library.get('/articles/b/');
  const text = new TextDecoder().decode(representation.identity.body);
  console.log(JSON.stringify({ asked, counts: library.counts().public, hasText: text.includes('<p>B</p>') }));
  clearInterval(alive);
  await library.close();
}
