// Channels: the site, and each category, tag and author, with the articles that a reader sees in them.

import type { PublicArticle } from '../model/article.ts';
import type { Channel } from '../model/channel.ts';
import { feedUrls, homeOf, tagId, termPath } from '../model/paths.ts';
import type { Site } from '../model/site.ts';
import type { Term } from '../model/term.ts';

/** The channel of a term, or of the site itself. */
export function channelOf(site: Site, term: Term | undefined, articles: readonly PublicArticle[]): Channel {
  const path = term ? termPath(term) : '/';
  return {
    id: tagId(site.tagAuthority, path),
    ...(term && { term }),
    path,
    title: term ? `${term.name} – ${site.title}` : site.title,
    description: term ? (term.description ?? '') : site.description,
    home: homeOf(site, path),
    feeds: feedUrls(site, path),
    articles,
  };
}
