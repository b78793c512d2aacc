// Sections: the categories that stand in the navigation of every page.

import type { Site } from '../model/site.ts';
import type { Term } from '../model/term.ts';
import type { Terms } from './terms.ts';

const AT_MOST = 8;

export interface Sections {
  readonly sections: readonly Term[];
  readonly hasMoreSections: boolean;
}

/** Those of site.yaml in its order, if it lists any, else all by name. Counts do not matter: pages would change daily. */
export function sectionsOf(site: Site, terms: Terms): Sections {
  const all = terms.category.all();
  const listed = [...site.categories.keys()].flatMap((slug) => terms.category.withSlug(slug) ?? []);
  const sections = (listed.length > 0 ? listed : all).slice(0, AT_MOST);
  return { sections, hasMoreSections: all.length > sections.length };
}
