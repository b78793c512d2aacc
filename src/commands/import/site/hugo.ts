// Hugo: https://gohugo.io/configuration/permalinks/, /content-management/front-matter/, /content-management/multilingual/

import type { HeadValue, Mapping } from '../../../content/head-values.ts';
import { nameOfKey } from '../../../content/known-keys.ts';
import { nameOfFile, stemOf } from '../../../model/source-file.ts';
import {
  atRoot,
  authorsIn,
  expandedPattern,
  hintsIn,
  hostRedirects,
  type OldPage,
  type OldSite,
  urlized,
  withGroups,
} from './generator.ts';
import { mappingOf, type SiteSource, textAt, valueAt } from './site-source.ts';

export function hugoSite(source: SiteSource, configFile: string): OldSite {
  const config = configOf(source, configFile);
  const params = valueAt(config, 'params');
  const content = textAt(config, 'contentDir') ?? 'content';
  const language = textAt(config, 'defaultContentLanguage') ?? 'en';
  const languages = mappingOf(valueAt(config, 'languages'));
  const own = languages[language];
  const isInSubfolder = textAt(config, 'defaultContentLanguageInSubdir') === 'true';
  const title = textAt(own, 'title');
  const hints = hintsIn(...(title ? [{ title }] : []), own, config, params, valueAt(own, 'params'));
  const theme = textAt(config, 'theme');
  const statics = ['static', ...(theme ? [`themes/${theme}/static`] : [])];

  /** The language of a file, by its name or its folder, and its path below the content without it. */
  function placeOf(path: string): { readonly language: string; readonly below: string } {
    const stem = stemOf(path);
    const [, name = stem, code = ''] = /^(.*?)(?:\.([a-z]{2,3}(?:-[a-z]+)?))?$/is.exec(stem) ?? [];
    const inName = Object.hasOwn(languages, code) ? code : undefined;
    const folders = Object.entries(languages).map(([each, values]) => [each, textAt(values, 'contentDir') ?? content]);
    const inFolder = folders.find(([, folder]) => folder !== content && path.startsWith(`${folder}/`));
    const root = inFolder?.[1] ?? content;
    const below = (inName ? name : stem).slice(root.length + 1).replace(/(?:^|\/)index$/, '');
    return { language: inName ?? inFolder?.[0] ?? language, below };
  }

  return {
    generator: 'Hugo',
    hints: {
      ...hints,
      language:
        textAt(own, 'languageCode') ?? textAt(own, 'locale') ?? hints.language ?? textAt(config, 'locale') ?? language,
      ...hostRedirects(source.textOf('static/_redirects')),
      authors: new Map([...(hints.authors ?? []), ...authorsIn(source, 'data/authors')]),
    },
    roots: atRoot(...statics, 'assets', content),
    templates: 'Hugo',
    variables: params ? mappingOf(params) : {},
    holds: (path) => path.startsWith(`${content}/`) || placeOf(path).language !== language,
    headOf(path, values) {
      const head = withGroups(values, 'params', 'extra');
      const code = placeOf(path).language;
      return {
        ...(code !== language && { language: textAt(languages[code], 'languageCode') ?? code }),
        ...head,
        ...(Object.keys(head).some((key) => nameOfKey(key) === 'image') ? {} : featuredIn(path, source)),
      };
    },
    addressOf(page) {
      const { language: code, below } = placeOf(page.path);
      const prefix = code === language && !isInSubfolder ? '' : `/${code.toLowerCase()}`;
      const url = textAt(page.values, 'url');
      if (url !== undefined) return `${url.startsWith('/') ? '' : `${prefix}/`}${url}`.replace(/\/index\.html$/, '/');
      const [section = ''] = below.split('/');
      const patterns = valueAt(config, 'permalinks');
      const pattern = textAt(patterns, 'page', section) ?? textAt(patterns, section);
      const slug = textAt(page.values, 'slug');
      const path =
        pattern === undefined ? below.replace(/[^/]+$/, (name) => slug ?? name) : expanded(pattern, below, page);
      const end = textAt(config, 'uglyURLs') === 'true' ? '.html' : '/';
      return path === undefined ? undefined : `${prefix}/${urlized(path)}`.replace(/\/{2,}/g, '/').replace(/\/?$/, end);
    },
  };
}

/** One file, or a folder of files, each for a part. */
function configOf(source: SiteSource, file: string): Mapping {
  const config = source.dataOf(file);
  if (!file.startsWith('config/')) return config;
  const parts = ['params', 'permalinks', 'languages', 'taxonomies', 'author'].flatMap((name): [string, HeadValue][] => {
    const found = source.dataFile(`config/_default/${name}`);
    return found ? [[name, source.dataOf(found)]] : [];
  });
  const languages = source.namesIn('config/_default').flatMap((name): [string, HeadValue][] => {
    const code = /^languages\.([\w-]+)\.\w+$/.exec(name)?.[1];
    return code ? [[code, source.dataOf(`config/_default/${name}`)]] : [];
  });
  const all = languages.length > 0 ? [...parts, ['languages', Object.fromEntries(languages)] as const] : parts;
  return { ...config, ...Object.fromEntries(all) };
}

/** The picture that Hugo's own templates take of an article's folder. */
function featuredIn(path: string, source: SiteSource): Mapping {
  const names = /\/index\.\w+$/.test(path) ? source.namesIn(path.slice(0, path.lastIndexOf('/'))) : [];
  const pictures = names.filter((name) => /\.(?:jpe?g|png|webp|gif|avif)$/i.test(name));
  const cover = [/feature/i, /cover|thumbnail/i].map((word) => pictures.find((name) => word.test(name))).find(Boolean);
  return cover ? { cover } : {};
}

/** https://gohugo.io/configuration/permalinks/#tokens */
function expanded(pattern: string, below: string, page: OldPage): string | undefined {
  const { path, values, title } = page;
  const sections = below.split('/').slice(0, -1);
  const name = nameOfFile(path).replace(/\.[a-z]{2}$/, '');
  const slug = textAt(values, 'slug');
  const part = (text: string) => text.replace(/[/:]/g, ' ');
  return expandedPattern(pattern.replace(/\[[^\]]*\]/g, ''), page, {
    ...{ section: sections[0] ?? '', sections: sections.join('/'), title: part(title), slug: part(slug ?? title) },
    ...{ filename: name, contentbasename: name, slugorfilename: slug ?? name, slugorcontentbasename: slug ?? name },
  });
}
