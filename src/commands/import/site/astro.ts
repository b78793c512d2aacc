// Astro: https://docs.astro.build/en/guides/content-collections/, /en/guides/routing/

import type { HeadValue } from '../../../content/front-matter.ts';
import { DAY_OF_NAME, stemOf } from '../../../model/source-file.ts';
import { asMarkdown, atRoot, expandedPattern, type OldSite } from './generator.ts';
import { literalsAfter } from './js-literals.ts';
import { hintsIn, withBase } from './site-hints.ts';
import { dataName, listOf, mappingOf, type SiteSource, textAt } from './site-source.ts';

export function astroSite(source: SiteSource, configFile: string): OldSite {
  const config = source.textOf(configFile);
  const textAfter = (pattern: RegExp): string | undefined => listOf(...literalsAfter(config, pattern))[0];
  const layouts = ['src/layouts', 'src/components'].flatMap(source.pathsIn).map(source.textOf).join('\n');
  const hints = hintsIn(...constantsIn(source));
  const moved = mappingOf(literalsAfter(config, /\bredirects\s*:\s*(?=\{)/g)[0]);
  const collections = collectionsIn(source);
  const collectionOf = (path: string) => collections.find(({ folder }) => path.startsWith(`${folder}/`));

  return {
    generator: 'Astro',
    hints: {
      ...hints,
      url: withBase(textAfter(/\bsite\s*:\s*/g) ?? hints.url, textAfter(/\bbase\s*:\s*/g)),
      language:
        hints.language ?? textAfter(/\bdefaultLocale\s*:\s*/g) ?? /<html[^>]*\slang="([\w-]+)"/.exec(layouts)?.[1],
      redirects: new Map(Object.entries(moved).map(([from, to]) => [from, textAt(to, 'destination') ?? String(to)])),
    },
    roots: atRoot('public', 'src'),
    templates: 'none',
    holds: (path) => collectionOf(path) !== undefined,
    headOf: (_, values) => values,
    addressOf(page) {
      const { path, values } = page;
      const { folder, route } = collectionOf(path) ?? { folder: '', route: '/:entry' };
      const below = stemOf(asMarkdown(path)).slice(folder.length + 1);
      const id = folder === 'src/pages' ? below : (textAt(values, 'slug') ?? below.split('/').map(slugger).join('/'));
      const entry = route.includes(':day') ? id.replace(DAY_OF_NAME, '') : id;
      return expandedPattern(`${route}/`, page, { entry: entry.replace(/(?:^|\/)index$/, '') });
    },
  };
}

/** As github-slugger makes them, which Astro uses for the names of entries. */
const slugger = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replace(/ /g, '-');

/** Objects and texts of the files in which sites keep what they are called. */
function constantsIn(source: SiteSource): readonly HeadValue[] {
  const folders = ['', 'src', 'src/data', 'src/config', 'src/lib', 'src/utils'];
  const codes = folders.flatMap(source.pathsIn).filter(isOfConstants).map(source.textOf);
  const objects = /(?:\bconst\s+\w+\s*(?::[^=\n]+)?=|export\s+default|\w+\s*:)\s*(?:\w+\()?(?=\{)/g;
  return codes.flatMap((code) => {
    const texts = code.matchAll(/\bconst\s+(?:SITE_)?(\w+)[^=\n]*=\s*(["'`])(.*?)\2/g);
    const named = Object.fromEntries(Array.from(texts, ([, name = '', , text = '']) => [name, text]));
    return [named, ...literalsAfter(code, objects)];
  });
}

const isOfConstants = (path: string): boolean =>
  /^(?:consts?|constants|_?config|site|site[-.]?config|settings|metadata|index)$/i.test(dataName(path));

/**
 * The folders of articles, the deepest first, each with the pattern of its addresses, `/blog/:entry`: collections that the
 * configuration names, those of `src/content/`, and pages that are Markdown themselves.
 */
function collectionsIn(source: SiteSource) {
  const configs = ['src/content.config', 'src/content/config'].flatMap((stem) => source.dataFile(stem) ?? []);
  const config = configs.map(source.textOf).join('\n');
  const [, listed = ''] = /\bcollections\b[^={]*=\s*\{([^{}]*)\}/.exec(config) ?? [];
  const keys = new Map(Array.from(listed.matchAll(/([\w-]+)["']?\s*:\s*(\w+)/g), ([, key, name]) => [name, key]));
  const bases =
    /(\w+)\s*[:=]\s*defineCollection\((?:(?!defineCollection).)*?\bbase\s*:\s*["'`]\.?\/?([^"'`]+?)\/?["'`]/gs;
  const routes = new Map([...routesIn(source, 'src/pages')].reverse());
  const routeOf = (name: string) => routes.get(name) ?? routes.get('') ?? `/${name}/:entry`;
  const collections = [
    ...Array.from(config.matchAll(bases), ([, name = '', folder = '']) => [folder, routeOf(keys.get(name) ?? name)]),
    ...source.pathsIn('src/content').map((folder) => [folder, routeOf(folder.slice('src/content/'.length))]),
    ['src/pages', '/:entry'],
  ];
  return collections
    .map(([folder = '', route = '']) => ({ folder, route }))
    .sort((a, b) => b.folder.length - a.folder.length);
}

/** By collection: the pattern of the page that shows its entries; under `''` that of a page which names none. */
function routesIn(source: SiteSource, folder: string): readonly (readonly [string, string])[] {
  return source.pathsIn(folder).flatMap((path): readonly (readonly [string, string])[] => {
    if (!path.endsWith('.astro')) return routesIn(source, path);
    const [, before, last = ''] = /^src\/pages(.*\/)\[(?:\.\.\.)?(\w+)\](?:\/index)?\.astro$/.exec(path) ?? [];
    if (before === undefined || /^(?:page|tags?|categor\w+|author|year)$/.test(last)) return [];
    const route = `${before.replace(/\[(\w+)\]/g, ':$1')}:entry`;
    const names = source.textOf(path).matchAll(/(?:getCollection|CollectionEntry)[(<]\s*["']([\w-]+)["']/g);
    const collections = Array.from(names, ([, collection = '']) => collection);
    return (collections.length > 0 ? collections : ['']).map((collection) => [collection, route]);
  });
}
