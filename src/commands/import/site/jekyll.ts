// Jekyll: https://jekyllrb.com/docs/permalinks/, /docs/configuration/front-matter-defaults/, /docs/posts/

import type { HeadValue, Mapping } from '../../../content/head-values.ts';
import { DAY_OF_NAME, ignoring, nameOfFile } from '../../../model/source-file.ts';
import {
  atRoot,
  authorsIn,
  expandedPattern,
  hintsIn,
  listOf,
  type OldPage,
  type OldSite,
  withBase,
} from './generator.ts';
import { mappingOf, type SiteSource, textAt, textsIn, valueAt } from './site-source.ts';

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
  const url = withBase(hints.url ?? (host ? `https://${host}` : undefined), textAt(config, 'baseurl'));
  const isExcluded = ignoring(textsIn(valueAt(config, 'exclude')));
  const pattern = textAt(config, 'collections', 'posts', 'permalink') ?? textAt(config, 'permalink') ?? 'date';
  const separator = textAt(config, 'excerpt_separator');

  return {
    generator: 'Jekyll',
    hints: { ...hints, url, authors: new Map([...(hints.authors ?? []), ...authorsIn(source, '_data/authors')]) },
    roots: atRoot(''),
    templates: 'Liquid',
    variables: { site: config },
    daysInZone: true,
    holds: (path) => isArticle(path) && !isExcluded(path),
    headOf(path, own) {
      const values: Mapping = { ...defaultsFor(path, valueAt(config, 'defaults')), ...own };
      const header = mappingOf(valueAt(values, 'header'));
      const image = ['og_image', 'image', 'overlay_image', 'teaser'].map((key) => header[key]).find(Boolean);
      return {
        title: titleOfName(path),
        ...(separator && { excerpt_separator: separator }),
        ...(image && { image }),
        ...values,
        category: null,
        tag: null,
        categories: categoriesOf(path, values),
        tags: listOf(wordsIn(valueAt(values, 'tags')), valueAt(values, 'tag')),
      };
    },
    addressOf(page) {
      const own = textAt(page.values, 'permalink');
      if (isArticle(page.path)) return expanded(own ?? pattern, page);
      const [, collection = '', below = ''] = /^_([^/]+)\/(.*)$/.exec(page.path) ?? [];
      const ofCollection = textAt(config, 'collections', collection, 'permalink')?.replace(':collection', collection);
      const stem = (below === '' ? page.path : `${collection}/${below}`).replace(/\.\w+$/, '');
      const given = own ?? ofCollection?.replace(/:(?:path|name|title)/, below.replace(/\.\w+$/, ''));
      return (
        given?.replace(/^\/?/, '/').replace(':output_ext', '.html') ?? `/${stem}${pattern === 'pretty' ? '/' : '.html'}`
      );
    },
  };
}

const isArticle = (path: string): boolean => /(?:^|\/)(?:_posts|_drafts)\//.test(path);

/** Each word of the file's name with a capital. */
const titleOfName = (path: string): string =>
  stemOfName(path)
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ');

const stemOfName = (path: string): string =>
  nameOfFile(path)
    .replace(/\.html?$/, '')
    .replace(DAY_OF_NAME, '');

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
  const rules = (Array.isArray(defaults) ? (defaults as readonly HeadValue[]) : []).flatMap((rule) => {
    const [folder = '', type = 'posts'] = [textAt(rule, 'scope', 'path'), textAt(rule, 'scope', 'type')];
    const isHere = ignoring([`/${folder.replace(/^\/|\/$/g, '')}`])(path) || folder === '';
    return isHere && /^(?:posts?|drafts)$/.test(type) ? [{ folder, values: mappingOf(valueAt(rule, 'values')) }] : [];
  });
  const sorted = rules.sort((a, b) => a.folder.length - b.folder.length);
  return Object.assign(Object.create(null), ...sorted.map(({ values }) => values));
}

function expanded(pattern: string, page: OldPage): string | undefined {
  const { path, values } = page;
  const slug = textAt(values, 'slug') ?? stemOfName(path);
  const categories = textsIn(valueAt(values, 'categories')).map((name) => name.toLowerCase());
  const names = { title: slug, slug: slug.toLowerCase(), name: stemOfName(path), output_ext: '.html' };
  return expandedPattern(STYLES[pattern] ?? pattern, page, { ...names, categories: categories.join('/') });
}
