// A listing: one page of a channel, which is the front page or what a category, tag or author has; and lists of terms.

import type { Term, TermKind } from '../../model/article.ts';
import type { Channel } from '../../model/channel.ts';
import { hrefOf, localOf, termPath } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import type { Site } from '../../model/site.ts';
import { Labelled, Layout, Pager } from './layout.tsx';
import { type Frame, headingClass, type Paging, writePage } from './page.ts';
import { Stories } from './story.tsx';
import { Formats, HowToSubscribe } from './subscribing.tsx';

/** Articles on a page: a lead, two beside it, nine cards, twelve lines. */
export const ARTICLES_PER_PAGE = 24;

/** Terms on a page: what is written in a few milliseconds. */
export const TERMS_PER_PAGE = 200;

/** With fewer articles, or without a picture, the front page is a list. */
const FEWEST_ON_A_GRID = 6;

interface ListingProps {
  readonly frame: Frame;
  /** With the articles of this page only. */
  readonly channel: Channel;
  readonly paging: Paging;
}

export function writeListing(props: ListingProps): Document {
  const isFront = props.channel.path === '/' && props.paging.page === 1;
  const page = isFront ? <Front {...props} /> : <Listing {...props} />;
  return writePage(props.frame, page, props.channel.articles);
}

function Front({ frame, channel, paging }: ListingProps) {
  const { phrases, sections, lang } = frame;
  const { articles, description } = channel;
  const isList = articles.length < FEWEST_ON_A_GRID || !articles.some(({ image }) => image);
  const [lead, ...others] = isList ? [] : articles;
  return (
    <Layout frame={frame} paging={paging} channel={channel} description={description} isFront>
      {articles.length === 0 && <p {...lang}>{phrases.noArticles}</p>}
      {isList && <Rows frame={frame} channel={channel} />}
      {lead && (
        <section class="top" aria-label={phrases.newest}>
          <Stories frame={frame} articles={[lead]} level={2} as="lead" isFirst />
          <Stories frame={frame} articles={others.slice(0, 2)} level={2} as="card" />
        </section>
      )}
      {others.length > 2 && (
        <div class="cards">
          <Stories frame={frame} articles={others.slice(2, 11)} level={2} as="card" />
        </div>
      )}
      {others.length > 11 && (
        <Labelled frame={frame} class="earlier" id="_earlier" words={phrases.earlier}>
          <Stories frame={frame} articles={others.slice(11)} level={3} as="line" />
        </Labelled>
      )}
      <Pager frame={frame} paging={paging} ofArticles />
      <div class="services">
        {sections.length > 0 && (
          <section aria-labelledby="_sections">
            <h2 id="_sections" {...lang}>
              {phrases.kinds.category}
            </h2>
            <Described frame={frame} terms={sections} />
          </section>
        )}
        <HowToSubscribe frame={frame} channel={channel} />
      </div>
    </Layout>
  );
}

function Listing({ frame, channel, paging }: ListingProps) {
  const { site, phrases, lang } = frame;
  const { term, description } = channel;
  return (
    <Layout frame={frame} paging={paging} name={term?.name} channel={channel} description={description}>
      <header class="listing-head">
        {term && (
          <p class="kicker" {...lang}>
            {phrases.kind[term.kind]}
          </p>
        )}
        <h1 class={headingClass(term?.name ?? '')} {...(term ? {} : lang)}>
          {term?.name ?? phrases.older}
        </h1>
        {paging.page > 1 && <p {...lang}>{phrases.pageOf(paging.page, paging.pages)}</p>}
        {term && description && <p class="standfirst">{description}</p>}
        {term && <About site={site} term={term} />}
        <div class="follow" {...lang}>
          <span>{phrases.subscribe}:</span>
          <Formats frame={frame} channel={channel} />
        </div>
      </header>
      <Rows frame={frame} channel={channel} />
      <Pager frame={frame} paging={paging} ofArticles />
    </Layout>
  );
}

const Rows = ({ frame, channel: { term, articles } }: Omit<ListingProps, 'paging'>) => (
  <div class="rows">
    <Stories frame={frame} articles={articles} level={2} as="row" within={term} isFirst />
  </div>
);

/** An author's picture and own place. The address for mail is for the feeds only: robots read pages. */
function About({ site, term: { author } }: { readonly site: Site; readonly term: Term }) {
  if (!author?.url && !author?.avatar) return null;
  return (
    <p class="about">
      {author.avatar && <img src={localOf(site, author.avatar)} alt="" width={64} height={64} />}
      {author.url && (
        <a href={localOf(site, author.url)} rel="me">
          {author.url.replace(/^https?:\/\/|\/$/g, '')}
        </a>
      )}
    </p>
  );
}

interface TermsProps {
  readonly frame: Frame;
  readonly terms: readonly Term[];
  /** How many articles a term has; left out where that is not said. */
  readonly countOf?: (term: Term) => number;
}

interface TermListProps extends TermsProps {
  readonly kind: TermKind;
  readonly paging: Paging;
}

/** Every category, every tag, every author, every language. */
export function writeTermList({ kind, paging, ...shown }: TermListProps): Document {
  const { frame, terms } = shown;
  const { phrases, lang } = frame;
  const page = (
    <Layout frame={frame} paging={paging} name={phrases.kinds[kind]}>
      <header class="listing-head">
        <h1 {...lang}>{phrases.kinds[kind]}</h1>
        {paging.page > 1 && <p {...lang}>{phrases.pageOf(paging.page, paging.pages)}</p>}
      </header>
      {terms.length === 0 && <p {...lang}>{phrases.noArticles}</p>}
      <Described {...shown} />
      <Pager frame={frame} paging={paging} />
    </Layout>
  );
  return writePage(frame, page);
}

/** Terms with what site.yaml says of them. */
const Described = ({ frame: { site, phrases, lang }, terms, countOf }: TermsProps) => (
  <ul class={countOf ? 'described columns' : 'described'}>
    {terms.map((term) => (
      <li>
        <a href={hrefOf(site, termPath(term))}>{term.name}</a>
        {countOf && ' '}
        {countOf && (
          <span class="count" {...lang}>
            {phrases.count(countOf(term))}
          </span>
        )}
        {term.description && <p>{term.description}</p>}
      </li>
    ))}
  </ul>
);
