// Clean HTML: the elements and attributes that an article may hold, and absolute addresses in all of them.

import sanitizeHtml, { type Attributes, type Tag } from 'sanitize-html';
import { writable } from '../model/text.ts';
import { candidatesOf, pageOfFrame, srcsetOf } from './addresses.ts';
import { ALLOWED, attributesOf, DROPPED_WHOLE, RENAMED, VOID } from './allowed-html.ts';
import { allowance, countOf } from './work.ts';

/** 'link' for href and cite, 'media' for src, srcset and poster. */
export type Use = 'link' | 'media';

/** The absolute address that one in the HTML stands for; nothing where it must not or cannot stand. */
export type Rewrite = (written: string, use: Use) => string | undefined;

/** Deeper HTML is no article, and libxml2, which many readers parse with, gives up at 256. */
const DEEPEST = 200;

/**
 * HTML of any origin as HTML that is safe everywhere, in one parse: listed elements and attributes only, every
 * address rewritten. Throws RangeError where the HTML is nested too deep or costs too much for its length.
 */
export function cleanHtml(source: string, rewrite: Rewrite, spend = allowance(source.length)): string {
  spend(1.5 * countOf(source, '<') + countOf(source, '&'));
  let depth = 0;
  let frameAt = 0; // the depth of the iframe that is open; what it holds is for browsers without frames

  const rewriteAtCost: Rewrite = (written, use) => {
    spend(4 + written.length / 64);
    return rewrite(written, use);
  };

  const transform = (name: string, attributes: Attributes): Tag => {
    if (frameAt > 0 && depth > frameAt) return DROPPED;
    if (name !== 'iframe') return elementOf(RENAMED[name] ?? name, attributes, rewriteAtCost);
    frameAt = depth;
    return linkToFrame(attributes, rewriteAtCost);
  };

  const clean = sanitizeHtml(closeEmptyFrames(source), {
    allowedTags: [...OFTEN, ...Object.keys(ALLOWED), PLAIN],
    allowedAttributes: { ...ALLOWED, [PLAIN]: [] },
    transformTags: Object.fromEntries(TRANSFORMED.map((name) => [name, transform])),
    nonTextTags: [...DROPPED_WHOLE],
    selfClosing: [...VOID],
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    onOpenTag: () => {
      depth += 1;
      if (depth > DEEPEST) throw new RangeError('The HTML is nested too deep.');
    },
    onCloseTag: () => {
      depth -= 1;
      if (depth < frameAt) frameAt = 0;
    },
  });
  const html = clean.replaceAll(`<${PLAIN}>`, '').replaceAll(`</${PLAIN}>`, '');
  // A paragraph whose picture is gone would show as a gap.
  return writable(html.replace(/\r\n?/g, '\n').replace(/<p>\s*<\/p>\n?/g, ''));
}

/**
 * What an element becomes whose tags go and whose text stays; its own tags are taken off at the end. It has to be an
 * allowed one: sanitize-html 2.17 gives the name of a renamed element that it leaves out to the next one's end tag.
 */
const PLAIN = 'x-plain';

const DROPPED: Tag = { tagName: PLAIN, attribs: {}, text: '' };
const withoutTag = (): Tag => ({ tagName: PLAIN, attribs: {} });
const asText = (text: string | undefined): Tag => (text ? { tagName: PLAIN, attribs: {}, text } : withoutTag());

/** sanitize-html walks through the list for each tag and each text, several times. */
const OFTEN = ['p', 'a', 'td', 'li', 'em', 'strong', 'code', 'br', 'tr', 'img', 'span', 'th'];

const TRANSFORMED = [...Object.keys(ALLOWED), ...Object.keys(RENAMED), 'input', 'iframe'];

function elementOf(name: string, given: Attributes, rewrite: Rewrite): Tag {
  if (name === 'input')
    return given.type?.toLowerCase() === 'checkbox' ? asText('checked' in given ? '☑' : '☐') : withoutTag();
  const attribs = attributesOf(name, given);
  for (const key of ['cite', 'poster'] as const) {
    if (attribs[key] !== undefined) setAddress(attribs, key, attribs[key], key === 'cite' ? 'link' : 'media', rewrite);
  }
  if (name === 'a') return linkOf(attribs, given, rewrite);
  if (name === 'img' || name === 'source') return pictureOf(name, attribs, given, rewrite);
  if (attribs.src !== undefined) setAddress(attribs, 'src', attribs.src, 'media', rewrite);
  // Autoplay is dropped, so without controls there would be no way to start it.
  if (name === 'video' || name === 'audio') attribs.controls = 'controls';
  return { tagName: name, attribs };
}

/** A link that leads nowhere is its text; it may still be the target of another. */
function linkOf(attribs: Attributes, given: Attributes, rewrite: Rewrite): Tag {
  const id = attribs.id ?? attributesOf('a', { id: given.name ?? '' }).id;
  if (id !== undefined) attribs.id = id;
  if (attribs.href !== undefined) setAddress(attribs, 'href', attribs.href, 'link', rewrite);
  return attribs.href === undefined && id === undefined ? withoutTag() : { tagName: 'a', attribs };
}

const LAZY_SRC = ['data-src', 'data-original', 'data-lazy-src'];
const LAZY_SRCSET = ['data-srcset', 'data-lazy-srcset'];

/** A picture as it would be seen with scripts on: lazy loaders keep the true address in an attribute of their own. */
function pictureOf(name: 'img' | 'source', attribs: Attributes, given: Attributes, rewrite: Rewrite): Tag {
  const { src: written, srcset: writtenSet, ...others } = attribs;
  const isPlaceholder = !written || /^\s*data:/i.test(written);
  const shown = isPlaceholder ? firstOf(given, LAZY_SRC) : written;
  const candidates = candidatesOf(writtenSet || firstOf(given, LAZY_SRCSET) || '').flatMap(({ url, descriptor }) => {
    const absolute = rewrite(url, 'media');
    return absolute === undefined ? [] : [{ url: absolute, descriptor }];
  });
  const src = (shown && rewrite(shown, 'media')) || (name === 'img' ? candidates[0]?.url : undefined);
  const srcset = candidates[0] && srcsetOf(candidates);
  if (!src && !srcset) return name === 'img' ? asText(attribs.alt?.trim()) : withoutTag();
  return { tagName: name, attribs: { ...(src && { src }), ...(srcset && { srcset }), ...others } };
}

function linkToFrame(given: Attributes, rewrite: Rewrite): Tag {
  const src = given.src?.trim() || firstOf(given, LAZY_SRC);
  const url = src === undefined ? undefined : rewrite(src, 'link');
  if (url === undefined || !/^https?:/.test(url)) return DROPPED;
  const href = pageOfFrame(url);
  return { tagName: 'a', attribs: { href }, text: given.title?.trim() || href };
}

function setAddress(attribs: Attributes, key: string, written: string | undefined, use: Use, rewrite: Rewrite): void {
  const absolute = written === undefined ? undefined : rewrite(written, use);
  if (absolute === undefined) delete attribs[key];
  else attribs[key] = absolute;
}

const firstOf = (given: Attributes, names: readonly string[]): string | undefined =>
  names.map((name) => given[name]).find((value) => value !== undefined && value.trim() !== '');

/** `<iframe … />` would swallow the rest of the article, as in a browser; who writes it has meant an empty one. */
const closeEmptyFrames = (html: string): string => html.replace(/<(iframe|video|audio)(\s[^<>]*)\/>/gi, '<$1$2></$1>');
