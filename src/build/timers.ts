// Timers by name: setting one again moves it. None of them keeps the process alive.

const LONGEST_SLEEP = 24 * 60 * 60 * 1000; // longer timers fire at once

export function createTimers(clock: () => number) {
  const timers = new Map<string, NodeJS.Timeout>();
  let ended = false;

  function after(name: string, milliseconds: number, run: () => void): void {
    clearTimeout(timers.get(name));
    if (!ended) timers.set(name, setTimeout(run, milliseconds).unref());
  }

  /** At an instant of the clock, however far. */
  function at(name: string, instant: number, run: () => void): void {
    const wait = Math.min(Math.max(0, instant - clock()), LONGEST_SLEEP);
    after(name, wait, () => (clock() >= instant ? run() : at(name, instant, run)));
  }

  /** No timer fires any more, and none can be set. */
  function end(): void {
    ended = true;
    for (const timer of timers.values()) clearTimeout(timer);
  }

  return { after, at, end };
}
