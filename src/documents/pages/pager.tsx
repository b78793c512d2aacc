// The pager: from page to page of a listing, back to its very first article.

import { hrefOf, pagePath } from '../../model/paths.ts';
import type { Frame } from './page.ts';

/** A page of a listing. */
export interface Paging {
  /** The listing's path. */
  readonly path: string;
  /** Counts from 1. */
  readonly page: number;
  readonly pages: number;
}

interface Props {
  readonly frame: Frame;
  readonly paging: Paging;
  /** Whether it lists articles, newest first, or names. */
  readonly ofArticles?: boolean;
}

export function Pager({ frame: { site, phrases, lang }, paging, ofArticles = false }: Props) {
  const { path, page, pages } = paging;
  if (pages < 2) return null;
  const href = (to: number) => hrefOf(site, pagePath(path, to));
  return (
    <nav class="pager" aria-label={phrases.pages} {...lang}>
      {page > 1 && (
        <a class="newer" rel="prev" href={href(page - 1)}>
          {ofArticles ? phrases.newer : phrases.previous}
        </a>
      )}
      <ol>
        {numbersAround(page, pages).map((to, index, all) => (
          <>
            {to > (all[index - 1] ?? 0) + 1 && <li aria-hidden="true">…</li>}
            <li>
              {to === page ? (
                <span aria-current="page">{to}</span>
              ) : (
                <a href={href(to)} aria-label={phrases.page(to)}>
                  {to}
                </a>
              )}
            </li>
          </>
        ))}
      </ol>
      {page < pages && (
        <a class="older" rel="next" href={href(page + 1)}>
          {ofArticles ? phrases.older : phrases.next}
        </a>
      )}
    </nav>
  );
}

/** The ends, and the neighbours of a page: `1 … 4 5 6 … 20`. */
function numbersAround(page: number, pages: number): number[] {
  const wanted = [1, page - 1, page, page + 1, pages];
  return [...new Set(wanted)].filter((each) => each >= 1 && each <= pages);
}
