// Addresses of before: those that have moved, and those that are gone.

import type { Publication } from '../../model/resource.ts';
import type { Site } from '../../model/site.ts';

export interface MovedPaths {
  /** Decoded path to absolute address. */
  readonly moved: readonly (readonly [from: string, to: string])[];
  /** Decoded. */
  readonly gone: readonly string[];
}

/** What site.yaml says of old paths, as the publication answers them. */
export function movedPathsOf(publication: Publication, site: Site): MovedPaths {
  const moved = [...site.redirects.keys()].flatMap((path) => {
    const resource = publication.get(path);
    return resource?.kind === 'moved' ? [[path, resource.to] as const] : [];
  });
  return { moved, gone: [...site.gone.keys()].filter((path) => publication.get(path)?.kind === 'gone') };
}
