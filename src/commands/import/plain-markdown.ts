// Plain text as Markdown that shows just that text.

/** One line of text, or a piece of one, with a backslash before every character that Markdown would take for a mark. */
export function escapeMarkdown(text: string): string {
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 0 ? escapeMarks(part) : address(part)))
    .join('')
    .replace(LINE_MARK, '$1\\$2')
    .replace(NUMBER, '$1\\$2');
}

/** Addresses become links by themselves, so that a backslash would become part of them. */
const ADDRESS = /(https?:\/\/[^\s<>]*[^\s<>.,;:!?'"()[\]*_~`\\])/i;

const address = (url: string): string => (/[*_`~[\]\\&]/.test(url) ? `<${url}>` : url);

const escapeMarks = (text: string): string =>
  text
    .replace(/[\\`*[\]]/g, '\\$&')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/\$(?!\s|\d(?![^$]{0,1000}(?<!\s)\$(?![\d$])))/g, '\\$&') // it may begin a formula
    .replace(/~(?=~)|(?<=~)~/g, '\\~')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_');

/** What makes a line a heading, a quote, a list, a rule, a table's head or a fence. */
const LINE_MARK = /^(\s*)([#>|]|[-+](?=\s|$|-)|=(?==*\s*$)|~(?=~~))/;
const NUMBER = /^(\s*\d{1,9})([.)])(?=\s|$)/;
