// Waiting in tests: for what comes in a moment, and on a busy machine a little later.

import { vi } from 'vitest';

/** Tries until it throws no more; rejects with what it threw at the end. */
export const soon = <T>(attempt: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(attempt, { timeout: 200_000, interval: 10 }) as Promise<T>;
