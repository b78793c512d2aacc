// References: what a relative address in an article means below content/.

export type Referenced =
  | { readonly kind: 'paths'; readonly paths: readonly string[]; readonly suffix: string }
  | { readonly kind: 'outside' };

/**
 * The files below content/ that a reference from the file at `from` may mean, likeliest first: beside the file,
 * then below content/. `suffix` is its query and fragment.
 */
export function filesReferenced(reference: string, from: string): Referenced {
  const [, written = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(reference) ?? [];
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  const spellings = SPELT_ONE_WAY.test(written) ? [written] : spellingsOf(written);
  const candidates = spellings.flatMap((path) =>
    /^[\\/]/.test(path) ? [normal(path)] : [normal(folder + path), normal(path)],
  );
  const paths = candidates.filter((path) => path !== undefined);
  return paths.length ? { kind: 'paths', paths: [...new Set(paths)], suffix } : { kind: 'outside' };
}

/** Whether a reference stands on its own: it has a scheme, a host, or only a fragment. */
export const isAbsolute = (reference: string): boolean => /^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(reference);

/** Nearly all are of letters that are the same percent-encoded or not, and in every normal form. */
const SPELT_ONE_WAY = /^[\w./-]*$/;

const spellingsOf = (written: string): string[] =>
  [written, decoded(written)].flatMap((each) =>
    each === undefined ? [] : [each, each.normalize('NFC'), each.normalize('NFD')],
  );

/** A path without `.` and `..`; nothing where it leads out. */
function normal(path: string): string | undefined {
  if (path.includes('\0')) return undefined;
  const parts: string[] = [];
  // `images\photo.jpg`, as Windows writes it; a URL means the same by it (URL standard §4.4).
  for (const part of path.split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
