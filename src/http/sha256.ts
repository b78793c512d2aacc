// SHA-256: Node's own where there is Node, else in JavaScript, so that every instance has the same tags.

import { sha256 } from '@noble/hashes/sha2.js';

const crypto = globalThis.process?.getBuiltinModule?.('node:crypto');

/** A sum that goes on as bytes come. */
export interface Sum {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

export const createSum = (): Sum => (crypto ? crypto.createHash('sha256') : sha256.create());

/** The sum of a text in base64url. */
export const digestOf = (text: string): string => {
  const sum = createSum();
  sum.update(new TextEncoder().encode(text));
  return base64UrlOf(sum.digest());
};

export const base64UrlOf = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
