// Long work in slices, so that no turn of the event loop is long.

/** Milliseconds: with a step through 100,000 articles at its end it still fits into the 50 that a turn may last. */
const SLICE = 10;

/** There is one event loop, so there is one queue for its turns. */
let lastTurn: Promise<void> = Promise.resolve();

/** Runs a writer to its end, about 10 ms in one turn, and never two writers in the same turn. */
export async function finishInSlices<T>(writer: Generator<void, T, void>): Promise<T> {
  for (;;) {
    await nextTurn();
    const began = performance.now();
    do {
      const { done, value } = writer.next();
      if (done) return value;
    } while (performance.now() - began <= SLICE);
  }
}

function nextTurn(): Promise<void> {
  lastTurn = lastTurn.then(() => new Promise((resolve) => setImmediate(resolve)));
  return lastTurn;
}
