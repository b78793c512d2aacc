// Own paths: the address that an article gives itself, and its old ones.

import { decodePath, isReserved } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import { oneLine } from '../model/text.ts';
import { type Fields, flagOf, quoted } from './fields.ts';

/** The article's own path below the site, decoded, with its final slash; a warning where it gives none that can be. */
export function ownPathFrom(fields: Fields, key: string, site: Site): string | undefined {
  const value = fields.value(key);
  const text = typeof value === 'string' ? oneLine(value) : undefined;
  if (text === '' || (text !== undefined && flagOf(text) === false)) return undefined;
  const path = text === undefined ? undefined : pathBelow(text, site);
  if (path !== undefined && !isReserved(path) && path !== '/') return path;
  const shown = text === undefined ? 'This' : quoted(text);
  const message =
    path === undefined
      ? `${shown} is not a plain path of this site, so the article stands at the usual address.`
      : `Courant needs the address ${path} itself, so the article stands at the usual address.`;
  fields.report('permalink-invalid', fields.spotOf(key), message, 'Write a path such as /2019/05/hello.html.');
  return undefined;
}

/** `permalink: false`: the page is in no list. */
export const isHiddenByPermalink = (fields: Fields, keys: readonly string[]): boolean =>
  keys.some((key) => {
    const value = fields.value(key);
    return typeof value === 'string' && flagOf(oneLine(value)) === false;
  });

/** The old paths under a key, decoded. */
export function aliasesFrom(fields: Fields, key: string, site: Site): readonly string[] {
  return fields.words(key).flatMap(({ text, spot }): readonly string[] => {
    const written = oneLine(text);
    if (written === '') return [];
    const path = pathBelow(written, site, false);
    if (path !== undefined && !isReserved(path)) return [path];
    const message =
      path === undefined
        ? `${quoted(written)} is not a plain path of this site.`
        : `Courant needs the address ${path} itself.`;
    fields.report(
      'permalink-invalid',
      spot,
      message,
      'Write an old path of this article, such as /2019/05/hello.html.',
    );
    return [];
  });
}

/** A path below the site; undefined if it is a template, a style's name, or leads elsewhere. */
function pathBelow(written: string, site: Site, isWhole = true): string | undefined {
  const isOwn = written.startsWith(site.url);
  const text = isOwn ? `/${written.slice(site.url.length)}` : written;
  if (!PLAIN.test(text) || (isWhole && !isOwn && STYLE_NAME.test(text))) return undefined;
  const decoded = decodePath(text.startsWith('/') ? text : `/${text}`)?.normalize('NFC');
  if (decoded === undefined || /\/\/|\/\.{1,2}(?:\/|$)/.test(decoded)) return undefined;
  return !isWhole || decoded.endsWith('/') || /\.[a-z0-9]+$/i.test(decoded) ? decoded : `${decoded}/`;
}

/** No template (`/:year/`, `{{ … }}`), no query, nothing that a path cannot hold. */
const PLAIN = /^[^\s:{}<>?#\\*|"^`\u0000-\u001f]+$/;

/** What Jekyll calls its patterns. */
const STYLE_NAME = /^(?:date|pretty|ordinal|weekdate|none)$/i;
