// The frame: what every page of a site shows besides its own matter.

import type { Article } from '../../model/article.ts';
import type { Channel } from '../../model/channel.ts';
import type { Site } from '../../model/site.ts';
import type { Term } from '../../model/term.ts';
import type { Phrases } from './phrases.ts';

export interface Frame {
  readonly site: Site;
  readonly phrases: Phrases;
  /** The site's own channel, for its title and feeds. */
  readonly home: Pick<Channel, 'title' | 'feeds'>;
  /** The categories that stand in the navigation, and whether there are more. */
  readonly sections: readonly Term[];
  readonly hasMoreSections: boolean;
}

/** An article's body as clean HTML. */
export type Render = (article: Article) => string;
