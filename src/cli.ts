#!/usr/bin/env node
// The command line: arguments in, exit code out. The only console and process.

import { parseArgs } from 'node:util';
import { check } from './commands/check.ts';
import type { ExitCode, Io } from './commands/io.ts';
import { serve } from './commands/serve.ts';

const USAGE = `courant publishes a folder of Markdown articles as RSS, Atom and JSON Feed.

  courant serve [content] [--port 3000] [--host 127.0.0.1] [--strict]
  courant check [content] [--json]`;

const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  strict: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function main(args: string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [command, content = 'content', ...rest] = positionals;
  if (values.help || command === undefined) {
    io.out(USAGE);
    return values.help ? 0 : 2;
  }
  if (rest.length > 0) return usage(io, `What is ${rest.join(' ')}? One content folder is enough.`);
  if (command === 'check') return check({ content, json: values.json ?? false }, io);
  if (command !== 'serve') return usage(io, `There is no command ${command}.`);
  const port = Number(values.port ?? io.env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) return usage(io, `${values.port} is not a port.`);
  return serve({ content, port, host: values.host ?? '127.0.0.1', strict: values.strict ?? false }, io);
}

function usage(io: Io, message: string): ExitCode {
  io.err(message);
  io.err(USAGE);
  return 2;
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

const io: Io = {
  out: (line) => console.log(line),
  err: (line) => console.error(line),
  env: process.env,
  stop: stop.signal,
};

try {
  process.exitCode = await main(process.argv.slice(2), io);
} catch (error) {
  const isUsage = String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
  process.exitCode = isUsage ? usage(io, (error as Error).message) : 1;
  if (!isUsage) io.err((error as Error).message);
}
