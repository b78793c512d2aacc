// A page as a resource, and the stylesheet of all of them.

import { stylesheetPath } from '../../model/paths.ts';
import type { Document, DocumentResource } from '../../model/resource.ts';
import { STYLESHEET } from './stylesheet.ts';

/**
 * Nothing but what the pages show: our stylesheet, and pictures, sound and film from anywhere, since articles may
 * show those of other sites. No script runs, whatever an article holds.
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' https: http:",
  "media-src 'self' https: http:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `madeOf` are the values that decide the page's bytes. */
export const pageResource = (madeOf: readonly unknown[], write: () => Document): DocumentResource => ({
  kind: 'document',
  type: 'text/html; charset=utf-8',
  freshness: 'polled',
  links: [],
  policy: POLICY,
  madeOf,
  write,
});

export const STYLESHEET_PATH = stylesheetPath(STYLESHEET);

/** The same text for every site, at an address that changes with it. */
export const STYLESHEET_RESOURCE: DocumentResource = {
  kind: 'document',
  type: 'text/css; charset=utf-8',
  freshness: 'immutable',
  links: [],
  madeOf: [STYLESHEET],
  write() {
    return { text: STYLESHEET, updated: Date.UTC(2026) };
  },
};
