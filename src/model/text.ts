// Text at the model's edge: what may stand in a document, and nothing else.

/** What XML 1.0 §2.2 forbids or nobody can show: control characters, lone surrogates, noncharacters. */
const UNWRITABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\p{Cs}|\p{Noncharacter_Code_Point}/gu;

/** The text without the characters that no document can hold. */
export function writable(text: string): string {
  return text.replace(UNWRITABLE, '');
}

/** Writable text on one line: runs of white space become one space, none at the ends. */
export function oneLine(text: string): string {
  return writable(text.replace(/[\u0085\u000B\u000C]/g, ' '))
    .replace(/\s+/gu, ' ')
    .trim();
}

/** At most `length` characters of a text, cut between words, with an ellipsis where something was cut. */
export function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text;
  const room = text.slice(0, length);
  const space = room.lastIndexOf(' ');
  const kept = space > length / 2 ? room.slice(0, space) : room.replace(/[\uD800-\uDBFF]$/, '');
  return `${kept.replace(/[\s,;:.–—-]+$/u, '')}…`;
}
