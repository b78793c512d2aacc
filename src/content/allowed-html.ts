// What an article may hold: elements of HTML, their attributes, and the values of these; and how much work it may be.

import { writable } from '../model/text.ts';

const named = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** What only groups or marks its text. */
const PLAIN_ELEMENTS =
  'abbr address article aside b bdi bdo br caption cite code dd dfn dl dt em figcaption figure footer header ' +
  'hgroup hr i kbd main mark menu nav picture pre rb rt rtc ruby s samp search section small span strong sub ' +
  'summary sup table tbody tfoot thead u ul var wbr';

const EVERYWHERE = 'id lang dir title';

/** Elements, and their own attributes. */
const WITH_ATTRIBUTES: readonly (readonly [elements: string, attributes: string])[] = [
  [PLAIN_ELEMENTS, ''],
  ['a', 'href hreflang rel'],
  ['audio', 'src controls loop'],
  ['blockquote q', 'cite'],
  ['col colgroup', 'span align'],
  ['data', 'value'],
  ['del ins', 'cite datetime'],
  ['details', 'open'],
  ['div h1 h2 h3 h4 h5 h6 p tr', 'align'],
  ['img', 'src srcset sizes alt width height'],
  ['li', 'value'],
  ['ol', 'start reversed type'],
  ['source', 'src srcset sizes media type width height'],
  ['td th', 'colspan rowspan headers scope abbr align'],
  ['time', 'datetime'],
  ['track', 'src kind srclang label default'],
  ['video', 'src poster controls loop muted width height'],
];

/** The attributes of an element, by their names. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** Element → attributes. Neither `style` nor `class`: readers drop or misread them, and the page has its own. */
export const ALLOWED: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  WITH_ATTRIBUTES.flatMap(([elements, own]) =>
    elements.split(' ').map((name) => [name, named(`${EVERYWHERE} ${own}`.trim())] as const),
  ),
);

/** Elements of old pages and of other programs, and those that mean the same. */
export const RENAMED: ReadonlyMap<string, string> = new Map([
  ['acronym', 'abbr'],
  ['amp-img', 'img'],
  ['big', 'span'],
  ['center', 'div'],
  ['dir', 'ul'],
  ['listing', 'pre'],
  ['strike', 's'],
  ['tt', 'code'],
  ['xmp', 'pre'],
]);

/** Elements of HTML whose tags say nothing without their page: their content stays. */
const NO_LOSS =
  'base basefont bgsound blink body command fieldset font html input isindex keygen label legend link map marquee ' +
  'meta meter multicol nobr noindex output param progress slot spacer';

export type Fate = 'written' | 'text' | 'unknown' | 'dropped' | 'unseen' | 'link' | 'player' | 'noscript' | 'formula';

const of = (fate: Fate, names: Iterable<string>) => Array.from(names, (name) => [name, fate] as const);

/** What becomes of the elements that are known. Of a name that stands twice the last line holds. */
export const FATES: ReadonlyMap<string, Fate> = new Map([
  ...of('written', [...named(NO_LOSS), ...ALLOWED.keys(), ...RENAMED.keys()]),
  ...of('player', ['audio', 'video']),
  ...of('noscript', ['noscript']),
  ...of('link', named('iframe frame embed object lite-youtube lite-vimeo amp-youtube amp-vimeo')),
  // With all they hold, and told.
  ...of(
    'dropped',
    named('applet form frameset head noembed noframes optgroup option script select style svg textarea title'),
  ),
  // With all they hold, without a word: what no reader of the page sees, or what is no text.
  ...of('unseen', named('button datalist dialog rp template')),
]);

/** Elements that may end without an end tag. */
export const OMISSIBLE = named('dd dt li p rb rp rt rtc tbody td tfoot th thead tr');

/** Elements that never have an end tag, also of those that are not allowed. */
export const NEVER_CLOSED = named(
  'area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr',
);

/** The attributes of an element that may stay, with values that may stay; addresses are checked elsewhere. */
export function attributesOf(name: string, given: Attributes): Record<string, string | undefined> {
  const kept: Record<string, string> = {};
  for (const key of ALLOWED.get(name) ?? []) {
    const value = Object.hasOwn(given, key) ? given[key] : key === 'align' ? alignmentIn(given.style) : undefined;
    if (value === undefined) continue;
    // Written with a value, which XML asks for and HTML does not mind.
    const text = BOOLEAN.has(key) ? key : writable(VALUES[key] === undefined ? value : value.trim());
    if (text === '' ? key === 'alt' : (VALUES[key]?.test(text) ?? true)) kept[key] = text;
  }
  return kept;
}

const BOOLEAN = named('controls default loop muted open reversed');

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
  style && /^text-align\s*:\s*(left|center|right|justify)\s*;?$/i.exec(style.trim())?.[1]?.toLowerCase();

/** KaTeX shows each formula twice: as MathML, which is taken, and as boxes. */
export const isHidden = (given: Attributes): boolean =>
  (given.hidden !== undefined && given.hidden !== 'until-found') ||
  (given.style !== undefined && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(given.style)) ||
  (given.class !== undefined && /(?:^|\s)katex-html(?:\s|$)/.test(given.class));

const SWALLOWING =
  /<(!--|(?:iframe|math|noembed|noframes|plaintext|script|style|svg|textarea|title|xmp)(?![a-z0-9-]))([^<>]*>)?/gi;
const ENDS = /<\/(iframe|math|noembed|noframes|script|style|svg|textarea|title|xmp)(?![a-z0-9-])|-->/gi;

/**
 * Elements whose content is no HTML take all that follows if they are not closed: then their tag is text, or where it
 * shows something, closed at once. A comment that never ends is text too.
 */
export function withoutSwallowing(html: string): string {
  if (html.search(SWALLOWING) < 0) return html;
  const lastEnds = new Map<string, number>();
  for (const { 1: name = '!--', index } of html.matchAll(ENDS)) lastEnds.set(name.toLowerCase(), index);
  return html.replace(SWALLOWING, (tag, name: string, attributes: string | undefined, at: number) => {
    const isClosed = at < (lastEnds.get(name.toLowerCase()) ?? -1);
    const isFrame = /^iframe$/i.test(name) && /\ssrc\s*=/i.test(attributes ?? '');
    if (isFrame && (!isClosed || tag.endsWith('/>'))) return `${tag.replace(/\/?>$/, '')}></iframe>`;
    return isClosed ? tag : `&lt;${tag.slice(1)}`;
  });
}

/** What is left out: an element with all it holds, its tags only, an end tag, or the structure of a formula. */
export type Loss = 'whole' | 'tags' | 'end' | 'formula';

/** Told of each loss: the element's name, its start tag as it is written, and for a formula what stands for it. */
export type Tell = (loss: Loss, name: string, tag: string, text?: string) => void;

/** Deeper HTML is no article, and libxml2, which many readers parse with, gives up at 256. */
export const DEEPEST = 200;

/** Counts steps of about a microsecond each. Throws RangeError once a text has cost more than its length allows. */
export type Spend = (steps: number) => void;

/** Prose costs a tenth of a step a character, a list of links one, a table of numbers one and a half. */
const STEPS_A_CHARACTER = 1.5;
const STEPS_FOR_ANY = 50_000;
const STEPS_AT_MOST = 350_000; // a third of a second: a list of 10,000 links, ten times the longest article

/** The steps that a text of this many characters may cost: in proportion to its length, as plain text does. */
export function allowance(length: number): Spend {
  let left = Math.min(STEPS_FOR_ANY + STEPS_A_CHARACTER * length, STEPS_AT_MOST);
  return (steps) => {
    left -= steps;
    if (left < 0) throw new RangeError('The text is too much work for its length.');
  };
}
