// A distinct counter: how many different texts there were, in little memory.

import { createHash } from 'node:crypto';

export interface DistinctCounter {
  add(text: string): void;
  /** Exact up to 10,000; beyond, within a few percent. */
  count(): number;
}

const MOST = 10_000;

/**
 * Adaptive sampling (Wegman; Flajolet 1990, "On adaptive sampling"): only hashes that end in so many zero bits are kept,
 * and one bit more is asked for whenever there are too many.
 */
export function createCounter(): DistinctCounter {
  let kept = new Set<number>();
  let bits = 0;
  const isKept = (hash: number) => (hash & (2 ** bits - 1)) === 0;
  return {
    add(text) {
      const hash = createHash('sha256').update(text).digest().readInt32BE();
      if (isKept(hash)) kept.add(hash);
      if (kept.size <= MOST) return;
      bits += 1;
      kept = new Set([...kept].filter(isKept));
    },
    count: () => kept.size * 2 ** bits,
  };
}
