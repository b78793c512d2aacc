// A source of publications that a program makes itself with publish(): their documents are written here when they are
// first asked for.

import { documentOf, resourceIn } from '../build/writing.ts';
import { type Source, Unavailable } from '../http/answer.ts';
import type { Publication } from '../model/resource.ts';
import { createRepresentations } from './representations.ts';

/**
 * The source of whatever publication is current. A document keeps its validators while its bytes stay the same, also in
 * the next publication. As long as there is none, answers are 503.
 *
 *     let publication = publish(catalog, site, Date.now(), htmlOf);
 *     const app = createApp(sourceOf(() => publication));
 */
export function sourceOf(current: () => Publication | undefined): Source {
  const representations = createRepresentations({ clock: Date.now });
  let held: Publication | undefined;

  function latest(): Publication | undefined {
    const publication = current();
    if (publication !== held) representations.forget(() => false, []);
    held = publication;
    return publication;
  }

  return {
    basePath: () => latest()?.basePath,
    at: () => latest()?.at ?? Date.now(),
    queryRules: () => latest()?.queryRules ?? [],
    get(path) {
      const publication = latest();
      if (!publication) throw new Unavailable();
      const found = representations.get(path);
      if (found) return found;
      const resource = resourceIn(publication, path);
      if (resource?.kind !== 'document') return resource;
      return representations.hold(path, documentOf(resource), publication.at);
    },
  };
}
