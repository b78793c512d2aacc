// Hubs of a library: a mounted app tells them of changes as `courant serve` does.

import { expect, onTestFinished, test } from 'vitest';
import { openLibrary } from '../../src/serve/open-library.ts';
import { createHubs } from '../../src/websub/websub.ts';
import { soon } from '../soon.ts';
import { fakeHub } from './fake-hub.ts';

async function withHub() {
  const hub = await fakeHub();
  let title = 'Before';
  const site = { title: 'The Test', url: 'http://localhost:3000/', hubs: [hub.url] };
  const articles = () => [{ path: 'a', head: { title, date: '2026-01-05' }, markdown: 'Text.' }];
  const errors: string[] = [];
  const onError = (error: unknown) => void errors.push((error as Error).message);
  const library = openLibrary({ site, articles }, { inPlace: true, onError });
  onTestFinished(() => library.close());
  const change = async (to: string) => {
    title = to;
    await library.refresh();
  };
  return { hub, library, change, errors };
}

test('feeds that somebody read are told when they change', async () => {
  const { hub, library, change } = await withHub();
  createHubs(library, { gather: 5 });
  await library.ready;
  await library.get('/feed.xml');
  await change('After');
  await soon(() => expect(hub.topics).toEqual(['http://localhost:3000/feed.xml']));
});

test('a hub that refuses is an error, and one that takes what it is told is none', async () => {
  const { hub, library, change, errors } = await withHub();
  createHubs(library, { gather: 5 });
  await library.ready;
  await library.get('/feed.xml');
  await change('After');
  await soon(() => expect(hub.topics).toHaveLength(1));
  hub.answer = () => 403;
  await change('Later');
  await soon(() => expect(errors).toEqual([expect.stringContaining('refused to be told of')]));
});

test('what changed while no hub could be told is told after a restart', async () => {
  const { hub, library } = await withHub();
  const memory = { told: new Map([[hub.url, new Map([['/feed.json', '"older"']])]]), changed() {} };
  await library.ready;
  createHubs(library, { gather: 5, memory });
  await soon(() => expect(hub.topics).toEqual(['http://localhost:3000/feed.json']));
});
