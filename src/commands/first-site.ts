// The publication that a command writes into, with a first site.yaml if there was none: asked for at a terminal, by
// options elsewhere, with an answer for everything.

import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createDiskFiles } from '../build/disk-files.ts';
import { createFolder } from '../build/folder.ts';
import { isTimeZone } from '../content/dates-in.ts';
import { httpUrl, languageOf } from '../content/fields.ts';
import { writeNew } from '../disk/write.ts';
import { phraseLanguages } from '../documents/pages/phrases.ts';
import type { Author } from '../model/article.ts';
import { shortHash } from '../model/slug.ts';
import { SITE_FILE } from '../model/source-file.ts';
import { oneLine } from '../model/text.ts';
import { type YamlPairs, type YamlValue, yamlLines } from './article-file.ts';
import { Failure, type Terminal, UsageError } from './io.ts';
import { reportOf } from './report.ts';

/** What may be known of a publication before it has a site.yaml. */
export type SiteWords = { readonly [word in keyof Answers]?: string | undefined };

/** What another site knows that articles are taken from. */
export interface SiteHints extends SiteWords {
  readonly description?: string | undefined;
  /** A host that is the publication's own. */
  readonly host?: string | undefined;
  /** With `url`, below its path. */
  readonly permalink?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly copyright?: string | undefined;
  /** By key. */
  readonly authors?: ReadonlyMap<string, Author> | undefined;
  /** Old path to new path or address. */
  readonly redirects?: ReadonlyMap<string, string> | undefined;
  readonly gone?: readonly string[] | undefined;
}

interface Question {
  readonly asks: string;
  readonly otherwise: string;
  /** The answer in its normal form; undefined if it is none. */
  readonly read: (answer: string) => string | undefined;
  readonly refusal: string;
}

const QUESTIONS = {
  title: {
    asks: 'What is the publication called?',
    otherwise: 'My publication',
    read: (answer) => oneLine(answer) || undefined,
    refusal: 'The title needs a word.',
  },
  url: {
    asks: 'At which address will it be public?',
    otherwise: 'http://localhost:3000/',
    read: (answer) => httpUrl(answer)?.replace(/\/*(?:[?#].*)?$/s, '/'),
    refusal: 'An address begins with https://, such as https://example.org/.',
  },
  language: {
    asks: `In which language? Pages have words in ${phraseLanguages().join(', ')}.`,
    otherwise: 'en',
    read: languageOf,
    refusal: 'A language is a BCP 47 tag, such as en, de or pt-BR.',
  },
  author: { asks: 'Who writes it?', otherwise: '', read: oneLine, refusal: '' },
} satisfies Record<string, Question>;

type Answers = Record<keyof typeof QUESTIONS, string>;
const WORDS = Object.keys(QUESTIONS) as (keyof Answers)[];

/** Opens the folder as it is now. Throws if its site.yaml is there and cannot be read. */
export async function openPublication(content: string, given: SiteWords, hints: SiteHints, io: Terminal) {
  if (statSync(content, { throwIfNoEntry: false })?.isFile()) throw new UsageError(`${content} is no folder.`);
  if (!existsSync(join(content, SITE_FILE))) await makeFirstSite(content, given, hints, io);
  const folder = createFolder(createDiskFiles(content), { url: io.env.SITE_URL || undefined });
  folder.look();
  const site = folder.site();
  if (site) return { site, catalog: folder.catalog(), folder };
  reportOf(folder.problems(), content).forEach(io.err);
  throw new Failure(`Mend ${join(content, SITE_FILE)} first: nothing was made.`);
}

/** Makes site.yaml in the folder. `given` is what options say, `hints` what may be offered as an answer. */
async function makeFirstSite(content: string, given: SiteWords, hints: SiteHints, io: Terminal): Promise<void> {
  const answers = {} as Answers;
  if (io.ask) io.err(`There is no ${SITE_FILE} in ${content} yet. Enter takes what stands in brackets.`);
  for (const word of WORDS) answers[word] = await answerTo(word, given[word], io, hints[word]);
  if (!io.ask && domainIn(answers.url, hints) === undefined) {
    // Nobody would notice an authority that is made up, and no later one could take its place.
    const which = given.url ? `, and ${given.url} has none that is its own` : '';
    const why = `The ids of all articles begin with the domain of the publication, for good${which}`;
    throw new UsageError(`${why}: say it with --site-url https://example.org/`);
  }
  const file = join(content, SITE_FILE);
  if (writeNew(file, firstSite(answers, hints))) io.out(`Made ${file}: what the publication is called, and where.`);
}

async function answerTo(word: keyof Answers, said: string | undefined, io: Terminal, hint = ''): Promise<string> {
  const { asks, otherwise, read, refusal }: Question = QUESTIONS[word];
  if (said !== undefined) {
    const answer = read(said);
    if (answer === undefined) throw new UsageError(`--site-${word} is ${JSON.stringify(said)}. ${refusal}`);
    return answer;
  }
  const offered = read(hint) || otherwise;
  while (io.ask) {
    const answer = await io.ask(`${asks} [${offered || 'nobody in particular'}] `);
    const understood = answer === '' ? offered : read(answer);
    if (understood !== undefined) return understood;
    io.err(refusal);
  }
  return offered;
}

function firstSite({ title, url, language, author }: Answers, hints: SiteHints): string {
  const { description, permalink, copyright, authors = new Map(), redirects = new Map(), gone } = hints;
  const lines = [
    ...yamlLines({ title, description }),
    ...(description ? [] : ['# description: One sentence, for feed readers and search engines.']),
    '',
    '# The public address, with its path if it has one. Change it before you go online.',
    ...yamlLines({ url }),
    '',
    "# The fixed part of every article's id. Readers know articles by their ids: once you are public,",
    '# never change it, not even when the address changes.',
    ...yamlLines({ tagAuthority: `${domainIn(url, hints) ?? localName()},${new Date().getFullYear()}` }),
    '',
    ...yamlLines({ language }),
    `timeZone: ${hints.timeZone ?? ownTimeZone()} # of dates that name none`,
    ...(author ? yamlLines({ author }) : ['# author: Ann Example # of articles that name none']),
    ...yamlLines({ authors: quoted(new Map(Array.from(authors, ([key, { key: _, ...person }]) => [key, person]))) }),
    ...(permalink && (hints.url !== undefined || new URL(url).pathname === '/')
      ? ['', '# As the addresses were before.', ...yamlLines({ permalink })]
      : []),
    '',
    '# icon: icon.png # a square picture in this folder',
    ...(copyright ? yamlLines({ copyright }) : ['# copyright: © Ann Example']),
    ...yamlLines({ redirects: quoted(redirects), gone }),
  ];
  return `${lines.join('\n')}\n`;
}

/** What another site gave, with its own keys. */
const quoted = (entries: ReadonlyMap<string, YamlValue>): YamlPairs =>
  Object.fromEntries(Array.from(entries, ([key, value]) => [JSON.stringify(key), value]));

/** That of the computer. */
export function ownTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}

/** A domain that is the publication's own; undefined if none is known. */
function domainIn(url: string, { host }: SiteHints): string | undefined {
  const { hostname } = new URL(url);
  return /^(?!.*\.localhost$)[a-z0-9.-]+\.[a-z][a-z0-9-]*$/i.test(hostname) ? hostname : host;
}

/**
 * A name that no other publication has made: `localhost` is everybody's, and ids must tell publications apart. Names
 * below localhost are their own machine's (RFC 6761 §6.3), so this one is nobody else's to give.
 */
const localName = (): string => `site-${shortHash(crypto.randomUUID())}.localhost`;
