// An address set: which paths a publication has, in four bytes each.

import { hashOf } from './slug.ts';

export interface AddressSet {
  /** Sorted 32-bit hashes of the paths: about one path in 40,000 that is not in a set of 100,000 seems to be. */
  readonly hashes: Uint32Array<ArrayBuffer>;
  has(path: string): boolean;
}

export function addressSetOf(paths: Iterable<string>): AddressSet {
  return addressSetFrom(Uint32Array.from(paths, hashOf).sort());
}

/** The set with these hashes, as another thread sent them. */
export function addressSetFrom(hashes: Uint32Array<ArrayBuffer>): AddressSet {
  return {
    hashes,
    has(path) {
      const wanted = hashOf(path);
      let [from, to] = [0, hashes.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        if ((hashes[middle] as number) < wanted) from = middle + 1;
        else to = middle;
      }
      return hashes[from] === wanted;
    },
  };
}
