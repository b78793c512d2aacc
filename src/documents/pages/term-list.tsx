// A list of terms: every category, every tag, every author.

import { newestChange } from '../../model/channel.ts';
import { hrefOf, TERM_FOLDER, termPath } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import type { Term, TermKind } from '../../model/term.ts';
import { Layout } from './layout.tsx';
import { type Frame, writeHtml } from './page.ts';
import { Pager, pagedHead } from './pager.tsx';

/** Terms on a page: what is written in a few milliseconds. */
export const TERMS_PER_PAGE = 200;

interface TermListProps {
  readonly frame: Frame;
  readonly kind: TermKind;
  /** Of this page, each with its number of articles. */
  readonly terms: readonly (readonly [term: Term, count: number])[];
  readonly page: number;
  readonly pages: number;
}

export function writeTermList(props: TermListProps): Document {
  return { text: writeHtml(<TermList {...props} />), updated: newestChange(props.frame.site, []) };
}

function TermList({ frame, kind, terms, page, pages }: TermListProps) {
  const { site, phrases, lang } = frame;
  const path = TERM_FOLDER[kind];
  return (
    <Layout {...pagedHead(frame, path, phrases.kinds[kind], page, pages)} isNarrow>
      <header class="listing-head">
        <h1 {...lang}>{phrases.kinds[kind]}</h1>
        {page > 1 && <p {...lang}>{phrases.pageOf(page, pages)}</p>}
      </header>
      {terms.length === 0 && <p {...lang}>{phrases.noArticles}</p>}
      <ul class="described columns">
        {terms.map(([term, count]) => (
          <li>
            <a href={hrefOf(site, termPath(term))}>{term.name}</a>{' '}
            <span class="count" {...lang}>
              {phrases.count(count)}
            </span>
            {term.description && <p>{term.description}</p>}
          </li>
        ))}
      </ul>
      <Pager frame={frame} path={path} page={page} pages={pages} ofArticles={false} />
    </Layout>
  );
}
