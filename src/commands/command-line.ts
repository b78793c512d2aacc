// The command line: which command is meant and with which options; help; and what to type instead of what was typed.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { nearest } from '../content/known-keys.ts';
import { type ExitCode, Failure, type Terminal, UsageError } from './io.ts';

export interface Option {
  /** What stands behind it, as help shows it; an option without is there or not. */
  readonly value?: string;
  readonly does: string;
}

type Options = Readonly<Record<string, Option>>;

interface Command {
  /** What stands behind the command; in brackets what may be left out. */
  readonly takes: readonly string[];
  readonly does: string;
  /** Paragraphs for `courant help` of this command. */
  readonly more?: string;
  readonly options: Options;
  run(call: Call, io: Terminal): Promise<ExitCode>;
}

export type Commands = Readonly<Record<string, Command>>;

/** A command as it was called. */
export interface Call {
  readonly arguments: readonly (string | undefined)[];
  /** The values of options that have one. */
  readonly texts: Readonly<Record<string, string | undefined>>;
  /** Whether each of the others is there. */
  readonly flags: Readonly<Record<string, boolean | undefined>>;
}

const GENERAL: Options = { help: { does: 'Tells how it is used.' }, version: { does: 'Tells the version.' } };

/** Runs the command that the arguments name. 2 if they name none. */
export async function runCommand(commands: Commands, args: readonly string[], io: Terminal): Promise<ExitCode> {
  try {
    return await dispatch(commands, args, io);
  } catch (error) {
    io.progress('');
    io.err(error instanceof UsageError ? error.message : wordsOf(error as NodeJS.ErrnoException));
    return error instanceof UsageError ? 2 : 1;
  }
}

/** A fault of the system has a code; one of ours shows where it is. */
function wordsOf(error: NodeJS.ErrnoException): string {
  const { code, path, message, stack, syscall } = error;
  const hint = syscall === 'open' ? '' : ' A first content folder is made by courant new "Title".'; // a log, no folder
  if (code === 'ENOENT' && path) return `There is no ${path}.${hint}`;
  return code !== undefined || error instanceof Failure ? message : String(stack);
}

async function dispatch(commands: Commands, args: readonly string[], io: Terminal): Promise<ExitCode> {
  const all: Options = Object.assign({}, GENERAL, ...Object.values(commands).map(({ options }) => options));
  const known = Object.entries(all).map(([name, { value }]) => {
    const type = value === undefined ? 'boolean' : 'string';
    return [name, { type, ...(name === 'help' && { short: 'h' }) }] as const;
  });
  const { positionals, values } = parseArgs({
    args: [...args],
    options: Object.fromEntries(known),
    strict: false, // our own words say what is wrong
    allowPositionals: true,
  });
  const [first, ...rest] = positionals;
  const wantsHelp = values.help !== undefined || first === 'help';
  const name = first === 'help' ? rest[0] : first;
  if (name === undefined) {
    checkOptions('', GENERAL, values);
    const lines = values.version ? [version()] : overview(commands);
    const isAsked = wantsHelp || values.version;
    lines.forEach(isAsked ? io.out : io.err);
    return isAsked ? 0 : 2;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new UsageError(unknown(`There is no command ${name}.`, name, Object.keys(commands)));
  if (wantsHelp) {
    helpOf(name, command).forEach(io.out);
    return 0;
  }
  checkOptions(name, command.options, values);
  checkArguments(name, command, rest);
  return command.run({ arguments: rest, texts: values as Call['texts'], flags: values as Call['flags'] }, io);
}

function checkOptions(command: string, options: Options, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    const typed = `${name.length === 1 ? '-' : '--'}${name}`;
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (!option) {
      const known = Object.keys(options).map((each) => `--${each}`);
      throw new UsageError(unknown(`${`courant ${command}`.trim()} has no option ${typed}.`, typed, known, command));
    }
    if (option.value === undefined && value !== true) throw new UsageError(`${typed} takes no value.`);
    if (option.value !== undefined && value === true)
      throw new UsageError(`${typed} needs a value: ${typed} ${option.value}`);
  }
}

function checkArguments(name: string, { takes }: Command, given: readonly string[]): void {
  const usage = `courant ${[name, ...takes].join(' ')}`;
  const missing = takes[given.length];
  if (missing !== undefined && !missing.startsWith('['))
    throw new UsageError(`courant ${name} needs ${missing}: ${usage}`);
  const surplus = takes.at(-1)?.includes('…') ? undefined : given[takes.length];
  if (surplus !== undefined) throw new UsageError(`Unexpected argument "${surplus}": ${usage}`);
}

function unknown(message: string, word: string, known: readonly string[], about = ''): string {
  const meant = nearest(word, known);
  return `${message} ${meant ? `Did you mean ${meant}?` : `See courant help ${about}`.trim()}`;
}

function overview(commands: Commands): string[] {
  return [
    'courant publishes a folder of Markdown articles as RSS, Atom and JSON Feed.',
    '',
    ...table(Object.entries(commands).map(([name, { takes, does }]) => [['courant', name, ...takes].join(' '), does])),
    '',
    'The folder is ./content where none is named. courant help COMMAND tells the options.',
    'Exit codes: 0 done, 1 the content is wrong, 2 the call is wrong.',
  ];
}

function helpOf(name: string, { takes, does, more, options }: Command): string[] {
  const rows = Object.entries(options).map(([option, { value, does }]): [string, string] => [
    `--${option}${value === undefined ? '' : ` ${value}`}`,
    does,
  ]);
  const usage = ['courant', name, ...takes].join(' ');
  return [usage, '', does, ...(more ? ['', more] : []), ...(rows.length > 0 ? ['', ...table(rows)] : [])];
}

function table(rows: readonly [string, string][]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}

/** As package.json says, which is two folders up, from src/ as from dist/. */
function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
