// courant/edge, bundled and run where nothing of Node is there: the same documents and the same tags.

import { createContext, Script } from 'node:vm';
import { gunzipSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type * as Edge from '../src/edge.ts';
import { createApp, type Entry, openLibrary } from '../src/index.ts';

const NOW = Date.UTC(2026, 10, 23);

/** What every runtime of the web has (https://min-common-api.proposal.wintertc.org). */
const WEB =
  'AbortController Blob CompressionStream Headers ReadableStream Request Response TextDecoder TextEncoder TransformStream URL URLSearchParams WritableStream atob btoa clearInterval clearTimeout console crypto performance queueMicrotask setInterval setTimeout structuredClone';

let bundle: { readonly text: string; readonly imports: readonly string[] };

beforeAll(async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/edge.ts'],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    globalName: 'edge',
    platform: 'browser',
    define: { 'import.meta.url': '""' },
  });
  const [output] = Object.values(metafile.outputs);
  bundle = { text: outputFiles[0]?.text ?? '', imports: (output?.imports ?? []).map(({ path }) => path) };
});

/** The module in a world of its own. */
function onTheEdge(): typeof Edge {
  const world = createContext(
    Object.fromEntries(WEB.split(' ').map((name) => [name, globalThis[name as keyof typeof globalThis]])),
  );
  new Script(`${bundle.text}; globalThis.made = edge;`).runInContext(world);
  return (world as unknown as { made: typeof Edge }).made;
}

const site = {
  title: 'The Test',
  url: 'https://example.org/news/',
  hubs: ['https://hub.example/'],
  timeZone: 'Europe/Berlin',
};
const entries: Entry[] = [
  {
    path: 'a.md',
    head: { title: 'A', date: '2026-01-05 09:00', tags: ['x'] },
    markdown: '"Quoted" <b onclick="x">b</b>[^1]\n\n[^1]: Note',
  },
  {
    path: 'b',
    head: { title: 'Ö & <b>', date: new Date(NOW - 1000), image: '/b.png' },
    html: '<p>See <a href="a.md">A</a></p>',
  },
];

test('it is at most 250 kB gzipped, and asks for nothing of Node', () => {
  expect(gzipSync(bundle.text).length).toBeLessThan(250_000);
  // sax looks for streams in a try block, and does without.
  expect(bundle.imports).toEqual(['stream']);
});

describe('where there is no Node', () => {
  test('every document and every tag is that of Node', async () => {
    const { createApp: createEdgeApp, openLibrary: openEdge } = onTheEdge();
    const options = { clock: () => NOW, onError() {} };
    const inNode = openLibrary({ site, articles: () => entries }, { ...options, inPlace: true });
    onTestFinished(() => inNode.close());
    const onEdge = openEdge({ site, articles: async () => entries }, options);
    await Promise.all([inNode.ready, onEdge.ready]);
    const [nodeApp, edgeApp] = [createApp(inNode), createEdgeApp(onEdge)];
    const paths = await inNode.paths();
    expect(paths.length).toBeGreaterThan(20);
    for (const path of paths) {
      const [there, here] = await Promise.all([nodeApp, edgeApp].map((app) => app.request(`/news${path}`)));
      expect(await here?.text(), path).toBe(await there?.text());
      expect(here?.headers.get('etag'), path).toBe(there?.headers.get('etag'));
      expect(here?.status, path).toBe(there?.status);
    }
    expect(onEdge.problems()).toEqual(inNode.problems());
  });

  test('identity and gzip are sent, and 304', async () => {
    const { createApp: createEdgeApp, openLibrary: openEdge } = onTheEdge();
    const library = openEdge({ site, articles: () => entries }, { onError() {} });
    await library.ready;
    const app = createEdgeApp(library);
    const zipped = await app.request('/news/feed.xml', { headers: { 'accept-encoding': 'br, gzip' } });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    const plain = await app.request('/news/feed.xml');
    expect(gunzipSync(Buffer.from(await zipped.arrayBuffer())).toString()).toBe(await plain.text());
    const etag = plain.headers.get('etag') ?? '';
    expect((await app.request('/news/feed.xml', { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test('what changes is there after a refresh, also what has become due', async () => {
    const { createApp: createEdgeApp, openLibrary: openEdge } = onTheEdge();
    let [now, rows] = [
      NOW,
      [...entries, { path: 'c', head: { title: 'To come', date: new Date(NOW + 1000) }, markdown: '' }],
    ];
    const told: unknown[] = [];
    const library = openEdge(
      { site, articles: () => rows },
      { clock: () => now, onError: (error) => told.push(error) },
    );
    await library.ready;
    const titles = async () => {
      const { items } = (await (await createEdgeApp(library).request('/news/feed.json')).json()) as {
        items: { title: string }[];
      };
      return items.map(({ title }) => title);
    };
    expect(await titles()).toEqual(['Ö & <b>', 'A']);
    now += 2000;
    await library.refresh();
    expect(await titles()).toEqual(['To come', 'Ö & <b>', 'A']);
    rows = [entries[0] as Entry, { path: 'd', head: { title: 'D', date: 'Tuesday' }, markdown: '' }];
    await library.refresh();
    expect(await titles()).toEqual(['A']);
    expect(told.map((error) => (error as Error).message)).toEqual([expect.stringMatching(/^d: date: date-invalid/)]);
  });

  test('before it is ready, it is 503 below the site only', async () => {
    const { createApp: createEdgeApp, openLibrary: openEdge } = onTheEdge();
    const app = createEdgeApp(openEdge({ site, articles: () => new Promise(() => {}) }));
    expect((await app.request('/news/feed.xml')).status).toBe(503);
  });
});
