// The list of feeds: what a feed is, and the address of each one there is.

import type { Channel } from '../../model/channel.ts';
import { FEEDS_PAGE, hrefOf, OPML, pagePath, urlOf } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import { newestChange } from '../dates.ts';
import type { Frame } from './frame.ts';
import { writeHtml } from './html.ts';
import { Layout } from './layout.tsx';
import { neighbours, Pager } from './pager.tsx';
import { languageOf } from './phrases.ts';
import { Address, Formats } from './subscribing.tsx';

/** Channels on a page. */
export const FEEDS_PER_PAGE = 60;

export interface FeedListProps {
  readonly frame: Frame;
  /** Of this page: first the site, then its categories, tags and authors. */
  readonly channels: readonly Channel[];
  readonly page: number;
  readonly pages: number;
}

export function writeFeedList(props: FeedListProps): Document {
  return { text: writeHtml(<FeedList {...props} />), updated: newestChange(props.frame.site, []) };
}

function FeedList({ frame, channels, page, pages }: FeedListProps) {
  const { site, phrases, home } = frame;
  const words = languageOf(phrases.language, site.language);
  const urlOfPage = (to: number) => urlOf(site, pagePath(FEEDS_PAGE, to));
  const title = [phrases.feeds, page > 1 ? phrases.page(page) : undefined, home.title];
  return (
    <Layout
      frame={frame}
      title={title.filter(Boolean).join(' – ')}
      description={phrases.whatIsAFeed}
      url={urlOfPage(page)}
      {...neighbours(urlOfPage, page, pages)}
      isNarrow
    >
      <header class="listing-head" {...words}>
        <h1>{phrases.feeds}</h1>
        {page > 1 && <p>{phrases.pageOf(page, pages)}</p>}
        <p class="standfirst">{phrases.whatIsAFeed}</p>
        <p>
          {phrases.howToSubscribe} {phrases.privacy}
        </p>
        <p>
          <a href={hrefOf(site, OPML)}>{phrases.opml}</a>. {phrases.opmlUse}
        </p>
      </header>
      {groupsOf(channels, frame).map(({ heading, channels }) => (
        <section class="feeds">
          <h2 class="label" {...words}>
            {heading}
          </h2>
          {channels.map((channel) => (
            <div class="feed">
              <h3>{channel.term?.name ?? channel.title}</h3>
              <Address frame={frame} channel={channel} format="rss" />
              <Formats frame={frame} channel={channel} />
            </div>
          ))}
        </section>
      ))}
      <Pager frame={frame} path={FEEDS_PAGE} page={page} pages={pages} ofArticles={false} />
    </Layout>
  );
}

/** Channels of one kind under one heading, in their order. */
function groupsOf(channels: readonly Channel[], { phrases }: Frame) {
  const groups: { readonly heading: string; readonly channels: Channel[] }[] = [];
  for (const channel of channels) {
    const heading = channel.term ? phrases.kinds[channel.term.kind] : phrases.newest;
    const group = groups.at(-1);
    if (group?.heading === heading) group.channels.push(channel);
    else groups.push({ heading, channels: [channel] });
  }
  return groups;
}
