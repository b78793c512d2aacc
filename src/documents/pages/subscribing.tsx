// Subscribing: the addresses of feeds, ready to be copied; the list of all feeds, and what a person sees who opens one.

import type { Channel } from '../../model/channel.ts';
import { FORMAT_NAME, FORMATS, type Format, hrefOf, localOf, OPML, rawOf } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import { Labelled, Layout, Links, Pager } from './layout.tsx';
import { type Frame, headingClass, type Paging, writePage } from './page.ts';
import { Stories } from './story.tsx';

interface FeedProps {
  readonly frame: Frame;
  readonly channel: Channel;
}

interface AddressProps extends FeedProps {
  readonly format: Format;
  /** If there is a label for it. */
  readonly id?: string;
}

/** An address in a field of its own: a person who enters it by keyboard has all of it selected. */
function FeedAddress({ frame, channel, format, id }: AddressProps) {
  const label = id === undefined ? frame.phrases.feedAddress(channel.title, FORMAT_NAME[format]) : undefined;
  return <input class="address" type="text" readonly value={channel.feeds[format]} id={id} aria-label={label} />;
}

/** Readers on the machine register for `feed:`, as mail programs do for `mailto:`. */
const OpenReader = ({ frame: { phrases, lang }, channel, format }: AddressProps) => (
  <a class="open-reader" href={`feed:${channel.feeds[format]}`} {...lang}>
    {phrases.openReader}
  </a>
);

/** The formats of a channel as links, but for one of them. */
export function Formats({ frame: { site }, channel, but }: FeedProps & { readonly but?: Format }) {
  const shown = FORMATS.filter((format) => format !== but);
  const links = shown.map((format) => ({ href: localOf(site, channel.feeds[format]), words: FORMAT_NAME[format] }));
  return <Links class="formats" links={links} />;
}

/** What a feed is, and how to have this one. */
export function HowToSubscribe({ frame, channel }: FeedProps) {
  const { phrases, lang } = frame;
  return (
    <section class="subscribe" aria-labelledby="_subscribe" {...lang}>
      <h2 id="_subscribe">{phrases.subscribe}</h2>
      <p>
        {phrases.whatIsAFeed} {phrases.howToSubscribe} {phrases.privacy}
      </p>
      <FeedAddress frame={frame} channel={channel} format="rss" />
      <Formats frame={frame} channel={channel} />
    </section>
  );
}

/** Channels on a page of the list of feeds. */
export const FEEDS_PER_PAGE = 60;

interface FeedListProps {
  readonly frame: Frame;
  /** Of this page: first the site, then its categories, tags, authors and languages. */
  readonly channels: readonly Channel[];
  readonly paging: Paging;
}

/** The list of feeds: what a feed is, and the address of each one there is. */
export function writeFeedList({ frame, channels, paging }: FeedListProps): Document {
  const { site, phrases, lang } = frame;
  const kinds = [...new Set(channels.map(({ term }) => term?.kind))];
  const page = (
    <Layout frame={frame} paging={paging} name={phrases.feeds} description={phrases.whatIsAFeed}>
      <header class="listing-head" {...lang}>
        <h1>{phrases.feeds}</h1>
        {paging.page > 1 && <p>{phrases.pageOf(paging.page, paging.pages)}</p>}
        <p class="standfirst">{phrases.whatIsAFeed}</p>
        <p>
          {phrases.howToSubscribe} {phrases.privacy}
        </p>
        <p>
          <a href={hrefOf(site, OPML)}>{phrases.opml}</a>. {phrases.opmlUse}
        </p>
      </header>
      {kinds.map((kind) => (
        <Group frame={frame} channels={channels.filter(({ term }) => term?.kind === kind)} />
      ))}
      <Pager frame={frame} paging={paging} />
    </Layout>
  );
  return writePage(frame, page);
}

/** The site's feeds in every format, those of sections and languages, and folded away those of topics and authors. */
function Group({ frame, channels }: Omit<FeedListProps, 'paging'>) {
  const { phrases, lang, home } = frame;
  const kind = channels[0]?.term?.kind;
  const heading = (
    <h2 class="label" {...(kind && lang)}>
      {kind ? phrases.kinds[kind] : home.title}
    </h2>
  );
  const isFolded = kind === 'tag' || kind === 'author';
  const Feeds = isFolded ? 'details' : 'section';
  return (
    <Feeds class="feeds">
      {isFolded ? <summary>{heading}</summary> : heading}
      {channels.map((channel) => (
        <FeedsOf frame={frame} channel={channel} />
      ))}
    </Feeds>
  );
}

const FeedsOf = ({ frame, channel }: FeedProps) =>
  (channel.term ? ['rss' as const] : FORMATS).map((format) => (
    <div class="feed">
      <h3>{channel.term?.name ?? <a href={localOf(frame.site, channel.feeds[format])}>{FORMAT_NAME[format]}</a>}</h3>
      <FeedAddress frame={frame} channel={channel} format={format} />
      {channel.term ? (
        <Formats frame={frame} channel={channel} />
      ) : (
        <OpenReader frame={frame} channel={channel} format={format} />
      )}
    </div>
  ));

const MAX_PREVIEWED = 10; // articles

/** The preview of a feed, for a person who opens its address in a browser. */
export function writePreview({ frame, channel, format }: AddressProps): Document {
  const { site, phrases, lang } = frame;
  const articles = channel.articles.slice(0, MAX_PREVIEWED);
  const page = (
    <Layout frame={frame} title={phrases.feedOf(channel.title)} channel={channel}>
      <header class="listing-head">
        <p class="kicker" {...lang}>
          {phrases.thisIsAFeed} · {FORMAT_NAME[format]}
        </p>
        <h1 class={headingClass(channel.title)}>{channel.title}</h1>
        <div class="subscribe" {...lang}>
          <p>
            {phrases.whatIsAFeed} {phrases.howToSubscribe} {phrases.privacy}
          </p>
          <label class="copy" for="_address">
            {phrases.copy}
          </label>
          <FeedAddress frame={frame} channel={channel} format={format} id="_address" />
          <OpenReader frame={frame} channel={channel} format={format} />
          <div class="follow">
            <span>{phrases.otherFormats}</span>
            <Formats frame={frame} channel={channel} but={format} />
          </div>
          <p>
            <a href={rawOf(localOf(site, channel.feeds[format]))}>{phrases.rawDocument}</a>
          </p>
        </div>
      </header>
      <Labelled frame={frame} id="_shown" words={phrases.inAFeed}>
        {articles.length === 0 && <p {...lang}>{phrases.noArticles}</p>}
        <div class="rows">
          <Stories frame={frame} articles={articles} level={3} as="row" within={channel.term} />
        </div>
      </Labelled>
    </Layout>
  );
  return writePage(frame, page, articles);
}
