// Every page of the hostile folder says what its article says, and runs nothing of it.

import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { beforeAll, expect, test } from 'vitest';
import { textAt } from '../content-folder.ts';
import { hostileFolder, hostileLibrary } from './folder.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const folder = hostileFolder();
let items: readonly { readonly title: string; readonly url: string; readonly authors: readonly { name: string }[] }[];
let pages: Map<string, readonly Element[]>;

beforeAll(async () => {
  const library = await hostileLibrary(folder);
  items = JSON.parse(textAt(library, '/feed.json')).items;
  pages = new Map();
  for (const path of await library.paths()) {
    const answer = await library.get(path);
    if (answer?.kind !== 'document') continue;
    const { fields, body } = answer.representation.identity;
    if (!fields['content-type']?.startsWith('text/html')) continue;
    pages.set(path, elementsOf(parse(new TextDecoder().decode(body))));
  }
}, 120_000);

test('there is a page for every article', () => {
  expect(items.length).toBeGreaterThan(90);
  for (const { url } of items) expect(pages.has(pathOf(url)), url).toBe(true);
});

test('its headline, its title and its data are the words of the article', () => {
  for (const { title, url } of items) {
    const page = pages.get(pathOf(url)) ?? [];
    expect(textOf(page.find(({ tagName }) => tagName === 'h1'))).toBe(title);
    expect(textOf(page.find(({ tagName }) => tagName === 'title'))).toContain(title);
    expect(wordsIn(page, 'meta', 'property', 'og:title', 'content')).toBe(title);
    const data = page.find((each) => attributeOf(each, 'type') === 'application/ld+json');
    expect(JSON.parse(textOf(data)).headline).toBe(title);
  }
});

test('has no script but data, no handler, no style, and no address that runs', () => {
  for (const [path, page] of pages) {
    for (const element of page) {
      const { tagName, attrs } = element;
      if (tagName === 'script') expect([path, attributeOf(element, 'type')]).toEqual([path, 'application/ld+json']);
      expect([path, tagName]).not.toEqual([
        path,
        expect.stringMatching(/^(?:iframe|object|embed|base|svg|math|template)$/),
      ]);
      for (const { name, value } of attrs) {
        expect([path, name]).not.toEqual([path, expect.stringMatching(/^(?:on|style$|srcdoc$|formaction$)/)]);
        expect([path, value]).not.toEqual([path, expect.stringMatching(/^\s*(?:javascript|vbscript|data|file):/i)]);
      }
    }
  }
});

const pathOf = (url: string): string => decodeURIComponent(new URL(url).pathname);

function elementsOf(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes.flatMap(elementsOf) : [];
  return 'tagName' in node ? [node, ...children] : children;
}

function textOf(node: Node | undefined): string {
  if (!node) return '';
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

const attributeOf = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((each) => each.name === name)?.value;

function wordsIn(page: readonly Element[], tag: string, name: string, value: string, wanted: string) {
  const element = page.find((each) => each.tagName === tag && attributeOf(each, name) === value);
  return element && attributeOf(element, wanted);
}
