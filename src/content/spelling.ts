// Spelling: the nearest known word to one that is not known.

/** The known word at most two slips (and about a third of its letters) away, or its plural; nothing where none is. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const plural = word.replace(/y$/i, 'ies');
  if (known.includes(plural)) return plural;
  let best: string | undefined;
  let fewest = Math.min(2, Math.round(word.length / 3)) + 1;
  for (const candidate of known) {
    const slips = slipsBetween(word.toLowerCase(), candidate.toLowerCase(), fewest);
    if (slips < fewest) [best, fewest] = [candidate, slips];
  }
  return best;
}

/** Letters to add, drop, change or swap with the next (optimal string alignment), or `limit` if not fewer. */
export function slipsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit || a.length > 40) return limit;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let slips = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) slips = Math.min(slips, (before[j - 2] ?? 0) + 1);
      next.push(slips);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? limit;
}
