// What stands in the place of a page that is not there, or not any more.

import { HOME, hrefOf } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { Layout } from './layout.tsx';
import { type Frame, headingClass, writePage } from './page.ts';
import { dayOf } from './when.tsx';

/** What is said of an article that was public. */
interface GoneArticle {
  readonly title: string | undefined;
  /** When it was taken back. */
  readonly at: Instant | undefined;
  readonly reason: string | undefined;
}

export function writeNotFound(frame: Frame): Document {
  const { notFound, notFoundWhy } = frame.phrases;
  return writeMissing(frame, notFound, notFound, [notFoundWhy]);
}

export function writeGone(frame: Frame, { title, at, reason }: GoneArticle): Document {
  const { gone, goneWhy, withdrawnOn } = frame.phrases;
  const day = at === undefined ? gone : withdrawnOn(dayOf(at, frame));
  return writeMissing(frame, gone, title ?? gone, [...(title || at ? [day] : []), reason ?? goneWhy]);
}

function writeMissing(frame: Frame, what: string, heading: string, words: readonly string[]): Document {
  const { site, phrases, lang, home } = frame;
  const page = (
    <Layout frame={frame} title={`${what} – ${home.title}`} isNarrow>
      <div class="listing-head" {...lang}>
        <h1 class={headingClass(heading)}>{heading}</h1>
        {words.map((each) => (
          <p class="standfirst">{each}</p>
        ))}
        <p>
          <a href={hrefOf(site, HOME)}>{phrases.backHome}</a>
        </p>
      </div>
    </Layout>
  );
  return writePage(frame, page);
}
