// What an answer depends on in a request: method, header fields, query, and whether a person's browser sent it.

import type { Gone, Moved } from '../model/resource.ts';
import { nameOfRule, type QueryRule } from '../model/site.ts';

export interface Asked {
  readonly method: string;
  /** A header field by its name in lower case; several of one name are joined by `, `. */
  header(name: string): string | undefined;
  /** Fulfilled once all that was asked before on the connection is answered; never, if the connection ends first. */
  turn?(): Promise<unknown> | undefined;
}

/** Whether a person opens an address in a browser (https://www.w3.org/TR/fetch-metadata/). True for a page in a window of its own, which no feed reader, hub or script asks for in these words. */
export const isNavigation = (asked: Asked): boolean =>
  asked.header('sec-fetch-mode') === 'navigate' && asked.header('sec-fetch-dest') === 'document';

/** Whether the query, with its question mark, asks for the document as programs get it. */
export const wantsRaw = (query: string): boolean => /[?&]raw(?:[&=]|$)/.test(query);

/** Whether a path is more likely a program's guess than a person's: a file that is no page, or a usual name of feeds. */
export const isGuess = (path: string): boolean => /\.(?!html?$)[^/]*$|\/(?:feeds?|rss|atom)\/?$/i.test(path);

/**
 * What is at an old address that its query decides, such as WordPress's `/?feed=rss2`; with the rule's name as its path,
 * and what is left of the query without what the rule asked for.
 */
export function decidedBy(rules: readonly QueryRule[], path: string, query: string) {
  const asked = new URLSearchParams(query);
  const rule = rules.find(
    (each) => each.path === path && [...each.query].every(([key, value]) => asked.get(key) === value),
  );
  if (!rule) return undefined;
  for (const key of rule.query.keys()) asked.delete(key);
  const found: Moved | Gone = rule.to === undefined ? { kind: 'gone' } : { kind: 'moved', to: rule.to };
  return { path: nameOfRule(rule), query: asked.size > 0 ? `?${asked}` : '', found };
}
