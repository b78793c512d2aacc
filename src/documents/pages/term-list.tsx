// A list of terms: every category, every tag, every author.

import { hrefOf, pagePath, TERM_FOLDER, termPath, urlOf } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import type { Term, TermKind } from '../../model/term.ts';
import { newestChange } from '../dates.ts';
import type { Frame } from './frame.ts';
import { writeHtml } from './html.ts';
import { Layout } from './layout.tsx';
import { neighbours, Pager } from './pager.tsx';
import { languageOf } from './phrases.ts';

/** Terms on a page: what is written in a few milliseconds. */
export const TERMS_PER_PAGE = 200;

export interface TermListProps {
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
  const { site, phrases, home } = frame;
  const words = languageOf(phrases.language, site.language);
  const path = TERM_FOLDER[kind];
  const urlOfPage = (to: number) => urlOf(site, pagePath(path, to));
  const title = [phrases.kinds[kind], page > 1 ? phrases.page(page) : undefined, home.title];
  return (
    <Layout
      frame={frame}
      title={title.filter(Boolean).join(' – ')}
      url={urlOfPage(page)}
      {...neighbours(urlOfPage, page, pages)}
      isNarrow
    >
      <header class="listing-head">
        <h1 {...words}>{phrases.kinds[kind]}</h1>
        {page > 1 && <p {...words}>{phrases.pageOf(page, pages)}</p>}
      </header>
      {terms.length === 0 && <p {...words}>{phrases.noArticles}</p>}
      <ul class="described columns">
        {terms.map(([term, count]) => (
          <li>
            <a href={hrefOf(site, termPath(term))}>{term.name}</a>{' '}
            <span class="count" {...words}>
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
