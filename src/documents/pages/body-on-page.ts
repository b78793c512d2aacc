// The body of an article on its page: below the page's own headings, and usable without a mouse.

import { localOf } from '../../model/paths.ts';
import type { Site } from '../../model/site.ts';
import type { Phrases } from './phrases.ts';

/**
 * Clean HTML for the page: headings begin at h2, what may be wider than a phone can be scrolled by keyboard, pictures
 * load when they are near, and the site's own addresses begin at its root.
 */
export function bodyOnPage(html: string, site: Site, phrases: Phrases): string {
  const shift = /<h1[\s>]/.test(html) ? 1 : 0;
  return html.replace(TAG, (tag: string, end: string, name: string, attributes: string) => {
    if (HEADING.test(name)) return `<${end}h${Math.min(6, Number(name[1]) + shift)}${attributes}>`;
    if (name === 'main') return `<${end}div${attributes}>`; // the page has one
    if (name === 'table') return end ? '</table></div>' : `${scrolled(phrases.table)}${tag}`;
    if (end) return tag;
    const addressed = attributes.replace(ADDRESS, (_, url: string) => `="${localOf(site, url)}"`);
    if (name === 'pre') return `<pre tabindex="0"${attributes}>`;
    if (name === 'img') return `<img${/\salt=/.test(attributes) ? '' : ' alt=""'} loading="lazy"${addressed}>`;
    return `<${name}${addressed}>`;
  });
}

/** In clean HTML no `<` or `>` stands in a value, and names are in lower case. */
const TAG = /<(\/?)([a-z][a-z0-9]*)([^<>]*)>/g;
const ADDRESS = /="(https?:[^"]*)"/g;
const HEADING = /^h[1-6]$/;

const scrolled = (label: string): string => `<div class="wide" role="group" aria-label="${label}" tabindex="0">`;
