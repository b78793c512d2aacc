// The HTML that an article may hold: elements, their attributes, and the values these may have.

import { writable } from '../model/text.ts';

const EVERYWHERE = ['id', 'lang', 'dir', 'title'];
const CELL = ['colspan', 'rowspan', 'headers', 'scope', 'abbr', 'align'];

/** What only groups or marks its text. */
const PLAIN_ELEMENTS =
  'abbr address article aside b bdi bdo br caption cite code dd dfn dl dt em figcaption figure footer header ' +
  'hgroup hr i kbd main mark menu nav picture pre rb rp rt rtc ruby s samp search section small span strong sub ' +
  'summary sup table tbody tfoot thead u ul var wbr';

const WITH_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'hreflang', 'rel'],
  audio: ['src', 'controls', 'loop'],
  blockquote: ['cite'],
  col: ['span', 'align'],
  colgroup: ['span', 'align'],
  data: ['value'],
  del: ['cite', 'datetime'],
  details: ['open'],
  div: ['align'],
  h1: ['align'],
  h2: ['align'],
  h3: ['align'],
  h4: ['align'],
  h5: ['align'],
  h6: ['align'],
  img: ['src', 'srcset', 'sizes', 'alt', 'width', 'height'],
  ins: ['cite', 'datetime'],
  li: ['value'],
  ol: ['start', 'reversed', 'type'],
  p: ['align'],
  q: ['cite'],
  source: ['src', 'srcset', 'sizes', 'media', 'type', 'width', 'height'],
  td: CELL,
  th: CELL,
  time: ['datetime'],
  tr: ['align'],
  track: ['src', 'kind', 'srclang', 'label', 'default'],
  video: ['src', 'poster', 'controls', 'loop', 'muted', 'width', 'height'],
};

/** Element → attributes. Neither `style` nor `class`: readers drop or misread them, and the page has its own. */
export const ALLOWED: Readonly<Record<string, string[]>> = Object.fromEntries([
  ...PLAIN_ELEMENTS.split(' ').map((name) => [name, EVERYWHERE]),
  ...Object.entries(WITH_ATTRIBUTES).map(([name, own]) => [name, [...EVERYWHERE, ...own]]),
]);

/** Elements of old pages, and those that mean the same today. */
export const RENAMED: Readonly<Record<string, string>> = { acronym: 'abbr', center: 'div', strike: 's', tt: 'code' };

/** Elements without an end tag, of those that are allowed. */
export const VOID: readonly string[] = ['br', 'col', 'hr', 'img', 'source', 'track', 'wbr'];

/** Dropped with all they hold; of everything else that is not allowed the tags go and the text stays. */
export const DROPPED_WHOLE: readonly string[] =
  'annotation annotation-xml head noembed noframes noscript optgroup option script style svg template textarea title xmp'.split(
    ' ',
  );

/** The attributes of an element that may stay, with values that may stay; addresses are checked elsewhere. */
export function attributesOf(name: string, given: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const key of ALLOWED[name] ?? []) {
    const value = Object.hasOwn(given, key) ? given[key] : key === 'align' ? alignmentIn(given.style) : undefined;
    if (value === undefined) continue;
    // Written with a value, which XML asks for and HTML does not mind.
    if (BOOLEAN.has(key)) kept[key] = key;
    else if (VALUES[key] === undefined) kept[key] = writable(value);
    else if (VALUES[key].test(value.trim())) kept[key] = value.trim();
  }
  return kept;
}

const BOOLEAN = new Set(['controls', 'default', 'loop', 'muted', 'open', 'reversed']);

const POSITIVE = /^[1-9]\d{0,4}$/;
const INTEGER = /^-?\d{1,9}$/;
const VALUES: Readonly<Record<string, RegExp>> = {
  align: /^(?:left|center|right|justify)$/i,
  colspan: POSITIVE,
  datetime: /^[\w:.+ -]{1,64}$/,
  dir: /^(?:ltr|rtl|auto)$/i,
  headers: /^[\p{L}\p{N}_.: -]+$/u,
  height: POSITIVE,
  hreflang: /^[a-z0-9-]+$/i,
  id: /^[\p{L}\p{N}_.:-]+$/u,
  lang: /^[a-z0-9-]+$/i,
  rel: /^[a-z -]+$/i,
  rowspan: POSITIVE,
  scope: /^(?:row|col)(?:group)?$/i,
  span: POSITIVE,
  srclang: /^[a-z0-9-]+$/i,
  start: INTEGER,
  type: /^(?:[1aAiI]|[\w.+-]+\/[\w.+-]+(?:;.{0,100})?)$/,
  width: POSITIVE,
};

/** markdown-it, like many editors, aligns a table's cells by style. */
const alignmentIn = (style: string | undefined): string | undefined =>
  /^\s*text-align\s*:\s*(left|center|right|justify)\s*;?\s*$/i.exec(style ?? '')?.[1]?.toLowerCase();
