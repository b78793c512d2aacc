// Settings of site.yaml that stand in groups: those of the feeds, and what machines may do with the publication.

import type { FeedSettings, Site } from '../model/site.ts';
import { oneLine } from '../model/text.ts';
import { type Fields, quoted } from './fields.ts';
import { reportUnknownKeys } from './known-keys.ts';
import { languageOf } from './parse-article.ts';

const FEED_KEYS = new Set(['limit', 'bytes', 'content', 'ttl', 'preview', 'languages']);

export function feedsOf(fields: Fields): FeedSettings {
  const feeds = fields.fields('feeds');
  if (feeds) reportUnknownKeys(feeds, FEED_KEYS);
  const content = feeds?.checked('content', 'full or summary', 'Write content: full or content: summary.', contentOf);
  return {
    limit: feeds?.count('limit', 30) ?? 30,
    bytes: feeds?.count('bytes', 1_000_000) ?? 1_000_000,
    content: content ?? 'full',
    ttl: feeds?.count('ttl', 15) ?? 15,
    preview: feeds?.flag('preview') ?? true,
    languages: feeds ? languagesFrom(feeds) : [],
  };
}

const languagesFrom = (feeds: Fields): readonly string[] =>
  feeds.words('languages').flatMap(({ text, spot }) => {
    const language = languageOf(oneLine(text));
    const message = `${quoted(text)} is not a language.`;
    if (!language) feeds.report('value-invalid', spot, message, 'Write its code, such as en, de or pt-BR.');
    return language ?? [];
  });

const contentOf = (text: string): 'full' | 'summary' | undefined =>
  text === 'full' || text === 'summary' ? text : undefined;

const LICENSE_KEYS = new Set(['url', 'search', 'ai-input', 'ai-train']);

export function licenseFrom(fields: Fields): Pick<Site, 'license'> {
  const given = fields.value('license') === undefined ? undefined : fields.fields('license');
  if (!given) return {};
  reportUnknownKeys(given, LICENSE_KEYS);
  const url = given.url('url');
  const [search, aiInput, aiTrain] = [given.flag('search'), given.flag('ai-input'), given.flag('ai-train')];
  return {
    license: {
      ...(url && { url }),
      ...(search !== undefined && { search }),
      ...(aiInput !== undefined && { aiInput }),
      ...(aiTrain !== undefined && { aiTrain }),
    },
  };
}

/** A colour that cannot be anything else in a stylesheet. */
export const colourOf = (text: string): string | undefined =>
  /^(?:#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})|[a-z]{3,30}|(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([\d.,%/ a-z-]{1,60}\))$/i.test(
    text,
  )
    ? text
    : undefined;
