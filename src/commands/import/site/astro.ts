// Astro: https://docs.astro.build/en/guides/content-collections/, /en/guides/routing/

import { isMapping } from '../../../content/fields.ts';
import type { HeadValue } from '../../../content/head-values.ts';
import { isReserved } from '../../../model/paths.ts';
import { stemOf } from '../../../model/source-file.ts';
import { atRoot, hintsIn, hostRedirects, type OldSite, withBase } from './generator.ts';
import { literalsBehind } from './js-literals.ts';
import { type SiteSource, textAt } from './site-source.ts';

/** A folder of articles, and the address that they stand below. */
interface Collection {
  readonly folder: string;
  readonly route: string;
}

export function astroSite(source: SiteSource, configFile: string): OldSite {
  const config = source.textOf(configFile);
  const constants = constantsIn(source);
  const textBehind = (code: string, pattern: RegExp) =>
    literalsBehind(code, pattern).find((value) => typeof value === 'string') as string | undefined;
  const layouts = ['src/layouts', 'src/components'].flatMap((folder) =>
    source.namesIn(folder).map((name) => source.textOf(`${folder}/${name}`)),
  );
  const language = /<html[^>]*\slang="([\w-]+)"/.exec(layouts.join('\n'))?.[1];
  const hints = hintsIn(...constants);
  const locale = textBehind(config, /\bdefaultLocale\s*:\s*/g);
  const moved = literalsBehind(config, /\bredirects\s*:\s*(?=\{)/g)[0];
  const redirects = Object.entries(isMapping(moved) ? moved : {}).flatMap(([from, to]): [string, string][] => {
    const target = typeof to === 'string' ? to : textAt(to, 'destination');
    return target && !/[[*:]/.test(from) && !isReserved(from) ? [[from, target]] : [];
  });
  const fromHost = hostRedirects(source.textOf('public/_redirects'));
  const collections = collectionsIn(source);

  return {
    generator: 'Astro',
    hints: {
      ...hints,
      url: withBase(textBehind(config, /\bsite\s*:\s*/g) ?? hints.url, textBehind(config, /\bbase\s*:\s*/g)),
      language: hints.language ?? locale ?? language,
      ...fromHost,
      redirects: new Map([...(fromHost.redirects ?? []), ...redirects]),
    },
    roots: atRoot('public', 'src'),
    templates: 'none',
    holds: (path) => collectionOf(path, collections) !== undefined,
    headOf: (_, values) => values,
    addressOf({ path, values }) {
      const { folder, route } = collectionOf(path, collections) ?? { folder: '', route: '/' };
      const below = stemOf(path.replace(/\.mdx$/i, '.md')).slice(folder.length + 1);
      const id = folder === 'src/pages' ? below : (textAt(values, 'slug') ?? below.split('/').map(slugger).join('/'));
      return `${route}${id.replace(/(?:^|\/)index$/, '')}/`.replace(/\/{2,}/g, '/');
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
  const files = ['src', 'src/data', 'src/config', 'src/lib', 'src/utils', ''].flatMap((folder) =>
    source
      .namesIn(folder)
      .filter((name) =>
        /^(?:consts?|constants|config|site|site[-.]?config|_config|settings|metadata|index)\.(?:[cm]?[jt]s|json)$/i.test(
          name,
        ),
      )
      .map((name) => `${folder}/${name}`.replace(/^\//, '')),
  );
  return files.flatMap((file) => {
    const code = source.textOf(file);
    const texts = Array.from(
      code.matchAll(/\bconst\s+(?:SITE_|site)?(\w+)\s*(?::[^=\n]+)?=\s*(?=["'`])/g),
      ({ 0: { length }, 1: name = '', index }) => [
        name.toLowerCase(),
        literalsBehind(code.slice(index + length), /^/g)[0],
      ],
    );
    const objects = literalsBehind(
      code,
      /(?:\bconst\s+\w+\s*(?::[^=\n]+)?=|export\s+default|\w+\s*:)\s*(?:\w+\()?(?=\{)/g,
    );
    return [Object.fromEntries(texts.filter(([, value]) => value !== undefined)) as HeadValue, ...objects];
  });
}

/** The collections that the configuration names, those of `src/content/`, and pages that are Markdown themselves. */
function collectionsIn(source: SiteSource): readonly Collection[] {
  const config = [
    'src/content.config.ts',
    'src/content.config.js',
    'src/content.config.mjs',
    'src/content/config.ts',
    'src/content/config.js',
  ]
    .map(source.textOf)
    .join('\n');
  const named = Array.from(
    config.matchAll(
      /(\w+)\s*[:=]\s*defineCollection\((?:(?!defineCollection).)*?\bbase\s*:\s*["'`]\.?\/?([^"'`]+?)\/?["'`]/gs,
    ),
    ([, name = '', folder = '']) => [name, folder] as const,
  );
  const standard = source.namesIn('src/content').map((name) => [name, `src/content/${name}`] as const);
  const routes = routesIn(source, 'src/pages');
  const known = [...named, ...standard.filter(([, folder]) => !named.some(([, each]) => each === folder))];
  return [
    ...known.map(([name, folder]) => ({ folder, route: routes.get(name) ?? routes.get('') ?? `/${name}/` })),
    { folder: 'src/pages', route: '/' },
  ];
}

/** By collection: the address of the page that shows one of its entries. */
function routesIn(source: SiteSource, folder: string): Map<string, string> {
  const routes = new Map<string, string>();
  for (const name of source.namesIn(folder)) {
    const path = `${folder}/${name}`;
    const below = folder.slice('src/pages'.length);
    if (/^\[(?:\.\.\.)?[\w-]+\]\.astro$/.test(name)) {
      const code = source.textOf(path);
      for (const [, collection = ''] of code.matchAll(/(?:getCollection|CollectionEntry)[(<]\s*["']([\w-]+)["']/g))
        if (!routes.has(collection)) routes.set(collection, `${below}/`);
    } else if (/^\[(?:\.\.\.)?[\w-]+\]$/.test(name) && source.namesIn(path).includes('index.astro')) {
      for (const [, collection = ''] of source
        .textOf(`${path}/index.astro`)
        .matchAll(/(?:getCollection|CollectionEntry)[(<]\s*["']([\w-]+)["']/g))
        if (!routes.has(collection)) routes.set(collection, `${below}/`);
    } else if (!name.includes('.'))
      for (const [key, route] of routesIn(source, path)) if (!routes.has(key)) routes.set(key, route);
  }
  return routes;
}
