// Reach: whether a hub can fetch what is said to be at an address.

/** From this machine only, from this network only, from everywhere. */
const RANKS = ['machine', 'network', 'world'] as const;

/** A hub can fetch what is at least as public as itself: nobody on the internet reads `http://localhost:3000/feed.xml`. */
export function canFetch(hub: string, topic: string): boolean {
  return rankOf(topic) >= rankOf(hub);
}

function rankOf(url: string): number {
  return RANKS.indexOf(scopeOf(new URL(url).hostname.replace(/\.$/, '')));
}

function scopeOf(host: string): (typeof RANKS)[number] {
  if (/^(?:localhost|.*\.localhost|127\..*|0\.0\.0\.0|\[::1?\])$/.test(host)) return 'machine';
  const isAddress = /^[\d.]+$|^\[/.test(host);
  if (isAddress ? PRIVATE_ADDRESS.test(host) : PRIVATE_NAME.test(host)) return 'network';
  return 'world';
}

/** RFC 1918, RFC 3927, RFC 4193, RFC 4291 §2.5.6. `URL` has brought IPv4 into its plain form. */
const PRIVATE_ADDRESS = /^(?:10\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.168\.|169\.254\.|\[f[cd]|\[fe[89ab])/;

/** One label, and the names that no public DNS has (RFC 6761, RFC 6762, RFC 8375). */
const PRIVATE_NAME = /^[^.]+$|\.(?:local|internal|lan|home\.arpa|test|invalid)$/;
