// Where a reader keeps what it has read.

import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Reader } from './reader.ts';

/** A new, empty folder, gone after all tests. */
export const newHome = ({ name }: Reader): Promise<string> => mkdtemp(join(inject('readers'), name, 'home-'));
