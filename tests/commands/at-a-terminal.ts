// A terminal for tests: what was printed, and a person who answers.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Terminal } from '../../src/commands/io.ts';

export interface TestTerminal extends Terminal {
  readonly printed: string[];
  readonly told: string[];
  readonly asked: string[];
}

/** With answers it is a person's; they are given in their order. */
export function terminal(
  options: { answers?: string[]; env?: Record<string, string>; stop?: AbortSignal } = {},
): TestTerminal {
  const { answers, env = {}, stop = new AbortController().signal } = options;
  const [printed, told, asked]: [string[], string[], string[]] = [[], [], []];
  const ask = async (question: string): Promise<string> => {
    asked.push(question);
    return answers?.shift() ?? '';
  };
  return {
    printed,
    told,
    asked,
    out: (line) => void printed.push(line),
    err: (line) => void told.push(line),
    progress() {},
    env,
    stop,
    ...(answers && { ask }),
  };
}

/** A folder that is empty, and gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'courant-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder, with its text. */
export function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}
