// A document whose articles change while it is written is never half old and half new.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { article, contentFolder, library, write } from '../content-folder.ts';

test('an article edited after its head was read is read again before it is shown', async () => {
  const folder = contentFolder({ 'a.md': article({ title: 'Old' }, 'Old body.') });
  const opened = await library(folder);
  write(folder, { 'a.md': article({ title: 'New' }, 'New body.') });
  const text = await (await createApp(opened).request('/feed.json')).text();
  expect(text).toContain('"New"');
  expect(text).toContain('New body.');
});

test('a folder that has gone before its body was read answers 503, and never an empty feed', async () => {
  const folder = contentFolder({ 'a.md': article({}) });
  const opened = await library(folder);
  rmSync(join(folder), { recursive: true });
  const answer = await createApp(opened).request('/feed.xml');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
});
