// The layout of every page: masthead, sections, the page's own matter, and the way to the feeds; and parts of many.
// Ids of our own begin with `_`, which those of an article's headings never do.

import type { Term } from '../../model/article.ts';
import { directionOf } from '../../model/language.ts';
import { FEEDS_PAGE, HOME, hrefOf, localOf, pagePath, TERM_FOLDER, termPath } from '../../model/paths.ts';
import { hasPages } from '../../model/site.ts';
import { type HeadProps, PageHead } from './head.tsx';
import { type Child, type Frame, headingClass, type Paging } from './page.ts';

interface Props extends HeadProps {
  /** Whether the page is the site's front, whose heading is the masthead. */
  readonly isFront?: boolean;
  readonly children: Child;
}

export function Layout({ isFront = false, children, ...head }: Props) {
  const { frame, article, channel } = head;
  const { site, phrases, lang } = frame;
  const isNarrow = !isFront && !article; // a list in one column
  const isRightToLeft = directionOf(site.language) === 'rtl';
  return (
    <html lang={site.language} dir={isRightToLeft ? 'rtl' : undefined}>
      <PageHead {...head} />
      <body>
        <a class="skip" href="#_main" {...lang}>
          {phrases.skip}
        </a>
        {frame.drafts && (
          <aside class="drafts" lang="en" dir="ltr">
            Drafts and scheduled articles are shown, on this machine only. This page is not public.
          </aside>
        )}
        <Masthead frame={frame} isFront={isFront} />
        {hasPages(site) && <Sections frame={frame} current={article ? article.categories[0] : channel?.term} />}
        <main id="_main" class={[isNarrow && 'narrow', channel && 'h-feed'].filter(Boolean).join(' ') || undefined}>
          {children}
        </main>
        <Footer frame={frame} />
      </body>
    </html>
  );
}

function Masthead({ frame: { site, home }, isFront }: { readonly frame: Frame; readonly isFront: boolean }) {
  const matter = site.logo ? <img src={localOf(site, site.logo)} alt={home.title} /> : home.title;
  const name = hasPages(site) ? <a href={hrefOf(site, HOME)}>{matter}</a> : matter;
  const size = headingClass(home.title, 'name');
  return (
    <header class="masthead">
      {isFront ? <h1 class={size}>{name}</h1> : <p class={size}>{name}</p>}
      {site.description && <p class="motto">{site.description}</p>}
    </header>
  );
}

function Sections({ frame, current }: { readonly frame: Frame; readonly current: Term | undefined }) {
  const { site, phrases, lang, sections, hasMoreSections } = frame;
  return (
    <nav class="sections" aria-label={phrases.kinds.category}>
      <ul>
        {sections.map((term) => (
          <li>
            <a href={hrefOf(site, termPath(term))} aria-current={term === current ? 'true' : undefined}>
              {term.name}
            </a>
          </li>
        ))}
        {hasMoreSections && (
          <li {...lang}>
            <a href={hrefOf(site, TERM_FOLDER.category)}>{phrases.allSections}</a>
          </li>
        )}
        <li class="subscribing" {...lang}>
          <a href={hrefOf(site, FEEDS_PAGE)}>{phrases.subscribe}</a>
        </li>
      </ul>
    </nav>
  );
}

function Footer({ frame: { site, phrases, lang, home, kinds } }: { readonly frame: Frame }) {
  const link = (path: string, words: string) => ({ href: hrefOf(site, path), words });
  const links = [
    link(HOME, phrases.home),
    ...kinds.map((kind) => link(TERM_FOLDER[kind], phrases.kinds[kind])),
    link(FEEDS_PAGE, phrases.feeds),
  ];
  return (
    <footer class="foot">
      {hasPages(site) && <Links {...lang} links={links} />}
      <p>{site.copyright ?? home.title}</p>
    </footer>
  );
}

interface LinksProps extends Partial<Record<'class' | 'lang' | 'dir', string>> {
  readonly links: readonly Readonly<Record<'href' | 'words', string> & Partial<Record<'class' | 'rel', string>>>[];
}

/** A list of links. */
export const Links = ({ links, ...list }: LinksProps) => (
  <ul {...list}>
    {links.map(({ words, ...link }) => (
      <li>
        <a {...link}>{words}</a>
      </li>
    ))}
  </ul>
);

interface LabelledProps {
  readonly frame: Frame;
  /** The words of its heading, and the id that names it. */
  readonly words: string;
  readonly id: string;
  readonly class?: string;
  readonly children: Child;
}

/** A part of the page below a heading of our own words. */
export const Labelled = ({ frame: { lang }, words, id, class: name, children }: LabelledProps) => (
  <section class={name} aria-labelledby={id}>
    <h2 id={id} class="label" {...lang}>
      {words}
    </h2>
    {children}
  </section>
);

interface PagerProps {
  readonly frame: Frame;
  readonly paging: Paging;
  /** Whether it lists articles, newest first, or names. */
  readonly ofArticles?: boolean;
}

/** From page to page of a listing, back to its very first entry. */
export function Pager({ frame: { site, phrases, lang }, paging, ofArticles = false }: PagerProps) {
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
