// What stands in the place of a page that is not there.

import { HOME, hrefOf } from '../../model/paths.ts';
import type { Document } from '../../model/resource.ts';
import { newestChange } from '../dates.ts';
import type { Frame } from './frame.ts';
import { writeHtml } from './html.ts';
import { Layout } from './layout.tsx';
import { languageOf } from './phrases.ts';

export function writeNotFound(frame: Frame): Document {
  const { site, phrases, home } = frame;
  const page = (
    <Layout frame={frame} title={`${phrases.notFound} – ${home.title}`} isNarrow>
      <div class="listing-head" {...languageOf(phrases.language, site.language)}>
        <h1>{phrases.notFound}</h1>
        <p class="standfirst">{phrases.notFoundWhy}</p>
        <p>
          <a href={hrefOf(site, HOME)}>{phrases.backHome}</a>
        </p>
      </div>
    </Layout>
  );
  return { text: writeHtml(page), updated: newestChange(site, []) };
}
