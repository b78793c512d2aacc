// Eleventy: https://www.11ty.dev/docs/permalinks/, /docs/data-template-dir/, /docs/dates/

import { isMapping } from '../../../content/fields.ts';
import type { HeadValue, Mapping } from '../../../content/head-values.ts';
import { DAY_OF_NAME, stemOf } from '../../../model/source-file.ts';
import {
  atRoot,
  hintsIn,
  hostRedirects,
  listOf,
  type OldPage,
  type OldSite,
  padded,
  urlized,
  withBase,
} from './generator.ts';
import { literalsAfter } from './js-literals.ts';
import { normalPath } from './references.ts';
import { type SiteSource, textAt, valueAt } from './site-source.ts';

/** Names of collections that are no topics. */
const COLLECTIONS = ['all', 'nav', 'post', 'posts', 'page', 'pages', 'blog', 'article', 'articles', 'featured'];

export function eleventySite(source: SiteSource, configFile: string): OldSite {
  const code = source.textOf(configFile);
  const folders = literalsAfter(code, /\bdir\s*:\s*(?=\{)/g).at(-1);
  const inScript = /eleventy[^"]*--input[= ]([\w./-]+)/.exec(source.textOf('package.json'))?.[1];
  const input = joined(
    textAt(folders, 'input') ?? literalsAfter(code, /\bsetInputDirectory\(\s*/g)[0]?.toString() ?? inScript ?? '',
  );
  const output = joined(textAt(folders, 'output') ?? '_site');
  const data = joined(input, textAt(folders, 'data') ?? '_data');
  const named = ['metadata', 'meta', 'site', 'siteConfig', 'config', 'global'].flatMap(
    (name) => source.dataFile(joined(data, name)) ?? [],
  );
  const hints = hintsIn(
    ...named.map((file) => source.dataOf(file)),
    ...literalsAfter(code, /\bmetadata\s*:\s*(?=\{)/g),
  );
  const [prefix] = literalsAfter(code, /\bpathPrefix\s*:\s*/g);

  /** What the files of data of these names say together, later ones more. */
  function dataOf(stems: readonly string[]): Mapping {
    const found: Record<string, HeadValue> = Object.create(null);
    for (const file of stems.flatMap((stem) =>
      [`${stem}.11tydata`, stem].flatMap((each) => source.dataFile(each) ?? []),
    )) {
      const values = { ...source.dataOf(file), ...permalinkIn(file, source) };
      Object.assign(found, values, { tags: listOf(found.tags, valueAt(values, 'tags')) });
    }
    return found;
  }

  return {
    generator: 'Eleventy',
    hints: {
      ...hints,
      url: withBase(hints.url, typeof prefix === 'string' ? prefix : ''),
      ...hostRedirects(`${source.textOf(joined(input, '_redirects'))}\n${source.textOf('_redirects')}`),
    },
    roots: [
      ...copied(code),
      ...atRoot(input, '', joined(input, 'public'), 'public', 'static', joined(input, 'static')),
    ],
    templates: 'Liquid',
    variables: Object.fromEntries(named.map((file) => [file.replace(/^.*\/|\.\w+$/g, ''), source.dataOf(file)])),
    holds: (path) => (input === '' || path.startsWith(`${input}/`)) && !path.startsWith(`${output}/`),
    headOf(path, head) {
      const parts = path.split('/');
      const folders = dataOf(parts.slice(0, -1).map((name, index) => `${parts.slice(0, index + 1).join('/')}/${name}`));
      const besides = dataOf([path.replace(/\.\w+$/, '')]);
      const ofFolder = listOf(folders.tags);
      const isTopic = (name: string) => !COLLECTIONS.includes(name.toLowerCase()) && !ofFolder.includes(name);
      const isDate = !/^(?:git )?(?:last modified|created)$/i.test(textAt(head, 'date') ?? '');
      const tags = listOf(besides.tags, valueAt(head, 'tags')).filter(isTopic);
      return { ...folders, ...besides, ...head, tags, ...(isDate ? {} : { date: null }) };
    },
    addressOf: (page) => addressIn(page, input),
  };
}

/** The only template that a function for addresses gives: `({ page }) => \`/blog/${page.fileSlug}/\``. */
function permalinkIn(file: string, source: SiteSource): Mapping {
  const [, block = ''] =
    /\bpermalink\s*[:(](.*?)(?:\n\s{0,4}\}|\n\t?\w|$)/s.exec(/s$/.test(file) ? source.textOf(file) : '') ?? [];
  const [template, ...others] = block.match(/`[^`]*`/g) ?? [];
  if (template === undefined || others.length > 0) return {};
  return { permalink: template.slice(1, -1).replace(/\$\{\s*(?:data\.)?([\w.]+)\s*\}/g, '{{ $1 }}') };
}

const joined = (...parts: readonly string[]): string => normalPath(parts.join('/')) ?? '';

/** Folders that are copied to another place than their own. */
const copied = (code: string): OldSite['roots'] =>
  literalsAfter(code, /addPassthroughCopy\(\s*/g)
    .flatMap((value) => (isMapping(value) ? Object.entries(value) : []))
    .flatMap(([from, to]) =>
      typeof to === 'string' && joined(from) !== '' ? [{ folder: joined(from), at: joined(to) }] : [],
    );

function addressIn({ path, values, title, day }: OldPage, input: string): string | undefined {
  const below = input === '' ? path : path.slice(input.length + 1);
  const stem = stemOf(below.replace(/\.html?$/, '')).replace(/(?:^|\/)index$/, '');
  const named = stem.replace(/[^/]+$/, (name) => name.replace(DAY_OF_NAME, ''));
  const fileSlug = named.slice(named.lastIndexOf('/') + 1);
  const given = textAt(values, 'permalink');
  if (given === undefined || given === 'false') return `/${named}/`.replace(/\/{2,}/g, '/');
  const slug = (text: string) => urlized(text.normalize('NFD').replace(/\p{M}/gu, ''));
  const written = given.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (whole, expression: string) => {
    const [name = '', ...filters] = expression.split('|').map((part) => part.trim());
    const text: string | undefined =
      {
        'page.fileSlug': fileSlug,
        'page.filePathStem': `/${stem}`,
        title,
      }[name] ?? (name.startsWith('page.') ? undefined : textAt(values, name));
    if (/^(?:page\.)?date$/.test(name) && day) return dateIn(filters.join('|'), day) ?? whole;
    if (text === undefined) return whole;
    return filters.length > 0 ? slug(text) : text;
  });
  return written.includes('{') ? undefined : `/${written}`.replace(/\/{2,}/g, '/').replace(/\/index\.html$/, '/');
}

/** A date in the form that a filter names: `date: "%Y/%m/%d"`, `date("yyyy/MM")`. */
function dateIn(filters: string, { year, month, day }: NonNullable<OldPage['day']>): string | undefined {
  const form = /["']([^"']+)["']/.exec(filters)?.[1];
  return form
    ?.replace(/%Y|yyyy|YYYY/g, String(year))
    .replace(/%m|MM/g, padded(month))
    .replace(/%d|dd|DD/g, padded(day));
}
