// The files of a feed's items: which one is the lead picture, and what is known of each.

import { mediaTypeOf } from '../../model/media.ts';
import type { FeedFile } from './imported.ts';

/** Media RSS, as feedsmith gives it. */
export interface Media {
  readonly contents?: readonly MediaContent[];
  readonly groups?: readonly { readonly contents?: readonly MediaContent[] }[];
  readonly thumbnails?: readonly { readonly url?: string; readonly width?: number; readonly height?: number }[];
}

interface MediaContent {
  readonly url?: string;
  readonly type?: string;
  readonly medium?: string;
  readonly fileSize?: number;
  readonly width?: number;
  readonly height?: number;
  readonly duration?: number;
  readonly title?: { readonly value?: string };
  readonly credits?: readonly { readonly value?: string }[];
}

/** The lead picture and the other files, each once with all that is said of it. */
export function filesOf(
  enclosures: readonly FeedFile[],
  media: Media | undefined,
  isOurs: boolean,
): { picture?: FeedFile | undefined; files: readonly FeedFile[] } {
  const contents = [...(media?.contents ?? []), ...(media?.groups ?? []).flatMap(({ contents = [] }) => contents)];
  const files = new Map<string, FeedFile>();
  const add = (file: FeedFile) => files.set(file.url, { ...file, ...known(files.get(file.url)) });
  enclosures.forEach(add);
  for (const content of contents) if (content.url && !PORTRAIT.test(content.url)) add(fileOf(content, content.url));

  const enclosed = new Set(enclosures.map(({ url }) => url));
  const [thumbnail] = media?.thumbnails ?? [];
  const pictures = [...files.values()].filter(isPicture);
  // Courant gives a thumbnail with a lead picture, and no other.
  const lead = pictures.find(({ url }) => url === thumbnail?.url) ?? (isOurs ? undefined : pictures[0]);
  const picture =
    lead ??
    (thumbnail?.url && !isOurs && !PORTRAIT.test(thumbnail.url) ? { ...thumbnail, url: thumbnail.url } : undefined);
  // Some list every picture of the text here; it has them already.
  const others = [...files.values()].filter((file) => isOurs || enclosed.has(file.url) || !isPicture(file));
  return {
    // Elsewhere its title is anything: a file's name, an author's.
    picture: picture && (isOurs ? picture : { ...picture, title: undefined }),
    files: others.filter(({ url }) => url !== picture?.url),
  };
}

/** WordPress.com adds its author's portrait to every article. */
const PORTRAIT = /^https?:\/\/[^/]*gravatar\.com\//;

const isPicture = ({ url, type }: FeedFile): boolean =>
  (type ?? mediaTypeOf(url.replace(/[?#].*$/s, '')) ?? '').startsWith('image');

function fileOf(
  { type, medium, fileSize, width, height, duration, title, credits }: MediaContent,
  url: string,
): FeedFile {
  const said = { length: fileSize, width, height, duration, title: title?.value, credit: credits?.[0]?.value };
  return { url, type: type ?? mediaTypeOf(url) ?? (medium === 'image' ? 'image' : undefined), ...said };
}

const known = (file: FeedFile | undefined): Partial<FeedFile> =>
  Object.fromEntries(Object.entries(file ?? {}).filter(([, value]) => value !== undefined && value !== 0));
