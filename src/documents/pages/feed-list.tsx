// The list of feeds: what a feed is, and the address of each one there is.

import { type Channel, newestChange } from '../../model/channel.ts';
import { FEEDS_PAGE, FORMAT_NAME, FORMATS, hrefOf, localOf, OPML } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import { Layout } from './layout.tsx';
import { type Frame, writeHtml } from './page.ts';
import { Pager, pagedHead } from './pager.tsx';
import { FeedAddress, Formats, OpenReader } from './subscribing.tsx';

/** Channels on a page. */
export const FEEDS_PER_PAGE = 60;

interface FeedListProps {
  readonly frame: Frame;
  /** Of this page: first the site, then its categories, tags, authors and languages. */
  readonly channels: readonly Channel[];
  readonly page: number;
  readonly pages: number;
}

export function writeFeedList(props: FeedListProps): Document {
  return { text: writeHtml(<FeedList {...props} />), updated: newestChange(props.frame.site, []) };
}

function FeedList({ frame, channels, page, pages }: FeedListProps) {
  const { site, phrases, lang } = frame;
  return (
    <Layout {...pagedHead(frame, FEEDS_PAGE, phrases.feeds, page, pages)} description={phrases.whatIsAFeed} isNarrow>
      <header class="listing-head" {...lang}>
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
      {groupsOf(channels).map((group) => (
        <Group frame={frame} channels={group} />
      ))}
      <Pager frame={frame} path={FEEDS_PAGE} page={page} pages={pages} ofArticles={false} />
    </Layout>
  );
}

/** The site's feeds in every format, those of sections and languages, and folded away those of topics and authors. */
function Group({ frame, channels }: { readonly frame: Frame; readonly channels: readonly Channel[] }) {
  const { phrases, lang } = frame;
  const kind = channels[0]?.term?.kind;
  const heading = (
    <h2 class="label" {...(kind && lang)}>
      {kind ? phrases.kinds[kind] : frame.home.title}
    </h2>
  );
  const feeds = channels.map((channel) => <FeedsOf frame={frame} channel={channel} />);
  if (kind !== 'tag' && kind !== 'author') {
    return (
      <section class="feeds">
        {heading}
        {feeds}
      </section>
    );
  }
  return (
    <details class="feeds">
      <summary>{heading}</summary>
      {feeds}
    </details>
  );
}

function FeedsOf({ frame, channel }: { readonly frame: Frame; readonly channel: Channel }) {
  if (channel.term) {
    return (
      <div class="feed">
        <h3>{channel.term.name}</h3>
        <FeedAddress frame={frame} channel={channel} format="rss" />
        <Formats frame={frame} channel={channel} />
      </div>
    );
  }
  return FORMATS.map((format) => (
    <div class="feed">
      <h3>
        <a href={localOf(frame.site, channel.feeds[format])}>{FORMAT_NAME[format]}</a>
      </h3>
      <FeedAddress frame={frame} channel={channel} format={format} />
      <OpenReader frame={frame} channel={channel} format={format} />
    </div>
  ));
}

/** Channels of one kind together, in their order. */
function groupsOf(channels: readonly Channel[]): readonly (readonly Channel[])[] {
  const groups = new Map<string | undefined, Channel[]>();
  for (const channel of channels) {
    const kind = channel.term?.kind;
    groups.set(kind, [...(groups.get(kind) ?? []), channel]);
  }
  return [...groups.values()];
}
