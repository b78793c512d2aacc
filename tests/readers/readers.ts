// The readers that subscribe.

import { feedExtractor } from './feed-extractor.ts';
import { feedParser } from './feed-parser.ts';
import { feedparser } from './feedparser.ts';
import { gofeed } from './gofeed.ts';
import { newsboat } from './newsboat.ts';
import type { Reader } from './reader.ts';
import { sfeed } from './sfeed.ts';
import { simplePie } from './simplepie.ts';
import { xmlFeed } from './xml-feed.ts';

export const READERS: readonly Reader[] = [
  newsboat,
  feedparser,
  sfeed,
  xmlFeed,
  simplePie,
  gofeed,
  feedParser,
  feedExtractor,
];
