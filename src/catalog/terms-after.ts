// The terms after a change: only what the articles that came and went touch is gathered again.

import type { Article } from '../model/article.ts';
import type { Site } from '../model/site.ts';
import { type TermKind, termKey } from '../model/term.ts';
import { newestFirst, placeIn } from './catalog.ts';
import { type Gathered, type GatheredTerms, indexFrom, indexOf, NAMES, type TermIndex, type Terms } from './terms.ts';

/** What is remembered of an earlier publication. */
export interface TermsMemory {
  readonly site: Site;
  /** Newest first. */
  readonly articles: readonly Article[];
  readonly terms: Terms;
}

/** The terms of public articles (newest first), given those of an earlier publication. Pauses after each kind. */
export function* termsAfter(
  site: Site,
  articles: readonly Article[],
  before: TermsMemory | undefined,
): Generator<void, Terms, void> {
  const change = before?.site === site ? differenceOf(before.articles, articles) : undefined;
  const index = (kind: TermKind): TermIndex => {
    const previous = before?.terms[kind];
    const after = change && previous && changed(kind, previous, change);
    return after ?? indexOf(site, kind, articles, previous);
  };
  yield;
  const category = index('category');
  yield;
  const tag = index('tag');
  yield;
  return { category, tag, author: index('author') };
}

interface Difference {
  readonly gone: readonly Article[];
  readonly come: readonly Article[];
}

/** What only one of two sorted lists holds: one pass. */
function differenceOf(before: readonly Article[], now: readonly Article[]): Difference {
  const gone: Article[] = [];
  const come: Article[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [a, b] = [before[i], now[j]];
    if (a === b) {
      if (a === undefined) return { gone, come };
      i++;
      j++;
    } else if (b === undefined || (a !== undefined && newestFirst(a, b) < 0)) {
      gone.push(a as Article);
      i++;
    } else if (a === undefined || newestFirst(a, b) > 0) {
      come.push(b);
      j++;
    } else {
      gone.push(a);
      come.push(b);
      i++;
      j++;
    }
  }
}

const MOST = 2_000; // articles; above, gathering everything is as quick

/** The index with the change; nothing where a name, a spelling or a slug may be another now. */
function changed(kind: TermKind, previous: TermIndex, { gone, come }: Difference): TermIndex | undefined {
  if (gone.length + come.length > MOST) return undefined;
  if (gone.length + come.length === 0) return previous;
  const lists = new Map<Gathered, Article[]>();
  const listOf = (gathered: Gathered): Article[] => {
    const list = lists.get(gathered) ?? [...gathered.articles];
    lists.set(gathered, list);
    return list;
  };
  const replaced = new Map(come.map((article) => [article.path, article]));
  const added = new Set(come);
  for (const article of gone) {
    const successor = replaced.get(article.path);
    const isInPlace = successor && newestFirst(article, successor) === 0 && isSame(kind, article, successor);
    for (const name of NAMES[kind](article)) {
      const gathered = previous.gathered.bySpelling.get(name);
      if (!gathered) return undefined;
      const list = listOf(gathered);
      const at = placeIn(list, article);
      if (list[at] !== article) continue; // named twice
      if (isInPlace) list[at] = successor;
      // The oldest article decides how a term is spelt and who keeps a slug.
      else if (at === list.length - 1) return undefined;
      else list.splice(at, 1);
    }
    if (isInPlace) added.delete(successor);
  }
  for (const article of added) {
    for (const name of NAMES[kind](article)) {
      const gathered = previous.gathered.bySpelling.get(name) ?? previous.gathered.byKey.get(termKey(name));
      const list = gathered && listOf(gathered);
      const oldest = list?.at(-1);
      if (!list || !oldest || newestFirst(article, oldest) >= 0) return undefined;
      const at = placeIn(list, article);
      if (list[at] !== article) list.splice(at, 0, article);
    }
  }
  return indexFrom(withLists(previous.gathered, lists));
}

/** Whether two versions of an article name the same terms in the same spelling. */
function isSame(kind: TermKind, a: Article, b: Article): boolean {
  const [before, now] = kind === 'author' ? [a.authors, b.authors] : [NAMES[kind](a), NAMES[kind](b)];
  return JSON.stringify(before) === JSON.stringify(now);
}

function withLists(gathered: GatheredTerms, lists: ReadonlyMap<Gathered, readonly Article[]>): GatheredTerms {
  const after = new Map([...lists].map(([before, articles]) => [before, { term: before.term, articles }]));
  const renewed = (map: Map<string, Gathered>) =>
    new Map([...map].map(([name, each]) => [name, after.get(each) ?? each]));
  const { bySpelling, byKey, bySlug } = gathered;
  return { bySpelling: renewed(bySpelling), byKey: renewed(byKey), bySlug: renewed(bySlug) };
}
