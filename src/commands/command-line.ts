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

interface Command {
  /** What stands behind the command; in brackets what may be left out. */
  readonly takes: readonly string[];
  readonly does: string;
  /** Paragraphs for `courant help` of this command. */
  readonly more?: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  run(call: Call, io: Terminal): Promise<ExitCode>;
}

export type Commands = Readonly<Record<string, Command>>;

/** A command as it was called. */
export interface Call {
  readonly arguments: readonly (string | undefined)[];
  /** The value of an option. */
  text(option: string): string | undefined;
  /** Whether an option is there. */
  has(option: string): boolean;
}

const GENERAL: Readonly<Record<string, Option>> = {
  help: { does: 'Tells how it is used.' },
  version: { does: 'Tells the version.' },
};

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
  const { code, path, message, stack } = error;
  if (code === 'ENOENT' && path) return `There is no ${path}. A first content folder is made by courant new "Title".`;
  return code !== undefined || error instanceof Failure ? message : String(stack);
}

async function dispatch(commands: Commands, args: readonly string[], io: Terminal): Promise<ExitCode> {
  const all = Object.assign({}, GENERAL, ...Object.values(commands).map(({ options }) => options));
  const { tokens, positionals, values } = parse(args, all);
  const [name, ...rest] = positionals;
  const wantsHelp = values.help !== undefined || name === 'help';
  if (name === undefined && values.version !== undefined) return say(io, [version()]);
  const about = name === 'help' ? rest[0] : name;
  if (about === undefined) {
    if (wantsHelp) return say(io, overview(commands));
    checkOptions('', { options: GENERAL }, tokens);
    for (const line of overview(commands)) io.err(line);
    return 2;
  }
  const command = Object.hasOwn(commands, about) ? commands[about] : undefined;
  if (!command) throw new UsageError(unknown(`There is no command ${about}.`, about, Object.keys(commands)));
  if (wantsHelp) return say(io, helpOf(about, command));
  checkOptions(about, command, tokens);
  checkArguments(about, command, rest);
  const text = (option: string) => values[option] as string | undefined;
  return command.run({ arguments: rest, text, has: (option) => values[option] !== undefined }, io);
}

type Tokens = NonNullable<ReturnType<typeof parse>['tokens']>;

function parse(args: readonly string[], all: Readonly<Record<string, Option>>) {
  const options = Object.entries(all).map(([name, { value }]) => {
    const type = value === undefined ? 'boolean' : 'string';
    return [name, { type, ...(name === 'help' && { short: 'h' }) }] as const;
  });
  return parseArgs({
    args: [...args],
    options: Object.fromEntries(options),
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
}

function checkOptions(name: string, { options }: Pick<Command, 'options'>, tokens: Tokens): void {
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    const known = Object.keys(options).map((each) => `--${each}`);
    const { rawName, value } = token;
    if (!option) {
      const called = `courant ${name}`.trim();
      throw new UsageError(unknown(`${called} has no option ${rawName}.`, rawName, known, name));
    }
    if (option.value !== undefined && value === undefined)
      throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`);
    if (option.value === undefined && value !== undefined) throw new UsageError(`${rawName} takes no value.`);
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

function say(io: Terminal, lines: readonly string[]): ExitCode {
  for (const line of lines) io.out(line);
  return 0;
}

function overview(commands: Commands): string[] {
  const rows = Object.entries(commands).map(([name, { takes, does }]) => [[name, ...takes].join(' '), does] as const);
  return [
    'courant publishes a folder of Markdown articles as RSS, Atom and JSON Feed.',
    '',
    ...table(rows.map(([usage, does]) => [`courant ${usage}`, does])),
    '',
    'The folder is ./content where none is named. courant help COMMAND tells the options.',
    'Exit codes: 0 done, 1 the content is wrong, 2 the call is wrong.',
  ];
}

function helpOf(name: string, { takes, does, more = [], options }: Command): string[] {
  const rows = Object.entries(options).map(
    ([option, { value, does }]) => [`--${option}${value === undefined ? '' : ` ${value}`}`, does] as const,
  );
  return [
    `courant ${[name, ...takes].join(' ')}`,
    '',
    does,
    ...more.flatMap((paragraph) => ['', paragraph]),
    ...(rows.length ? ['', ...table(rows)] : []),
  ];
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`);
}

/** As package.json says, which is two folders up, from src/ as from dist/. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
