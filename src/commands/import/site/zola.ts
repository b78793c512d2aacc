// Zola: https://www.getzola.org/documentation/content/page/, /documentation/content/multilingual/

import { DAY_OF_NAME, stemOf } from '../../../model/source-file.ts';
import { atRoot, hintsIn, hostRedirects, listOf, type OldSite, urlized, withGroups } from './generator.ts';
import { mappingOf, type SiteSource, textAt, valueAt } from './site-source.ts';

export function zolaSite(source: SiteSource, configFile: string): OldSite {
  const config = source.dataOf(configFile);
  const language = textAt(config, 'default_language') ?? 'en';
  const languages = mappingOf(valueAt(config, 'languages'));
  const keepsNames = textAt(config, 'slugify', 'paths') === 'off';

  /** The path below content/, and the language of another one at the end of the name. */
  function placeOf(path: string): { readonly below: string; readonly code?: string } {
    const [, stem = '', code] = /^content\/(.*?)(?:\.([a-z]{2,3}(?:-[a-z]+)?))?$/is.exec(stemOf(path)) ?? [];
    const below = stem.replace(/(?:^|\/)index$/, '');
    return code !== undefined && Object.hasOwn(languages, code)
      ? { below, code }
      : { below: code ? `${stem}.${code}` : below };
  }

  return {
    generator: 'Zola',
    hints: {
      ...hintsIn(config, valueAt(config, 'extra')),
      language,
      ...hostRedirects(source.textOf('static/_redirects')),
    },
    roots: atRoot('static', 'content'),
    templates: 'Zola',
    variables: mappingOf(valueAt(config, 'extra')),
    holds: (path) => path.startsWith('content/'),
    headOf(path, values) {
      const head = withGroups(values, 'extra');
      const { code } = placeOf(path);
      return {
        ...(code && { language: code }),
        ...head,
        authors: listOf(
          valueAt(head, 'authors'),
          valueAt(head, 'author'),
          valueAt(valueAt(values, 'taxonomies'), 'authors'),
        ),
      };
    },
    addressOf({ path, values }) {
      const { below, code } = placeOf(path);
      const prefix = code ? `/${code}/` : '/';
      const given = textAt(values, 'path');
      if (given !== undefined) return `${prefix}${given}/`.replace(/\/{2,}/g, '/');
      const slug = textAt(values, 'slug');
      const named = below.replace(/[^/]+$/, (name) => slug ?? name.replace(DAY_OF_NAME, ''));
      return `${prefix}${keepsNames ? named : urlized(named)}/`;
    },
  };
}
