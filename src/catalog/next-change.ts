// The next change: when the same files will give another site.

import type { Article } from '../model/article.ts';
import type { Instant } from '../model/time.ts';

/**
 * The next instant at which a scheduled article or update is due, or an article is no longer news, which it is for
 * `newsLasts` milliseconds; nothing if there is none.
 */
export function nextChange(articles: readonly Article[], now: Instant, newsLasts: number): Instant | undefined {
  let next = Number.POSITIVE_INFINITY;
  for (const { draft, published, updated } of articles) {
    if (draft) continue;
    for (const change of [published, updated, published + newsLasts]) {
      if (change !== undefined && change > now && change < next) next = change;
    }
  }
  return next === Number.POSITIVE_INFINITY ? undefined : next;
}
