// A listing: one page of a channel, which is the front page or what a category, tag or author has.

import { type Channel, newestChange } from '../../model/channel.ts';
import { hrefOf, localOf, termPath } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import type { Site } from '../../model/site.ts';
import type { Term } from '../../model/term.ts';
import { Layout } from './layout.tsx';
import { type Frame, headingClass, type Render, writeHtml } from './page.ts';
import { Pager, pagedHead } from './pager.tsx';
import { type Story, StoryView, storiesOf } from './story.tsx';
import { Formats, HowToSubscribe } from './subscribing.tsx';

/** Articles on a page: a lead, two beside it, nine cards, twelve lines. */
export const ARTICLES_PER_PAGE = 24;

/** With fewer articles, or without a picture, the front page is a list. */
const FEWEST_ON_A_GRID = 6;

interface ListingProps {
  readonly frame: Frame;
  /** With the articles of this page only. */
  readonly channel: Channel;
  readonly page: number;
  readonly pages: number;
}

export function writeListing(props: ListingProps, render: Render): Document {
  const { frame, channel, page } = props;
  const stories = storiesOf(channel.articles, render);
  const isFront = channel.path === '/' && page === 1;
  const html = writeHtml(isFront ? <Front {...props} stories={stories} /> : <Listing {...props} stories={stories} />);
  return { text: html, updated: newestChange(frame.site, channel.articles) };
}

type Props = ListingProps & { readonly stories: readonly Story[] };

function Front({ frame, channel, page, pages, stories }: Props) {
  const { phrases, sections, lang } = frame;
  const isList = stories.length < FEWEST_ON_A_GRID || !stories.some(({ article }) => article.image);
  const [lead, ...others] = isList ? [] : stories;
  const earlier = others.slice(11);
  return (
    <Layout {...headOf(frame, channel, page, pages)} isFront>
      {stories.length === 0 && <p {...lang}>{phrases.noArticles}</p>}
      {isList && <Rows frame={frame} stories={stories} />}
      {lead && (
        <section class="top" aria-label={phrases.newest}>
          <StoryView frame={frame} story={lead} level={2} as="lead" isFirst />
          {others.slice(0, 2).map((story) => (
            <StoryView frame={frame} story={story} level={2} as="card" />
          ))}
        </section>
      )}
      {others.length > 2 && (
        <div class="cards">
          {others.slice(2, 11).map((story) => (
            <StoryView frame={frame} story={story} level={2} as="card" />
          ))}
        </div>
      )}
      {earlier.length > 0 && (
        <section class="earlier" aria-labelledby="_earlier">
          <h2 id="_earlier" class="label" {...lang}>
            {phrases.earlier}
          </h2>
          {earlier.map((story) => (
            <StoryView frame={frame} story={story} level={3} as="line" />
          ))}
        </section>
      )}
      <Pager frame={frame} path={channel.path} page={page} pages={pages} />
      <div class="services">
        {sections.length > 0 && <SectionsWithWords frame={frame} />}
        <HowToSubscribe frame={frame} channel={channel} />
      </div>
    </Layout>
  );
}

function SectionsWithWords({ frame: { site, phrases, lang, sections } }: { readonly frame: Frame }) {
  return (
    <section aria-labelledby="_sections">
      <h2 id="_sections" {...lang}>
        {phrases.sections}
      </h2>
      <ul class="described">
        {sections.map((term) => (
          <li>
            <a href={hrefOf(site, termPath(term))}>{term.name}</a>
            {term.description && <p>{term.description}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Listing({ frame, channel, page, pages, stories }: Props) {
  const { site, phrases, lang } = frame;
  const { term } = channel;
  return (
    <Layout {...headOf(frame, channel, page, pages)} section={term} isNarrow>
      <header class="listing-head">
        {term && (
          <p class="kicker" {...lang}>
            {phrases.kind[term.kind]}
          </p>
        )}
        <h1 class={headingClass(term?.name ?? '')} {...(term ? {} : lang)}>
          {term?.name ?? phrases.older}
        </h1>
        {page > 1 && <p {...lang}>{phrases.pageOf(page, pages)}</p>}
        {channel.term && channel.description && <p class="standfirst">{channel.description}</p>}
        {term && <About site={site} term={term} />}
        <div class="follow" {...lang}>
          <span>{phrases.subscribe}:</span>
          <Formats frame={frame} channel={channel} />
        </div>
      </header>
      <Rows frame={frame} stories={stories} within={term} />
      <Pager frame={frame} path={channel.path} page={page} pages={pages} />
    </Layout>
  );
}

function Rows({ stories, ...shared }: Pick<Props, 'frame' | 'stories'> & { readonly within?: Term | undefined }) {
  return (
    <div class="rows">
      {stories.map((story, index) => (
        <StoryView {...shared} story={story} level={2} as="row" isFirst={index === 0} />
      ))}
    </div>
  );
}

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

const headOf = (frame: Frame, channel: Channel, page: number, pages: number) => ({
  ...pagedHead(frame, channel.path, channel.term?.name, page, pages),
  channel,
  description: channel.description || (channel.term ? undefined : frame.site.description),
});
