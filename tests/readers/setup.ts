// Once before all tests: a folder where readers live, and what has to be built for them.

import { rmSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { READERS } from './readers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder that has a folder for each reader. */
    readers: string;
  }
}

export async function setup(project: TestProject): Promise<void> {
  const readers = await mkdtemp(join(tmpdir(), 'courant-readers-'));
  process.once('exit', () => rmSync(readers, { recursive: true, force: true })); // also when interrupted
  for (const { name, build } of READERS) {
    await mkdir(join(readers, name));
    await build?.(join(readers, name));
  }
  project.provide('readers', readers);
}
