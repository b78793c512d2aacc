// Keeping strings: a string cut out of a head keeps the whole head alive, so what outlives its article is copied.

/** V8 copies what it cuts out, if it is shorter than this. */
const COPIED_ANYWAY = 13; // characters

/** A copy of the text that holds on to nothing else. */
export const keep = (text: string): string =>
  text.length < COPIED_ANYWAY ? text : Buffer.from(text, 'utf8').toString('utf8');

/** One copy for all that say the same: names and terms recur in thousands of articles. */
export function keepShared(text: string): string {
  let kept = shared.get(text);
  if (kept === undefined) {
    if (shared.size > MOST) shared.clear();
    kept = keep(text);
    shared.set(kept, kept);
  }
  return kept;
}

const MOST = 200_000;
const shared = new Map<string, string>();
