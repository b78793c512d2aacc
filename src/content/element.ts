// Elements: an element of an article as the tags that are published for it, its addresses absolute.

import { Parser } from 'htmlparser2';
import { escapeHtml, referenceTo } from '../model/text.ts';
import { candidatesOf, pageOfFrame, srcsetOf } from './addresses.ts';
import { ALLOWED, type Attributes, attributesOf, NEVER_CLOSED, RENAMED } from './allowed-html.ts';

/** 'link' for href and cite, 'media' for src, srcset and poster. */
export type Use = 'link' | 'media';

/** An absolute address, and of a picture its pixels; `type` is its media type. */
export interface Located {
  readonly url: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly type?: string | undefined;
}

/** The absolute address that one in the HTML stands for; undefined if it must not or cannot stand. */
export type Rewrite = (written: string, use: Use) => Located | string | undefined;

/** What is written before and after the content of an element; both empty if only the content stays. */
export interface Tags {
  readonly open: string;
  readonly close: string;
  /** The address of the picture that it shows. */
  readonly picture?: string | undefined;
}

export const NO_TAGS: Tags = { open: '', close: '' };

/** Attributes that hold one address. */
const USES: ReadonlyMap<string, Use> = new Map([
  ['cite', 'link'],
  ['href', 'link'],
  ['poster', 'media'],
  ['src', 'media'],
]);

/** The tags of an element; none if it is not allowed. */
export function tagsOf(written: string, given: Attributes, rewrite: Rewrite): Tags {
  const name = RENAMED.get(written) ?? written;
  if (name === 'input') return checkBox(given);
  if (!ALLOWED.has(name)) return NO_TAGS;
  const attributes = attributesOf(name, given);
  if (name === 'img' || name === 'source') return pictureOf(name, attributes, given, rewrite);
  for (const [key, use] of USES) {
    const address = attributes[key];
    if (address !== undefined) attributes[key] = urlOf(rewrite(address, use));
  }
  if (name === 'a') {
    attributes.id ??= attributesOf('a', { id: given.name ?? '' }).id;
    // A link that leads nowhere is its text; it may still be the target of another.
    if (attributes.href === undefined && attributes.id === undefined) return NO_TAGS;
  }
  // Autoplay is dropped, so without controls there would be no way to start it.
  if (name === 'video' || name === 'audio') attributes.controls = 'controls';
  return tags(name, attributes);
}

/** A frame, or what other programs make one of, as a link to what it shows; undefined if it shows nothing. */
export function linkToFrame(name: string, given: Attributes, rewrite: Rewrite): Tags | undefined {
  const video = given.videoid ?? given['data-videoid'] ?? given['video-id'] ?? '';
  const player = PLAYER.exec(name)?.[1];
  const src = player && /^[\w-]+$/.test(video) ? VIDEO[player] + video : firstOf(given, ['src', 'data', ...LAZY_SRC]);
  const url = src === undefined ? undefined : urlOf(rewrite(src.trim(), 'link'));
  if (url === undefined || !/^https?:/.test(url)) return undefined;
  const href = pageOfFrame(url);
  const words = firstOf(given, ['title', 'playlabel', 'aria-label'])?.trim() ?? href;
  return { open: `${startTag('a', { href })}${escapeText(words)}`, close: '</a>' };
}

const PLAYER = /^(?:lite|amp)-(youtube|vimeo)$/;
const VIDEO: Readonly<Record<string, string>> = {
  youtube: 'https://www.youtube.com/watch?v=',
  vimeo: 'https://vimeo.com/',
};

/** Text as it stands between tags, where quotes are nothing special. */
export const escapeText = (text: string): string => (/[&<>]/.test(text) ? text.replace(/[&<>]/g, referenceTo) : text);

/** The only place where a tag is written: `name` and keys are of our own lists, values are escaped. */
function startTag(name: string, attributes: Attributes): string {
  let tag = `<${name}`;
  for (const key of Object.keys(attributes)) {
    const value = attributes[key];
    if (value !== undefined) tag += ` ${key}="${escapeHtml(value)}"`;
  }
  return tag + (NEVER_CLOSED.has(name) ? ' />' : '>');
}

const tags = (name: string, attributes: Attributes): Tags => ({
  open: startTag(name, attributes),
  close: NEVER_CLOSED.has(name) ? '' : `</${name}>`,
});

const checkBox = ({ type, checked }: Attributes): Tags =>
  type?.toLowerCase() === 'checkbox' ? { open: checked === undefined ? '☐' : '☑', close: '' } : NO_TAGS;

const LAZY_SRC = ['data-src', 'data-original', 'data-lazy-src'];
const LAZY_SRCSET = ['data-srcset', 'data-lazy-srcset'];

/** A picture as it would be seen with scripts on: lazy loaders keep the true address in an attribute of their own. */
function pictureOf(name: 'img' | 'source', own: Attributes, given: Attributes, rewrite: Rewrite): Tags {
  const { src: written, srcset: writtenSet, ...others } = own;
  const isInline = written !== undefined && /^\s*data:/i.test(written);
  const candidates = candidatesOf(firstOf(given, LAZY_SRCSET) ?? writtenSet ?? '').flatMap(({ url, descriptor }) => {
    const absolute = urlOf(rewrite(url, 'media'));
    return absolute === undefined ? [] : [{ url: absolute, descriptor }];
  });
  const shown = firstOf(given, LAZY_SRC) ?? (isInline && candidates[0] ? undefined : written);
  const located = shown ? locatedBy(rewrite(shown, 'media')) : undefined;
  const src = located?.url ?? (name === 'img' ? candidates[0]?.url : undefined);
  const srcset = candidates[0] && srcsetOf(candidates);
  if (!src && !srcset) return name === 'img' ? { open: escapeText(own.alt?.trim() ?? ''), close: '' } : NO_TAGS;
  const kind = name === 'img' && located && !srcset ? kindOf(located) : 'picture';
  if (kind !== 'picture') return otherMedium(kind, located?.url ?? '', own);
  const pixels = name === 'img' && located ? sizeOf(located, own) : undefined;
  return { ...tags(name, { src, srcset, ...others, ...pixels }), picture: src };
}

/** What picture syntax shows that is no picture: a player, or a link. */
function otherMedium(kind: 'video' | 'audio' | 'link', url: string, { alt, title, id }: Attributes): Tags {
  const words = alt?.trim() || title;
  if (kind === 'link') {
    return { open: `${startTag('a', { id, title, href: url })}${escapeText(words || url)}</a>`, close: '' };
  }
  const { open, close } = tags(kind, { id, title: words, src: url, controls: 'controls' });
  return { open: open + close, close: '' };
}

function kindOf({ url, type }: Located): 'picture' | 'video' | 'audio' | 'link' {
  const [kind] = type === undefined ? [] : type.split('/');
  if (kind === 'video' || kind === 'audio') return kind;
  const path = url.replace(/[?#].*$/s, '');
  if (/\.(?:mp4|m4v|mov|webm|ogv)$/i.test(path)) return 'video';
  if (/\.(?:mp3|m4a|ogg|oga|opus|wav|flac|aac)$/i.test(path)) return 'audio';
  return NO_PICTURE.test(path) ? 'link' : 'picture';
}

const NO_PICTURE =
  /\.(?:pdf|zip|gz|docx?|xlsx?|pptx?|od[tsp]|epub|txt|csv|md|html?|json)$|^https?:\/\/(?:(?:www|m)\.)?(?:youtube\.com\/watch$|youtu\.be\/|vimeo\.com\/\d)/i;

/** Width and height of a picture's file, where its writer says at most one of them. */
function sizeOf({ width, height }: Located, own: Attributes): Attributes | undefined {
  if (!width || !height || (own.width && own.height)) return undefined;
  const given = { width: Number(own.width ?? 0), height: Number(own.height ?? 0) };
  if (given.width) return { height: String(Math.max(1, Math.round((given.width * height) / width))) };
  if (given.height) return { width: String(Math.max(1, Math.round((given.height * width) / height))) };
  return { width: String(width), height: String(height) };
}

const locatedBy = (found: Located | string | undefined): Located | undefined =>
  typeof found === 'string' ? { url: found } : found;

const urlOf = (found: Located | string | undefined): string | undefined => locatedBy(found)?.url;

const firstOf = (given: Attributes, names: readonly string[]): string | undefined =>
  names.map((name) => given[name]).find((value) => value !== undefined && value.trim() !== '');

/** Trusted HTML, for which a program answers, as it is written, but for relative addresses: readers show it outside the site. */
export function withAbsoluteAddresses(html: string, rewrite: Rewrite): string {
  const absolute = (address: string, use: Use): string =>
    address.trim() === '' || /^\s*[a-z][a-z0-9+.-]*:/i.test(address)
      ? address
      : (urlOf(rewrite(address, use)) ?? address);
  const srcset = (text: string) =>
    srcsetOf(candidatesOf(text).map(({ url, descriptor }) => ({ url: absolute(url, 'media'), descriptor })));
  let out = '';
  let written = 0; // how much of the source is in `out`
  const parser = new Parser({
    onattribute(name, value) {
      const use = USES.get(name);
      const address = use ? absolute(value, use) : name === 'srcset' ? srcset(value) : value;
      if (address === value) return;
      out += `${html.slice(written, parser.startIndex + name.length)}="${escapeHtml(address)}"`;
      written = parser.endIndex;
    },
  });
  parser.end(html);
  return out + html.slice(written);
}
