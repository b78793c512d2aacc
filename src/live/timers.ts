// Timers by name: setting one again moves it. None of them keeps the process alive.

export interface Timers {
  after(name: string, milliseconds: number, run: () => void): void;
  /** No timer fires any more, and none can be set. */
  end(): void;
}

export function createTimers(): Timers {
  const timers = new Map<string, NodeJS.Timeout>();
  let ended = false;
  return {
    after(name, milliseconds, run) {
      clearTimeout(timers.get(name));
      if (!ended) timers.set(name, setTimeout(run, milliseconds).unref());
    },
    end() {
      ended = true;
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
