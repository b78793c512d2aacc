// Maps that hold a bounded number of entries: the oldest goes first.

/** Sets an entry of a map that is to hold at most so many. */
export function setBounded<K, V>(map: Map<K, V>, key: K, value: V, most: number): V {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
  return value;
}

/**
 * A function that remembers its last results, at most so many. `make` depends on its argument alone.
 *
 *     const localeOf = remembered(100, (language: string) => new Intl.Locale(language));
 */
export function remembered<K, V>(most: number, make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => known.get(key) ?? setBounded(known, key, make(key), most);
}
