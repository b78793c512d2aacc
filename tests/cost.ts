// What work costs, beside other work of the same run.

import { expect } from 'vitest';

const MOST_ROUNDS = 8;

/** CPU seconds of this process, its threads included. */
function costOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/**
 * Expects that `work` costs at most `times` as much as `plain`. A busy machine can only make a run dearer, never cheaper, so
 * the cheapest of several runs counts on both sides: while the bound does not hold, both are measured again.
 */
export function expectCost(work: () => void, times: number, plain: () => void): void {
  let cost = Number.POSITIVE_INFINITY;
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS && cost >= times * least; round++) {
    cost = Math.min(cost, costOf(work));
    least = Math.min(least, costOf(plain), costOf(plain), costOf(plain));
  }
  expect(cost).toBeLessThan(times * least);
}
