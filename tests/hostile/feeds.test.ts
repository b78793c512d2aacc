// Every feed of the hostile folder is well-formed, safe, absolute, and answers wherever it points; nothing leaks.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { SaxesParser } from 'saxes';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Library } from '../../src/serve/library.ts';
import { textAt } from '../content-folder.ts';
import { CANARY, hostileFolder, hostileLibrary } from './folder.ts';
import { elementsIn, elementsSeenByBrowser, faultIn } from './html.ts';

const SITE = 'https://hostile.example/';
const folder = hostileFolder();
let library: Library;
let feeds: string[];
let xml: string[];
let json: Feed[];

interface Feed {
  readonly items: readonly Item[];
  readonly [key: string]: unknown;
}

interface Item {
  readonly id: string;
  readonly content_html: string;
  readonly [key: string]: unknown;
}

beforeAll(async () => {
  library = await hostileLibrary(folder);
  const paths = await library.paths();
  feeds = paths.filter((path) => /\/(?:feed\.xml|atom\.xml|feed\.json)$/.test(path));
  xml = feeds.filter((path) => path.endsWith('.xml')).map((path) => textAt(library, path));
  json = feeds.filter((path) => path.endsWith('.json')).map((path) => JSON.parse(textAt(library, path)));
}, 120_000);

const ask = (path: string, init?: RequestInit) =>
  createApp(library).fetch(new Request(new URL(path, 'http://localhost/'), init));

test('every term has feeds of its own in three formats, with just the articles that name it', () => {
  const named = new Map<string, string[]>();
  const site = parseRssFeed(textAt(library, '/feed.xml'));
  for (const { categories, dc, guid } of site.items ?? []) {
    const terms = (categories ?? []).map(({ domain, name }) => `${domain} ${name}`);
    const authors = dc?.creators?.[0]?.includes(', ') ? [] : [`${SITE}authors/ ${dc?.creators?.[0]}`];
    for (const term of [...terms, ...authors]) named.set(term, [...(named.get(term) ?? []), guid?.value ?? '']);
  }
  const gathered = new Map<string, string[]>();
  for (const path of feeds.filter((each) => /^\/(?:categories|tags|authors)\/.*\/feed\.xml$/.test(each))) {
    const { title, items } = parseRssFeed(textAt(library, path));
    const name = `${SITE}${path.split('/')[1]}/ ${title?.slice(0, -` – ${site.title}`.length)}`;
    expect([name, gathered.has(name)]).toEqual([name, false]);
    gathered.set(name, items?.map(({ guid }) => guid?.value ?? '') ?? []);
    for (const file of ['atom.xml', 'feed.json']) expect(feeds).toContain(path.replace('feed.xml', file));
  }
  expect(gathered.size).toBeGreaterThan(100);
  for (const [term, ids] of named) expect([term, gathered.get(term)]).toEqual([term, ids]);
});

describe('XML', () => {
  test('is well-formed, its namespaces too, and every attribute has a value', () => {
    for (const document of xml) {
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (error) => {
        throw new Error(`${error.message}: ${document.slice(0, 300)}`);
      });
      parser.on('attribute', ({ name, value }) => {
        if (/^(?:|0|undefined|NaN)$/.test(value)) throw new Error(`${name}="${value}"`);
      });
      parser.write(document).close();
    }
  });

  test.each([
    [
      'a character that XML cannot hold',
      /[^\t\n\u0020-\u007E\u00A0-\uD7FF\uE000-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{10FFFD}]/u,
    ],
    ['the end of a CDATA section that has not begun', /\]\]>/],
    ['an empty element', /<([\w:]+)(?: [^<>]*)?><\/\1>/],
    ['an element without anything', /<[\w:]+\/>/],
  ])('does not hold %s', (_, pattern) => {
    const withoutHtml = xml.map((document) => document.replace(/<!\[CDATA\[.*?\]\]>/gs, 'HTML'));
    expect(withoutHtml.map((document) => pattern.exec(document)?.[0]).filter(Boolean)).toEqual([]);
  });
});

test('JSON has no null, nothing empty, and no id twice', () => {
  for (const feed of json) {
    JSON.stringify(feed, (key, value) => {
      if (value === null || value === '' || (key !== 'items' && Array.isArray(value) && value.length === 0)) {
        throw new Error(`${key} is ${JSON.stringify(value)}`);
      }
      return value;
    });
    expect(new Set(feed.items.map(({ id }) => id)).size).toBe(feed.items.length);
  }
});

test('no id stands twice in Atom', () => {
  const entries = parseAtomFeed(textAt(library, '/atom.xml')).entries ?? [];
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});

test('a stranger reads each feed', () => {
  for (const path of feeds) {
    const text = textAt(library, path);
    const parse = path.endsWith('feed.xml') ? parseRssFeed : path.endsWith('atom.xml') ? parseAtomFeed : parseJsonFeed;
    expect(parse(text)).toBeTruthy();
  }
});

describe('the content of every article', () => {
  const contents = () => json[0]?.items.map(({ content_html }) => content_html) ?? [];

  test('is of one reading: tags and attributes in one form, all closed, in order', () => {
    for (const html of contents()) expect(faultIn(html)).toBeUndefined();
  });

  test('is the same after a browser has read and written it, as far as elements go', () => {
    for (const html of contents()) {
      expect(elementsSeenByBrowser(html)).toEqual(elementsIn(html));
    }
  });

  test('has nothing that runs, and no address but of the web', () => {
    for (const html of contents()) {
      expect(FORBIDDEN.exec(html)?.[0]).toBeUndefined();
      for (const [, name, value] of html.matchAll(/<[a-z][^<>]*? ([a-z-]+)="([^"]*)"/g)) {
        expect(name).not.toMatch(/^(?:on|style$|srcdoc$|action$|formaction$|xml)/);
        if (/^(?:href|src|cite|poster)$/.test(name ?? '')) expect(value).toMatch(/^(?:https?:\/\/[^/]|mailto:|tel:)/);
      }
    }
  });
});

const FORBIDDEN = /<(?:script|style|iframe|object|embed|form|input|base|svg|math|template|link|meta)\b/i;

describe('every address in every feed', () => {
  const addresses = (): Set<string> => {
    const all = new Set<string>();
    for (const document of xml) {
      for (const [, url] of document.matchAll(/ (?:href|url|domain|scheme)="([^"]*)"/g)) all.add(decoded(url ?? ''));
      for (const [, url] of document.matchAll(/<(?:link|url|logo|icon|uri)>([^<]*)</g)) all.add(decoded(url ?? ''));
    }
    for (const feed of json) {
      JSON.stringify(feed, (key, value) => {
        if (typeof value === 'string' && /(?:^|_)(?:url|image|icon|favicon|avatar)$/.test(key)) all.add(value);
        return value;
      });
      for (const { content_html } of feed.items) {
        for (const [, url] of content_html.matchAll(/ (?:href|src|cite|poster)="([^"]*)"/g))
          all.add(decoded(url ?? ''));
        for (const [, set] of content_html.matchAll(/ srcset="([^"]*)"/g)) {
          for (const candidate of decoded(set ?? '').split(', ')) all.add(candidate.split(' ')[0] as string);
        }
      }
    }
    return all;
  };

  test('is absolute, and written as a URI', () => {
    const all = addresses();
    expect(all.size).toBeGreaterThan(500);
    for (const address of all) {
      expect(address).toMatch(
        /^(?:https?:\/\/[\w.-]+(?:\/|$)|mailto:)(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/,
      );
    }
  });

  test('answers 200 where it is ours', async () => {
    const paths = [...addresses()]
      .filter((address) => address.startsWith(SITE))
      .map((url) => `/${url.slice(SITE.length)}`);
    const answers = await Promise.all(paths.map(async (path) => [path, (await ask(path)).status]));
    // A path from the root is the site's own, and told as `link-broken` if nothing is there.
    expect(answers.filter(([, status]) => status !== 200)).toEqual([['/site.yaml', 404]]);
  });
});

describe('nothing leaks', () => {
  test('no document and no file that is served holds what is hidden, unpublished or outside', async () => {
    for (const path of await library.paths()) {
      const bytes = Buffer.from(await (await ask(encodeURI(path).replace(/[?#]/g, encodeURIComponent))).arrayBuffer());
      expect([path, bytes.includes(CANARY)]).toEqual([path, false]);
      expect([path, bytes.includes('root:x:0:0')]).toEqual([path, false]);
    }
  });

  test.each([
    '/site.yaml',
    '/../secret.png',
    '/%2e%2e/secret.png',
    '/..%2fsecret.png',
    '/images/../../secret.png',
    '/images/%2e%2e/%2e%2e/secret.png',
    '/images/..%5c..%5csecret.png',
    '/images/....//....//secret.png',
    '/%252e%252e/secret.png',
    '//secret.png',
    '/./../secret.png',
    '/images/dot.png/../../../secret.png',
    '/articles/links/secret.png',
    '/articles/links/folder/secret.png',
    '/articles/links/root/etc/passwd',
    '/articles/links/passwd.md',
    '/articles/links/link.md',
    '/articles/secret/secret.png',
    '/articles/names/_hidden.png',
    '/articles/names/.hidden.png',
    '/articles/images/notes.txt',
    '/articles/images/dot.png%00.txt',
    '/etc/passwd',
    '/file:///etc/passwd',
    '/C:/secret.png',
    '/.git/config',
    '/__proto__',
    '/constructor',
    '/tags/__proto__/../../secret.png',
  ])('%s is not there', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      // A request as it comes over the wire: `new Request` would resolve the dots.
      const request = new Request('http://localhost/', { method });
      Object.defineProperty(request, 'url', { value: `http://localhost${path}` });
      const response = await createApp(library).fetch(request);
      const text = Buffer.from(await response.arrayBuffer());
      expect([response.status, text.includes(CANARY)]).toEqual([404, false]);
    }
  });

  test('a file is served as what it is, and runs nothing', async () => {
    const typeOf = async (path: string) => {
      const { headers } = await ask(`/articles/images/${path}`);
      return [
        headers.get('content-type'),
        headers.get('x-content-type-options'),
        headers.get('content-security-policy'),
      ];
    };
    expect(await typeOf('wrong-ending.jpg')).toEqual(['image/png', 'nosniff', null]);
    expect(await typeOf('picture.mp3')).toEqual(['image/png', 'nosniff', null]);
    expect(await typeOf('polyglot.gif')).toEqual(['image/gif', 'nosniff', null]);
    expect(await typeOf('page.png')).toEqual(['image/png', 'nosniff', null]);
    const policy = expect.stringMatching(/^default-src 'none'/);
    expect(await typeOf('script.svg')).toEqual(['image/svg+xml', 'nosniff', policy]);
    expect(await typeOf('text.svg')).toEqual(['image/svg+xml', 'nosniff', policy]);
  });

  test('what a feed says of a file is what is served', async () => {
    const said = json.flatMap(({ items }) => items.flatMap(({ attachments }) => (attachments ?? []) as Attachment[]));
    const ours = said.filter(({ url }) => url.startsWith(SITE));
    expect(ours.length).toBeGreaterThan(10);
    for (const { url, mime_type, size_in_bytes } of ours) {
      const response = await ask(url.slice(SITE.length - 1));
      const { length } = Buffer.from(await response.arrayBuffer());
      expect([url, response.headers.get('content-type'), length]).toEqual([url, mime_type, size_in_bytes]);
    }
  });

  test('a picture is served byte for byte', async () => {
    const bytes = Buffer.from(await (await ask('/articles/images/space%20and%20100%25.png')).arrayBuffer());
    expect(bytes.equals(readFileSync(join(folder, 'articles/images/space and 100%.png')))).toBe(true);
  });
});

interface Attachment {
  readonly url: string;
  readonly mime_type: string;
  readonly size_in_bytes?: number;
}

const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9A-F]+)|(amp|lt|gt|quot));/gi, (_, hex, name: string) =>
    hex ? String.fromCodePoint(Number.parseInt(hex, 16)) : ({ amp: '&', lt: '<', gt: '>', quot: '"' }[name] ?? ''),
  );
