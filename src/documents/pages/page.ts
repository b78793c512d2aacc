// A page: the frame that all pages of a site share, the tree of hono/jsx as HTML, the resource, and the stylesheet.

import type { Article, PublicArticle, Term, TermKind } from '../../model/article.ts';
import { type Channel, newestChange } from '../../model/channel.ts';
import type { langAttributes } from '../../model/language.ts';
import { type Document, type DocumentResource, polledDocument } from '../../model/resource.ts';
import type { Site } from '../../model/site.ts';
import { type Instant, localTimeOf } from '../../model/time.ts';
import type { Phrases } from './phrases-english.ts';
import { stylesheetOf } from './stylesheet.ts';

export type { Child } from 'hono/jsx';

/** What every page of a site shows besides its own matter. */
export interface Frame {
  readonly site: Site;
  readonly render: Render;
  readonly phrases: Phrases;
  /** Whether drafts are shown, which every page says. */
  readonly drafts?: boolean | undefined;
  /** The attributes of elements that hold phrases. */
  readonly lang: ReturnType<typeof langAttributes>;
  /** The site's own channel, for its title and feeds. */
  readonly home: Pick<Channel, 'title' | 'feeds'>;
  /** The categories that stand in the navigation, and whether there are more. */
  readonly sections: readonly Term[];
  readonly hasMoreSections: boolean;
  /** The kinds of terms that the footer links to: those that have terms. */
  readonly kinds: readonly TermKind[];
  /** The stylesheet's path. */
  readonly stylesheet: string;
}

/** A page of a listing. */
export interface Paging {
  /** The listing's path. */
  readonly path: string;
  /** Counts from 1. */
  readonly page: number;
  readonly pages: number;
}

/** An article's body as clean HTML. */
export type Render = (article: Article) => string;

/** Stands for the article's body in the tree; Unicode keeps it for a program's own use, and no article holds it. */
export const BODY = '\uFDD0';

/** The document of a page that shows these articles, a block to a line. `body` is clean HTML, put in as it is. */
export function writePage(
  { site }: Frame,
  page: { toString(): unknown },
  articles: readonly PublicArticle[] = [],
  body = '',
): Document {
  // No component waits for anything, so that the tree is a string at once.
  const html = String(page)
    .replace(BLOCK, '\n$&')
    .replace(BODY, () => body);
  return { text: `<!doctype html>${html}\n`, updated: newestChange(site, articles) };
}

const BLOCK =
  /<(?:\/(?:head|body|html|main|header|footer|nav|article|section|aside|ul|ol)>|(?:html|head|meta|link|title|script|body|header|nav|main|article|section|aside|footer|div|h[1-6]|p|ul|ol|li|figure|figcaption|dl)\b)/g;

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

export const pageResource = (write: () => Document): DocumentResource => ({
  ...polledDocument('text/html', write),
  policy: POLICY,
});

/** At an address that changes with its text. */
export const stylesheetResource = (site: Site): DocumentResource => ({
  ...polledDocument('text/css', () => ({ text: stylesheetOf(site), updated: Date.UTC(2026) })),
  freshness: 'immutable',
});

/** `February 27, 2026`. */
export const dayOf = (instant: Instant, { site, phrases }: Frame): string =>
  phrases.day(localTimeOf(instant, site.timeZone));

/** The classes of a heading; a long one is set smaller. A letter of Chinese, Japanese or Korean is as wide as two. */
export function headingClass(heading: string, ...names: readonly string[]): string | undefined {
  const isLong = heading.replace(/[\u2E80-\uFFDC]/g, '$&$&').length > LONG_HEADING;
  return (isLong ? [...names, 'long'] : names).join(' ') || undefined;
}

const LONG_HEADING = 80;
