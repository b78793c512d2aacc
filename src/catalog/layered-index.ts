// A layered index: a large map, and above it the few entries that have changed since. Copying it copies the few.

export interface LayeredIndex<T> {
  get(key: string): T | undefined;
  /** The index after some keys went and others came; this one stays as it is. */
  after(gone: readonly string[], come: readonly (readonly [key: string, value: T])[]): LayeredIndex<T>;
  readonly size: number;
}

const MOST_ABOVE = 1000; // entries; then the layers become one map

export function layeredIndex<T>(
  below: ReadonlyMap<string, T>,
  above = new Map<string, T | undefined>(),
): LayeredIndex<T> {
  let size = below.size;
  for (const [key, value] of above) size += (value === undefined ? 0 : 1) - (below.has(key) ? 1 : 0);
  return {
    size,
    get: (key) => (above.has(key) ? above.get(key) : below.get(key)),
    after(gone, come) {
      const changed = new Map(above);
      for (const key of gone) changed.set(key, undefined);
      for (const [key, value] of come) changed.set(key, value);
      return changed.size <= MOST_ABOVE ? layeredIndex(below, changed) : layeredIndex(merged(below, changed));
    },
  };
}

function merged<T>(below: ReadonlyMap<string, T>, above: ReadonlyMap<string, T | undefined>): Map<string, T> {
  const all = new Map(below);
  for (const [key, value] of above) {
    if (value === undefined) all.delete(key);
    else all.set(key, value);
  }
  return all;
}
