// Text at the model's edge: what may stand in a document, and nothing else.

/** What XML 1.0 §2.2 forbids or nobody can show: control characters, lone surrogates, noncharacters. */
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;

/** The text without the characters that no document can hold. */
export function writable(text: string): string {
  return text.replace(UNWRITABLE, '');
}

/** Writable text on one line: runs of white space become one space, none at the ends. No-break spaces stay. */
export function oneLine(text: string): string {
  if (!UNTIDY.test(text)) return text;
  const line = writable(text.replace(/[\u0085\u000B\u000C]/g, ' ')).replace(BREAKABLE, ' ');
  return line.trim();
}

/** White space, but for U+00A0, U+2007 and U+202F, which a writer put there to hold words together. */
const BREAKABLE = /[^\S\u00A0\u2007\u202F]+/gu;

/** What most texts have nothing of: they are visible ASCII with single spaces in between. */
const UNTIDY = /[^ -~]|^ | {2}| $/;

/** At most `length` characters of a text, cut between words, with an ellipsis if something was cut. */
export function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text;
  const room = text.slice(0, length);
  const space = room.lastIndexOf(' ');
  const kept = space > length / 2 ? room.slice(0, space) : room.replace(/[\uD800-\uDBFF]$/, '');
  return `${kept.replace(/[\s,;:.–—-]+$/u, '')}…`;
}

/** A value as a message shows it: its beginning, on one line. */
export function quoted(text: string): string {
  const line = oneLine(text);
  return `"${line.length > 60 ? `${line.slice(0, 60).replace(/[\uD800-\uDBFF]$/, '')}…` : line}"`;
}

/** Plain text as HTML, also in a value of an attribute. */
export const escapeHtml = (text: string): string => (/[&<>"]/.test(text) ? text.replace(/[&<>"]/g, referenceTo) : text);

/** A character that means something in HTML, as it stands for itself. */
export const referenceTo = (character: string): string => REFERENCES[character] ?? character;

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The order of two texts, by their UTF-16 code units. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Bytes of a text in UTF-8; Node counts without making them. */
export const byteLengthOf = (text: string): number =>
  globalThis.Buffer ? Buffer.byteLength(text) : new TextEncoder().encode(text).length;
