// Subscribing: the addresses of feeds, ready to be copied.

import type { Channel } from '../../model/channel.ts';
import { FORMAT_NAME, FORMATS, type Format, localOf } from '../../model/paths.ts';
import type { Frame } from './page.ts';

type Subscribable = Pick<Channel, 'title' | 'feeds'>;

interface AddressProps {
  readonly frame: Frame;
  readonly channel: Subscribable;
  readonly format: Format;
  /** If there is a label for it. */
  readonly id?: string;
}

/** An address in a field of its own: a person who enters it by keyboard has all of it selected. */
export function FeedAddress({ frame, channel, format, id }: AddressProps) {
  const label = id === undefined ? frame.phrases.feedAddress(channel.title, format) : undefined;
  return <input class="address" type="text" readonly value={channel.feeds[format]} id={id} aria-label={label} />;
}

/** Readers on the machine register for `feed:`, as mail programs do for `mailto:`. */
export const OpenReader = ({ frame: { phrases, lang }, channel, format }: AddressProps) => (
  <a class="open-reader" href={`feed:${channel.feeds[format]}`} {...lang}>
    {phrases.openReader}
  </a>
);

/** The formats of a channel as links, but for one of them. */
export function Formats(props: { readonly frame: Frame; readonly channel: Subscribable; readonly but?: Format }) {
  const { frame, channel, but } = props;
  return (
    <ul class="formats">
      {FORMATS.filter((format) => format !== but).map((format) => (
        <li>
          <a href={localOf(frame.site, channel.feeds[format])}>{FORMAT_NAME[format]}</a>
        </li>
      ))}
    </ul>
  );
}

/** What a feed is, and how to have this one. */
export function HowToSubscribe({ frame, channel }: { readonly frame: Frame; readonly channel: Subscribable }) {
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
