// Hugo: https://gohugo.io/configuration/permalinks/, /content-management/front-matter/, /content-management/multilingual/
// Zola, which is much alike: https://www.getzola.org/documentation/content/page/, /documentation/content/multilingual/

import type { HeadValue, Mapping } from '../../../content/front-matter.ts';
import { DAY_OF_NAME, nameOfFile, stemOf } from '../../../model/source-file.ts';
import { atRoot, expandedPattern, type OldPage, type OldSite, servedPath, urlized, withGroups } from './generator.ts';
import { hintsIn } from './site-hints.ts';
import { dataName, isDataFile, listOf, mappingOf, type SiteSource, textAt, valueAt } from './site-source.ts';

export function hugoSite(source: SiteSource, configFile: string): OldSite {
  const config = hugoConfigOf(source, configFile);
  const params = valueAt(config, 'params');
  const content = textAt(config, 'contentDir') ?? 'content';
  const language = textAt(config, 'defaultContentLanguage') ?? 'en';
  const languages = mappingOf(valueAt(config, 'languages'));
  const own = languages[language];
  const isInSubfolder = textAt(config, 'defaultContentLanguageInSubdir') === 'true';
  const hints = hintsIn(own, config, params, valueAt(own, 'params'));
  const end = textAt(config, 'uglyURLs') === 'true' ? '.html' : '/';

  /** The language of a file, by its name or its folder, and its path below the content without it. */
  function placeOf(path: string): { readonly code: string; readonly below: string } {
    const { stem, code } = languageInName(path, languages);
    const folders = Object.entries(languages).map(([each, values]) => [each, textAt(values, 'contentDir')]);
    const [ofFolder, folder = content] = folders.find(([, each]) => each && path.startsWith(`${each}/`)) ?? [];
    return { code: code ?? ofFolder ?? language, below: stem.slice(folder.length + 1) };
  }

  return {
    generator: 'Hugo',
    hints: { ...hints, language: hints.language ?? language },
    roots: atRoot('static', 'assets', content),
    templates: 'Hugo',
    variables: mappingOf(params),
    holds: (path) => path.startsWith(`${content}/`) || placeOf(path).code !== language,
    headOf(path, values) {
      const head = withGroups(values, 'params', 'extra');
      const { code } = placeOf(path);
      return { ...(code !== language && { language: textAt(languages[code], 'languageCode') ?? code }), ...head };
    },
    addressOf(page) {
      const { code, below } = placeOf(page.path);
      const prefix = code === language && !isInSubfolder ? '' : `/${code.toLowerCase()}`;
      const [url, slug] = [textAt(page.values, 'url'), textAt(page.values, 'slug')];
      if (url !== undefined) return servedPath(url.startsWith('/') ? url : `${prefix}/${url}`);
      const [section = ''] = below.split('/');
      const patterns = valueAt(config, 'permalinks');
      const pattern = textAt(patterns, 'page', section) ?? textAt(patterns, section);
      const made = (text: string) => sanitized(text, config);
      const path =
        pattern === undefined
          ? below.replace(/[^/]+$/, (name) => slug ?? name)
          : expanded(pattern, below, slug, page, made);
      return path === undefined ? undefined : servedPath(`${prefix}/${made(`${path}/`)}`).replace(/\/$/, end);
    },
  };
}

export function zolaSite(source: SiteSource, configFile: string): OldSite {
  const config = source.dataOf(configFile);
  const extra = valueAt(config, 'extra');
  const languages = mappingOf(valueAt(config, 'languages'));
  const made = textAt(config, 'slugify', 'paths') === 'off' ? (name: string) => name : urlized;

  return {
    generator: 'Zola',
    hints: { ...hintsIn(config, extra), language: textAt(config, 'default_language') ?? 'en' },
    roots: atRoot('static', 'content'),
    templates: 'Zola',
    variables: mappingOf(extra),
    holds: (path) => path.startsWith('content/'),
    headOf(path, values) {
      const head = withGroups(values, 'extra');
      const { code } = languageInName(path, languages);
      const authors = [valueAt(head, 'authors'), valueAt(head, 'author'), valueAt(values, 'taxonomies', 'authors')];
      return { ...(code && { language: code }), ...head, authors: listOf(...authors) };
    },
    addressOf({ path, values }) {
      const { stem, code = '' } = languageInName(path, languages);
      const [given, slug] = [textAt(values, 'path'), textAt(values, 'slug')];
      const below = stem.slice('content/'.length);
      const named = below.replace(/[^/]+$/, (name) => slug ?? name.replace(DAY_OF_NAME, ''));
      return servedPath(`${code}/${given ?? made(named)}/`);
    },
  };
}

/** The language that ends the name of a file, `oil.de.md`; and the path without that, its ending and `index`. */
function languageInName(path: string, languages: Mapping): { readonly stem: string; readonly code?: string } {
  const [, stem = '', code = ''] = /^(.*)\.(.*)$/s.exec(stemOf(path)) ?? [];
  return Object.hasOwn(languages, code) ? { stem: stem.replace(/\/index$/, ''), code } : { stem: stemOf(path) };
}

/** One file, or a folder of files, each for a part: `params.toml`, `languages.de.toml`. */
function hugoConfigOf(source: SiteSource, file: string): Mapping {
  const config: Record<string, HeadValue> = { ...source.dataOf(file) };
  if (!file.startsWith('config/')) return config;
  for (const each of source.pathsIn('config/_default').filter(isDataFile)) {
    const [part = '', code] = dataName(each).split('.');
    const values = source.dataOf(each);
    config[part] = code ? { ...mappingOf(config[part]), [code]: values } : values;
  }
  return config;
}

/** https://gohugo.io/configuration/permalinks/#tokens */
function expanded(
  pattern: string,
  below: string,
  slug: string | undefined,
  page: OldPage,
  made: (text: string) => string,
): string | undefined {
  const sections = below.split('/').slice(0, -1);
  const name = nameOfFile(page.path).replace(/\.[a-z]{2}$/, '');
  // Hugo decodes the whole as a form's, where a plus is a space.
  const part = (text: string) => made(text).replaceAll('+', ' ');
  const [title, filename] = [part(page.title), part(name)];
  const given = slug && part(slug).replace(/^-|-$/g, '');
  const named = given ?? filename;
  return expandedPattern(pattern.replace(/\[[^\]]*\]/g, ''), page, {
    ...{ section: sections[0] ?? '', sections: sections.join('/'), title, slug: given ?? title },
    ...{ filename, contentbasename: filename, slugorfilename: named, slugorcontentbasename: named },
  });
}

/** A path without what Hugo does not let into one (`Sanitize` of its package `paths`): `What (is) this?` as `what-is-this`. */
function sanitized(path: string, config: Mapping): string {
  const isOn = (key: string) => textAt(config, key) === 'true';
  const plain = isOn('removePathAccents') ? path.normalize('NFD').replace(/\p{Mn}/gu, '') : path;
  const text = plain
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{Nd}\s./\\_#+~@-]/gu, '')
    .replace(/^\s+|\s+(?=-)|(?<=-)\s+|\s+$/g, '')
    .replace(/\s+/g, '-');
  // Letter by letter, as Go does: `İ` becomes one letter, and `Σ` the same one everywhere.
  return isOn('disablePathToLower')
    ? text
    : text.replace(/\p{Lu}/gu, (letter) => letter.toLowerCase().replace('\u0307', ''));
}
