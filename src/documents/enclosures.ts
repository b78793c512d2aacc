// The files that go with an article, as Media RSS says them (https://www.rssboard.org/media-rss).

import type { PublicArticle } from '../model/article.ts';
import type { Enclosure, Image } from '../model/media.ts';
import type { Element } from './xml.ts';

/** RSS wants type and length of an enclosure; a file without them is media only. */
type KnownEnclosure = Enclosure & { readonly type: string; readonly length: number };

/** The one enclosure of an RSS item: sound or film, else the picture, else the first file. */
export function chiefEnclosureOf({ image, enclosures }: PublicArticle): KnownEnclosure | undefined {
  const known = enclosures.filter(isKnown);
  const played = known.find(({ type }) => /^(audio|video)\//.test(type));
  return played ?? (image && isKnown(image) ? image : known[0]);
}

/** The picture and the other files; of two with one address the first. */
export function filesOf({ image, enclosures }: PublicArticle): readonly Enclosure[] {
  const files = new Map<string, Enclosure>();
  for (const file of [...(image ? [image] : []), ...enclosures]) if (!files.has(file.url)) files.set(file.url, file);
  return [...files.values()];
}

/** `media:content` of the picture and of every file but `besides`, and `media:thumbnail`. */
export function mediaElementsOf(article: PublicArticle, besides: readonly Enclosure[]): Element {
  const { image } = article;
  const files = filesOf(article).filter((file) => file === image || !besides.includes(file));
  return {
    'media:content': files.map((file) => mediaElement(file, file === image ? 'image' : mediumOf(file.type))),
    'media:thumbnail': image && { _attributes: { url: image.url, width: image.width, height: image.height } },
  };
}

function mediaElement(file: Enclosure & Image, medium: string | undefined): Element {
  const { url, type, length, duration, width, height, title, caption, credit } = file;
  return {
    _attributes: { url, medium, type, fileSize: length || undefined, duration, width, height },
    'media:title': title ?? caption,
    'media:credit': credit,
  };
}

function mediumOf(type = ''): string | undefined {
  const [kind = ''] = type.split('/');
  return ['image', 'audio', 'video'].includes(kind) ? kind : type ? 'document' : undefined;
}

const isKnown = (file: Enclosure): file is KnownEnclosure => Boolean(file.type && file.length);
