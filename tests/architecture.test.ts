// The walls of the house: who may import whom, and what no file may do.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../src');

interface Source {
  readonly path: string;
  readonly text: string;
  /** Without comments, so that words in them are no violations. */
  readonly code: string;
  readonly imports: readonly string[];
}

const sources: readonly Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => {
    const text = readFileSync(join(SRC, path), 'utf8');
    const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
    const imports = [
      ...code.matchAll(/^(?:import|export)\b[^'";]*?from '([^']+)'|\b(?:import|require)\('([^']+)'\)/gm),
    ].map(([, name, loaded]) => {
      const imported = (name ?? loaded) as string;
      return imported.startsWith('.') ? `src/${normalize(join(dirname(path), imported))}` : imported;
    });
    return { path: relative('.', path), text, code, imports };
  });

/** What each room may import from the house, and from Node. */
const ROOMS: Readonly<Record<string, { readonly house: readonly string[]; readonly node: readonly string[] }>> = {
  model: { house: ['model'], node: [] },
  content: { house: ['model', 'content'], node: ['node:crypto', 'node:buffer', 'node:module'] },
  catalog: { house: ['model', 'catalog'], node: [] },
  documents: { house: ['model', 'documents'], node: [] },
  http: { house: ['model', 'http'], node: ['node:crypto', 'node:zlib'] },
  disk: { house: ['model', 'disk'], node: ['node:fs', 'node:path', 'node:os', 'node:zlib', 'node:worker_threads'] },
  live: {
    house: ['model', 'content', 'catalog', 'disk', 'http', 'live', 'publish.ts'],
    node: ['node:crypto', 'node:path', 'node:os', 'node:v8', 'node:worker_threads'],
  },
  commands: {
    house: ['model', 'content', 'catalog', 'documents', 'http', 'disk', 'live', 'commands', 'publish.ts', 'app.ts'],
    node: ['*'],
  },
  publish: { house: ['model', 'catalog', 'documents', 'publish'], node: [] },
  'publish.ts': { house: ['model', 'catalog', 'documents', 'publish'], node: [] },
  'app.ts': { house: ['model', 'http'], node: [] },
  'index.ts': { house: ['model', 'catalog', 'live', 'publish.ts', 'app.ts'], node: [] },
  'cli.ts': { house: ['commands'], node: ['node:util', 'node:process'] },
};

/** The one door of each package. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  feed: ['documents/draft.ts'],
  'xml-js': ['documents/xml.ts'],
  'gray-matter': ['content/front-matter.ts'],
  yaml: ['content/exact-head.ts'],
  // Its types also where rules of ours are.
  'markdown-it': [
    'content/body.ts',
    'content/markdown.ts',
    'content/markdown-extras.ts',
    'content/markdown-html.ts',
    'content/places.ts',
    'content/tex.ts',
    'content/typography.ts',
  ],
  'markdown-it-cjk-friendly': ['content/markdown.ts'],
  'markdown-it-footnote': ['content/markdown.ts'],
  htmlparser2: ['content/clean-html.ts'],
  'image-size': ['content/image.ts'],
  turndown: ['commands/import/markdown.ts'],
  '@joplin/turndown-plugin-gfm': ['commands/import/markdown.ts'],
  htmlparser2: ['commands/import/html-tree.ts'],
  feedsmith: ['commands/import/feed.ts', 'commands/import/imported.ts'],
  hono: ['app.ts'],
  'hono/jsx': ['documents/pages/html.ts'],
  '@hono/node-server': ['commands/http-server.ts'],
};

const roomOf = (path: string): string => path.split('/')[0] as string;

test('there are sources to look at', () => {
  expect(sources.length).toBeGreaterThan(30);
});

describe.each(sources)('$path', ({ path, text, code, imports }) => {
  test('imports only what its room may', () => {
    const room = ROOMS[roomOf(path)];
    expect(room, `${roomOf(path)} is a room`).toBeDefined();
    const house = imports.filter((name) => name.startsWith('src/')).map((name) => roomOf(name.slice(4)));
    const node = imports.filter((name) => name.startsWith('node:'));
    expect(house.filter((name) => !room?.house.includes(name))).toEqual([]);
    expect(node.filter((name) => !room?.node.includes('*') && !room?.node.includes(name))).toEqual([]);
  });

  test('uses a package only where its door is', () => {
    const packages = imports.filter((name) => !name.startsWith('src/') && !name.startsWith('node:'));
    expect(packages.filter((name) => !DOORS[name]?.includes(path))).toEqual([]);
  });

  test('asks the clock only where time passes', () => {
    if (['live', 'commands'].includes(roomOf(path))) return;
    expect(code).not.toMatch(/new Date\(\)|Date\.now/);
  });

  test('leaves the console and the process to the command line', () => {
    if (path === 'cli.ts') return;
    expect(code).not.toMatch(/\bconsole\.|\bprocess\./);
  });

  test('reads the disk only in its room', () => {
    if (['disk', 'commands'].includes(roomOf(path))) return;
    expect(imports.filter((name) => name.startsWith('node:fs'))).toEqual([]);
  });

  test('says in its first line what lives here, and exports by name', () => {
    const [first] = text.replace(/^#!.*\n/, '').split('\n');
    expect(first).toMatch(/^(\/\/|\/\*\*) .+/);
    expect(code).not.toMatch(/export default/);
  });

  test('is small, and its name says what it holds', () => {
    expect(text.split('\n').length).toBeLessThanOrEqual(250);
    expect(path).not.toMatch(/(utils|helpers|common|types|misc)\.tsx?$/);
    expect(path).toMatch(/^[a-z0-9/-]+\.tsx?$/);
  });

  test('makes URLs only in the rooms that know what they lead to', () => {
    if (['documents'].includes(roomOf(path))) expect(code).not.toMatch(/new URL\(/);
  });
});
