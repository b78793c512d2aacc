// Eleventy: https://www.11ty.dev/docs/permalinks/, /docs/data-template-dir/, /docs/dates/

import type { Mapping } from '../../../content/front-matter.ts';
import { stemOf } from '../../../model/source-file.ts';
import {
  asMarkdown,
  atRoot,
  namesOfDay,
  type OldPage,
  type OldSite,
  plainName,
  servedPath,
  urlized,
} from './generator.ts';
import { literalsAfter } from './js-literals.ts';
import { hintsIn, withBase } from './site-hints.ts';
import { dataName, listOf, mappingOf, normalPath, type SiteSource, textAt, valueAt } from './site-source.ts';

/** Names of collections that are no topics. */
const COLLECTIONS = ['all', 'nav', 'post', 'posts', 'page', 'pages', 'blog', 'article', 'articles', 'featured'];

export function eleventySite(source: SiteSource, configFile: string): OldSite {
  const code = source.textOf(configFile);
  const folders = literalsAfter(code, /\bdir\s*:\s*(?=\{)/g).at(-1);
  const [setFolder] = listOf(...literalsAfter(code, /\bsetInputDirectory\(\s*/g));
  const inScript = /eleventy[^"]*--input[= ]([\w./-]+)/.exec(source.textOf('package.json'))?.[1];
  const input = joined(textAt(folders, 'input') ?? setFolder ?? inScript ?? '');
  const output = joined(textAt(folders, 'output') ?? '_site');
  const data = joined(input, textAt(folders, 'data') ?? '_data');
  const global = ['metadata', 'meta', 'site', 'siteConfig', 'config', 'global'].flatMap(
    (name) => source.dataFile(joined(data, name)) ?? [],
  );
  const hints = hintsIn(...global.map(source.dataOf), ...literalsAfter(code, /\bmetadata\s*:\s*(?=\{)/g));
  const [prefix] = listOf(...literalsAfter(code, /\bpathPrefix\s*:\s*/g));

  /** What the files of data of these names say together, later ones more. */
  function dataAt(...stems: readonly string[]): Mapping {
    const files = stems.flatMap((stem) => [`${stem}.11tydata`, stem]).flatMap((stem) => source.dataFile(stem) ?? []);
    const all = files.map((file) => ({ ...source.dataOf(file), ...permalinkIn(file, source) }));
    return { ...Object.assign({}, ...all), tags: listOf(...all.map((each) => valueAt(each, 'tags'))) };
  }

  return {
    generator: 'Eleventy',
    hints: { ...hints, url: withBase(hints.url, prefix) },
    roots: [
      ...copied(code),
      ...atRoot(input, '', joined(input, 'public'), 'public', 'static', joined(input, 'static')),
    ],
    templates: 'Liquid',
    variables: Object.fromEntries(global.map((file) => [dataName(file), source.dataOf(file)])),
    holds: (path) => (input === '' || path.startsWith(`${input}/`)) && !path.startsWith(`${output}/`),
    headOf(path, head) {
      const parts = path.split('/').slice(0, -1);
      const folders = dataAt(...parts.map((name, index) => [...parts.slice(0, index + 1), name].join('/')));
      const besides = dataAt(path.replace(/\.\w+$/, ''));
      const ofFolder = listOf(folders.tags);
      const isTopic = (name: string) => !COLLECTIONS.includes(name.toLowerCase()) && !ofFolder.includes(name);
      const isDate = !/^(?:git )?(?:last modified|created)$/i.test(textAt(head, 'date') ?? '');
      const tags = listOf(besides.tags, valueAt(head, 'tags')).filter(isTopic);
      return { ...folders, ...besides, ...head, tags, ...(isDate ? {} : { date: null }) };
    },
    addressOf: (page) => addressIn(page, input === '' ? page.path : page.path.slice(input.length + 1)),
  };
}

/** The only template that a function for addresses gives: `({ page }) => \`/blog/${page.fileSlug}/\``. */
function permalinkIn(file: string, source: SiteSource): Mapping {
  const code = /s$/.test(file) ? source.textOf(file) : '';
  const [, block = ''] = /\bpermalink\s*[:(](.*?)(?:\n\s{0,4}\}|\n\t?\w|$)/s.exec(code) ?? [];
  const [template, ...others] = block.match(/`[^`]*`/g) ?? [];
  if (template === undefined || others.length > 0) return {};
  return { permalink: template.slice(1, -1).replace(/\$\{\s*(?:data\.)?([\w.]+)\s*\}/g, '{{ $1 }}') };
}

const joined = (...parts: readonly string[]): string => normalPath(parts.join('/')) ?? '';

/** Folders that are copied to another place than their own. */
function copied(code: string): OldSite['roots'] {
  const folders = literalsAfter(code, /addPassthroughCopy\(\s*/g).flatMap((value) => Object.entries(mappingOf(value)));
  const moved = folders.map(([from, to]) => ({ folder: joined(from), at: joined(...listOf(to)) }));
  return moved.filter(({ folder }) => folder !== '');
}

function addressIn({ path, values, title, day }: OldPage, below: string): string | undefined {
  const stem = stemOf(asMarkdown(below)).replace(/^index$/, '');
  const given = textAt(values, 'permalink');
  if (given === undefined || given === 'false') return servedPath(`${stem.replace(/[^/]+$/, plainName)}/`);
  const known: Mapping = { 'page.fileSlug': plainName(path), 'page.filePathStem': `/${stem}`, title };
  const written = given.replace(/\{\{-?\s*(.*?)\s*-?\}\}/g, (whole, expression: string) => {
    const [name = '', ...filters] = expression.split('|').map((part) => part.trim());
    if (/^(?:page\.)?date$/.test(name) && day) return dateIn(filters.join('|'), day) ?? whole;
    const text = textAt(known, name) ?? textAt(values, name) ?? whole;
    return text === whole || filters.length === 0 ? text : urlized(text.normalize('NFD').replace(/\p{M}/gu, ''));
  });
  return written.includes('{') ? undefined : servedPath(written);
}

/** A date in the form that a filter names: `date: "%Y/%m/%d"`, `date("yyyy/MM")`. */
function dateIn(filters: string, date: NonNullable<OldPage['day']>): string | undefined {
  const { year, month, day } = namesOfDay(date);
  const form = /["']([^"']+)["']/.exec(filters)?.[1]?.replace(/%Y|yyyy|YYYY/g, year);
  return form?.replace(/%m|MM/g, month).replace(/%d|dd|DD/g, day);
}
