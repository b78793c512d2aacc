// Astro: https://docs.astro.build/en/guides/content-collections/, /en/guides/routing/

import { isMapping } from '../../../content/fields.ts';
import type { HeadValue } from '../../../content/head-values.ts';
import { DAY_OF_NAME, stemOf } from '../../../model/source-file.ts';
import { atRoot, expandedPattern, hintsIn, hostRedirects, type OldSite, withBase } from './generator.ts';
import { literalsAfter } from './js-literals.ts';
import { type SiteSource, textAt } from './site-source.ts';

/** A folder of articles, and the pattern of their addresses: `/blog/:entry`. */
interface Collection {
  readonly folder: string;
  readonly route: string;
}

export function astroSite(source: SiteSource, configFile: string): OldSite {
  const config = source.textOf(configFile);
  const constants = constantsIn(source);
  const textAfter = (code: string, pattern: RegExp) =>
    literalsAfter(code, pattern).find((value) => typeof value === 'string') as string | undefined;
  const layouts = ['src/layouts', 'src/components'].flatMap((folder) =>
    source.namesIn(folder).map((name) => source.textOf(`${folder}/${name}`)),
  );
  const language = /<html[^>]*\slang="([\w-]+)"/.exec(layouts.join('\n'))?.[1];
  const hints = hintsIn(...constants);
  const locale = textAfter(config, /\bdefaultLocale\s*:\s*/g);
  const moved = literalsAfter(config, /\bredirects\s*:\s*(?=\{)/g)[0];
  const redirects = Object.entries(isMapping(moved) ? moved : {}).map(
    ([from, to]) => `${from} ${typeof to === 'string' ? to : textAt(to, 'destination')}`,
  );
  const collections = collectionsIn(source);

  return {
    generator: 'Astro',
    hints: {
      ...hints,
      url: withBase(textAfter(config, /\bsite\s*:\s*/g) ?? hints.url, textAfter(config, /\bbase\s*:\s*/g)),
      language: hints.language ?? locale ?? language,
      ...hostRedirects([source.textOf('public/_redirects'), ...redirects].join('\n')),
    },
    roots: atRoot('public', 'src'),
    templates: 'none',
    holds: (path) => collectionOf(path, collections) !== undefined,
    headOf: (_, values) => values,
    addressOf(page) {
      const { path, values } = page;
      const { folder, route } = collectionOf(path, collections) ?? { folder: '', route: '/:entry' };
      const below = stemOf(path.replace(/\.mdx$/i, '.md')).slice(folder.length + 1);
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

const collectionOf = (path: string, collections: readonly Collection[]): Collection | undefined =>
  collections
    .filter(({ folder }) => path.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];

/** Objects and texts of the files in which sites keep what they are called. */
function constantsIn(source: SiteSource): readonly HeadValue[] {
  const files = ['', 'src/', 'src/data/', 'src/config/', 'src/lib/', 'src/utils/'].flatMap((folder) =>
    source.namesIn(folder).flatMap((name) => (CONSTANTS.test(name) ? folder + name : [])),
  );
  return files.flatMap((file) => {
    const code = source.textOf(file);
    const texts = Array.from(
      code.matchAll(/\bconst\s+(?:SITE_)?(\w+)[^=\n]*=\s*(["'`])(.*?)\2/g),
      ([, name = '', , text = '']) => [name.toLowerCase(), text],
    );
    const objects = /(?:\bconst\s+\w+\s*(?::[^=\n]+)?=|export\s+default|\w+\s*:)\s*(?:\w+\()?(?=\{)/g;
    return [Object.fromEntries(texts) as HeadValue, ...literalsAfter(code, objects)];
  });
}

const CONSTANTS = /^(?:consts?|constants|_?config|site|site[-.]?config|settings|metadata|index)\.(?:[cm]?[jt]s|json)$/i;

/** The collections that the configuration names, those of `src/content/`, and pages that are Markdown themselves. */
function collectionsIn(source: SiteSource): readonly Collection[] {
  const files = ['src', 'src/content'].flatMap((folder) => source.namesIn(folder).map((name) => `${folder}/${name}`));
  const config = files
    .filter((file) => /content[./]config\.[cm]?[jt]s$/.test(file))
    .map(source.textOf)
    .join('\n');
  const [, listed = ''] = /\bcollections\b[^={]*=\s*\{([^{}]*)\}/.exec(config) ?? [];
  const keys = new Map(Array.from(listed.matchAll(/([\w-]+)["']?\s*:\s*(\w+)/g), ([, key, name]) => [name, key]));
  const bases =
    /(\w+)\s*[:=]\s*defineCollection\((?:(?!defineCollection).)*?\bbase\s*:\s*["'`]\.?\/?([^"'`]+?)\/?["'`]/gs;
  const named = Array.from(config.matchAll(bases), ([, name = '', folder = '']) => [keys.get(name) ?? name, folder]);
  const standard = source.namesIn('src/content').map((name) => [name, `src/content/${name}`]);
  const routes = new Map([...routesIn(source, 'src/pages')].reverse());
  const known = [...named, ...standard.filter(([, folder]) => !named.some(([, each]) => each === folder))];
  return [
    ...known.map(([name = '', folder = '']) => ({
      folder,
      route: routes.get(name) ?? routes.get('') ?? `/${name}/:entry`,
    })),
    { folder: 'src/pages', route: '/:entry' },
  ];
}

/** By collection: the pattern of the page that shows its entries; under `''` that of a page which names none. */
function routesIn(source: SiteSource, folder: string): readonly (readonly [string, string])[] {
  return source.namesIn(folder).flatMap((name): readonly (readonly [string, string])[] => {
    const path = `${folder}/${name}`;
    if (!name.endsWith('.astro')) return routesIn(source, path);
    const [, before, last] = /^src\/pages(.*\/)\[(?:\.\.\.)?(\w+)\](?:\/index)?\.astro$/.exec(path) ?? [];
    if (before === undefined || /^(?:page|tags?|categor\w+|author|year)$/.test(last ?? '')) return [];
    const route = `${before.replace(/\[(\w+)\]/g, ':$1')}:entry`;
    const names = source.textOf(path).matchAll(/(?:getCollection|CollectionEntry)[(<]\s*["']([\w-]+)["']/g);
    const collections = Array.from(names, ([, collection = '']) => collection);
    return (collections.length > 0 ? collections : ['']).map((collection) => [collection, route]);
  });
}
