// Browsers: whether a request is a person's who opens an address (https://www.w3.org/TR/fetch-metadata/).

import type { Asked } from './asked.ts';

/** True for a page in a window of its own, which no feed reader, hub or script asks for in these words. */
export const isNavigation = (asked: Asked): boolean =>
  asked.header('sec-fetch-mode') === 'navigate' && asked.header('sec-fetch-dest') === 'document';

/** Whether the query asks for the document as programs get it. */
export function wantsRaw(url: string): boolean {
  const query = url.indexOf('?');
  return query !== -1 && /[?&]raw(?:[&=#]|$)/.test(url.slice(query));
}

/** Whether a path is more likely a program's guess than a person's: a file, or one of the usual names of feeds. */
export const isGuess = (path: string): boolean => /\.[^/]*$|\/(?:feeds?|rss|atom)\/?$/i.test(path);
