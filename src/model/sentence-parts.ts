// Parts of the sentences in wording.ts that depend on their values: kinds of values, faults of YAML, lists.

import { quoted } from './text.ts';

/** What a value can be asked to be, and how that is written. */
export const KINDS = {
  'a colour': () => 'Write one like #0057b8.',
  'a domain and a year': () => 'Write a domain and a year in which it was yours: example.org,2026.',
  'a language': () => 'Write its code, such as en, de or pt-BR.',
  'a length in seconds': (key: string) => `Write ${key}: 95 or ${key}: 1:35.`,
  'a media type': () => 'Write one like image/jpeg.',
  'a name in the fediverse': () => 'Write @ann@social.example.',
  'a path or an address': () => 'Write /new/path/, or an address with https://.',
  'a pattern for addresses': () =>
    'Write a path with {slug} that ends in / or .html, such as /articles/{slug}/ or /{year}/{month}/{slug}/.',
  'a time zone': () => 'Write a name such as Europe/Berlin.',
  'a whole number above 0': (key: string, example = 1) => `Write a number: ${key}: ${example}.`,
  'an absolute address': () => 'Write one that begins with https://.',
  'an e-mail address': () => 'Write one like ann@example.org.',
  'full or summary': (key: string) => `Write ${key}: full or ${key}: summary.`,
  'the address of a hub': () => 'Write one that begins with https://.',
  'true or false': (key: string) => `Write ${key}: true or ${key}: false.`,
} satisfies Record<string, (key: string, example?: number) => string>;

export type Kind = keyof typeof KINDS;

/** `needed`: the path that it is, which Courant needs itself. */
export const noPath = (written: string | undefined, needed: string | undefined): string =>
  needed === undefined
    ? `${shown(written, 'This')} is not a plain path of this site`
    : `Courant needs the address ${needed} itself`;

export const shown = (text: string | undefined, otherwise: string): string =>
  text === undefined ? otherwise : quoted(text);

export const listed = (names: readonly string[]): string =>
  [...names.slice(0, 3).map(quoted), ...(names.length > 3 ? ['…'] : [])].join(' and ') || 'nothing';

export function linesToAdd(lacking: readonly ('type' | 'length')[], hasLines: boolean): string {
  const examples = { type: 'type: image/jpeg', length: 'length: 12345 (its bytes)' };
  const lines = lacking.map((key) => examples[key]).join(' and ');
  return hasLines ? `Add ${lines}.` : `Write src: with the address and ${lines}, on lines below the key.`;
}

/** What is told of YAML that cannot be read, if the parser says this of it. */
export const faultOfYaml = (said: string): Fault => FAULTS.find(([about]) => about.test(said)) ?? UNKNOWN;

type Fault = readonly [about: RegExp, message: string, hint?: string];

/** By what the parsers say. Without a hint of its own, the advice is to put the value in quotes. */
const FAULTS: readonly Fault[] = [
  [/Missing closing/, 'A quote is opened here and never closed.', 'Write the same quote at the end of the value.'],
  [/end with a/, 'A bracket is opened here and never closed.', 'Write ] or } at its end, or put the value in quotes.'],
  [/block-seq-ind|block seq/, 'A list item cannot begin here.', 'Write each "- item" on a line of its own.'],
  [/BLOCK_AS.*MULTILINE/, 'The lines below this value look like keys.', 'Begin all keys of a group in one column.'],
  [/MULTILINE|map values/, 'This line is not a key with a value.', 'Write key: value, with a space after the colon.'],
  [/BLOCK_AS/, 'There is a colon inside this value.'],
  [/BAD_SCALAR_START/, 'A value cannot begin with this character.'],
  [/at node end/, 'There is more after the end of this value.'],
  [/BAD_DQ_ESCAPE/, 'A backslash inside double quotes means something else.'],
  [/TAB_AS_INDENT/, 'A tab stands where only spaces can.', 'Indent with spaces.'],
  [/BAD_INDENT/, 'This line begins in another column than its neighbours.', 'Begin all keys of a group in one column.'],
  [/Block scalar header|Not a YAML token/, 'Nothing can stand after | or > on its line.'],
  [/DUPLICATE_KEY|duplicated mapping key/, 'This key is there already.', 'Remove one of the two.'],
  [/cannot merge/, 'Only mappings can be merged.', 'Write <<: *name of a mapping.'],
  [/group as a key/, 'A key must be one word or text.'],
  [/unidentified alias/, 'The mark * stands for a value that has the same name after & above, and none has.'],
  [/ALIAS|TAG|ANCHOR|BAD_PROP|tag/, 'The marks & * ! mean something of their own in YAML.'],
  [/MULTIPLE_DOCS/, 'A line --- or ... above ends the YAML too early.', 'Remove that line.'],
  [/DIRECTIVE|directives-end/, 'A line that begins with % is for the YAML parser.', 'Remove that line.'],
  [/RESOURCE_EXHAUSTION|too deep/, 'Values stand too deep in one another.', 'Write them with fewer levels.'],
];

const UNKNOWN: Fault = [/^/, 'This cannot be read as YAML.'];
