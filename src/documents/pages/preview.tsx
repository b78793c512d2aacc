// The preview of a feed: what a person sees who opens its address in a browser.

import { type Channel, newestChange } from '../../model/channel.ts';
import { FORMAT_NAME, type Format, localOf, rawOf } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import { Layout } from './layout.tsx';
import { type Frame, headingClass, type Render, writeHtml } from './page.ts';
import { type Story, StoryView, storiesOf } from './story.tsx';
import { FeedAddress, Formats, OpenReader } from './subscribing.tsx';

const SHOWN = 10; // articles

interface PreviewProps {
  readonly frame: Frame;
  readonly channel: Channel;
  readonly format: Format;
}

export function writePreview(props: PreviewProps, render: Render): Document {
  const articles = props.channel.articles.slice(0, SHOWN);
  const stories = storiesOf(articles, render);
  return {
    text: writeHtml(<Preview {...props} stories={stories} />),
    updated: newestChange(props.frame.site, articles),
  };
}

function Preview({ frame, channel, format, stories }: PreviewProps & { readonly stories: readonly Story[] }) {
  const { site, phrases, lang } = frame;
  return (
    <Layout frame={frame} title={phrases.feedOf(channel.title)} channel={channel} section={channel.term} isNarrow>
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
      <section aria-labelledby="_shown">
        <h2 id="_shown" class="label" {...lang}>
          {phrases.inAFeed}
        </h2>
        {stories.length === 0 && <p {...lang}>{phrases.noArticles}</p>}
        <div class="rows">
          {stories.map((story) => (
            <StoryView frame={frame} story={story} level={3} as="row" within={channel.term} />
          ))}
        </div>
      </section>
    </Layout>
  );
}
