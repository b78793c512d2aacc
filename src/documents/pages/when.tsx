// When: an instant as people read it, in the site's zone.

import { type Instant, localTimeOf } from '../../model/time.ts';
import { rfc3339 } from '../dates.ts';
import type { Frame } from './frame.ts';
import { zoneName } from './zone-names.ts';

interface Props {
  readonly instant: Instant;
  readonly frame: Frame;
}

/** `February 27, 2026`. */
export const Day = ({ instant, frame: { site, phrases } }: Props) => (
  <time datetime={rfc3339(instant)}>{phrases.day(localTimeOf(instant, site.timeZone))}</time>
);

/** `February 27, 2026, 8:49 AM EST`; a date without a time began at midnight, which nobody wants to read. */
export function DayAndTime({ instant, frame: { site, phrases } }: Props) {
  const local = localTimeOf(instant, site.timeZone);
  const isDay = local.hour === 0 && local.minute === 0 && local.second === 0;
  return (
    <time datetime={rfc3339(instant)}>
      {isDay ? phrases.day(local) : phrases.dayAndTime(local)}{' '}
      <abbr title={site.timeZone}>{zoneName(instant, site.timeZone)}</abbr>
    </time>
  );
}
