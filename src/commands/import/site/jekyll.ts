// Jekyll: https://jekyllrb.com/docs/permalinks/, /docs/configuration/front-matter-defaults/, /docs/posts/

import type { HeadValue, Mapping } from '../../../content/front-matter.ts';
import { ignoring } from '../../../model/source-file.ts';
import { atRoot, expandedPattern, type OldSite, plainName } from './generator.ts';
import { hintsIn, withBase } from './site-hints.ts';
import { listOf, mappingOf, type SiteSource, textAt, valueAt } from './site-source.ts';

const STYLES: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
};

export function jekyllSite(source: SiteSource, configFile: string): OldSite {
  const config = source.dataOf(configFile);
  const hints = hintsIn(config);
  const host = source.textOf('CNAME').trim();
  const isExcluded = ignoring(listOf(valueAt(config, 'exclude')));
  const pattern = textAt(config, 'collections', 'posts', 'permalink') ?? textAt(config, 'permalink') ?? 'date';

  return {
    generator: 'Jekyll',
    hints: { ...hints, url: withBase(hints.url ?? (host && `https://${host}`), textAt(config, 'baseurl')) },
    roots: atRoot(''),
    templates: 'Liquid',
    variables: { site: config },
    daysInZone: true,
    holds: (path) => isArticle(path) && !isExcluded(path),
    headOf(path, own) {
      const values: Mapping = { ...defaultsFor(path, valueAt(config, 'defaults')), ...own };
      return {
        title: titleOfName(path),
        excerpt_separator: textAt(config, 'excerpt_separator') ?? null,
        image: mappingOf(valueAt(values, 'header')), // of the theme Minimal Mistakes
        ...values,
        ...{ header: null, category: null, tag: null },
        categories: categoriesOf(path, values),
        tags: listOf(wordsIn(valueAt(values, 'tags')), valueAt(values, 'tag')),
      };
    },
    addressOf(page) {
      const { path, values } = page;
      const [, collection = '', below = path] = /^_([^/]+)\/(.*)$/.exec(path) ?? [];
      const name = plainName(path);
      const title = textAt(values, 'slug') ?? name;
      const ofPage = `/:collection/:path${pattern === 'pretty' ? '/' : ':output_ext'}`;
      const usual = isArticle(path) ? pattern : (textAt(config, 'collections', collection, 'permalink') ?? ofPage);
      const given = textAt(values, 'permalink') ?? usual;
      return expandedPattern(STYLES[given] ?? given, page, {
        // https://jekyllrb.com/docs/liquid/filters/#options-for-the-slugify-filter
        title: slugified(title, /[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu),
        slug: slugified(title, /[^\p{M}\p{L}\p{Nd}]+/gu).toLowerCase(),
        ...{ name, output_ext: '.html' },
        ...{ collection, path: below.replace(/\.\w+$/, '') },
        categories: listOf(valueAt(values, 'categories')).join('/').toLowerCase(),
      });
    },
  };
}

const slugified = (text: string, others: RegExp): string => text.replace(others, '-').replace(/^-|-$/g, '');

const isArticle = (path: string): boolean => /(?:^|\/)(?:_posts|_drafts)\//.test(path);

/** Each word of the file's name with a capital. */
const titleOfName = (path: string): string =>
  plainName(path).replace(/(^|-)([^-]?)/g, (_, dash: string, letter: string) => (dash && ' ') + letter.toUpperCase());

/** The folders above `_posts`, then those of the head: `category` is one, `categories` are words. */
function categoriesOf(path: string, values: Mapping): readonly string[] {
  const [above = ''] = path.split(/(?:^|\/)_(?:posts|drafts)\//);
  return listOf(above.split('/'), valueAt(values, 'category'), wordsIn(valueAt(values, 'categories')));
}

/** A text is a list of words, separated by spaces; where there are commas, by these. */
const wordsIn = (value: HeadValue | undefined): HeadValue =>
  typeof value === 'string' ? value.split(value.includes(',') ? ',' : /\s+/) : (value ?? []);

/** What the configuration says of files in a folder, the more special later. */
function defaultsFor(path: string, defaults: HeadValue | undefined): Mapping {
  const rules = [defaults].flat().map((rule) => ({
    folder: textAt(rule, 'scope', 'path')?.replace(/^\/|\/$/g, '') ?? '',
    type: textAt(rule, 'scope', 'type') ?? 'posts',
    values: mappingOf(valueAt(rule, 'values')),
  }));
  const here = rules.filter(
    ({ folder, type }) => /^(?:posts?|drafts)$/.test(type) && (folder === '' || ignoring([`/${folder}`])(path)),
  );
  return Object.assign({}, ...here.sort((a, b) => a.folder.length - b.folder.length).map(({ values }) => values));
}
