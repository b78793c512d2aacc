// What template tags of other programs stand for, where that is certain: pictures, videos, notices, tables of contents.

import { escapeHtml } from '../../../documents/content.ts';
import { oneLine } from '../../../model/text.ts';

export interface TagArguments {
  readonly named: Readonly<Record<string, string | undefined>>;
  readonly positional: readonly string[];
}

const ARGUMENT =
  /(?:([\w-]+)\s*[=:]\s*)?(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|`([^`]*)`|\{([^{}]*)\}|([^\s,"'`{}=]+))/g;

/** The arguments of a tag, however its program separates them: `src="a.png" alt=b`, `"a.png", "b"`. */
export function argumentsIn(text: string): TagArguments {
  const named: Record<string, string> = {};
  const positional: string[] = [];
  // Hugo takes quotes that are escaped too.
  const plain = /^\s*\\"/.test(text) ? text.replaceAll('\\"', '"') : text;
  for (const [, name, ...written] of plain.matchAll(ARGUMENT)) {
    const value = (written.find((each) => each !== undefined) ?? '').replace(/\\(["'\\])/g, '$1');
    if (name === undefined) positional.push(value);
    else named[name.toLowerCase()] = value;
  }
  return { named, positional };
}

/** Notices and what only arranges: the words between their tags stay. */
const NAMES_OF_FRAMES = new Set(
  `notice note notes tip info warn warning danger caution important callout admonition alert hint details spoiler expand
  aside quote blockquote pullquote epigraph lead article box center column columns row div section steps raw rawhtml
  raw_html unsafe html markdown markdownify tab tabs tabpane accordion gallery figures carousel slider icon`.split(
    /\s+/,
  ),
);

/** Where the pages of what players show are. */
const PLAYERS = {
  youtube: 'https://www.youtube.com/watch?v=',
  vimeo: 'https://vimeo.com/',
  instagram: 'https://www.instagram.com/p/',
  slideshare: 'https://www.slideshare.net/slideshow/embed_code/',
};

/** Markdown or plain HTML that says the same; undefined if the meaning is not certain. A notice leaves its words. */
export function meaningOf(name: string, { named, positional }: TagArguments): string | undefined {
  const tag = name.toLowerCase().replace(/[-_]?(?:embed|player|shortcode|lite|enhanced)$|^lite[-_]?/g, '');
  const first = (...keys: readonly string[]) => keys.map((key) => named[key]).find(Boolean) ?? positional[0];
  if (NAMES_OF_FRAMES.has(tag) || /(?:^|[-_])toc$|(?:container|wrapper)$|^table_?of_?contents$/.test(tag)) return '';
  const player = Object.entries(PLAYERS).find(([each]) => tag.startsWith(each));
  if (player) return linkTo(player[1], first('id', 'videoid', 'video_id', 'video', 'src', 'url'));
  if (tag.startsWith('gist'))
    return linkTo('https://gist.github.com/', named.url ?? (positional.slice(0, 2).join('/') || named.id));
  if (/^(?:tweet|x|twitter)$/.test(tag)) {
    const user = named.user ?? (positional.length > 1 ? positional[0] : 'i');
    return linkTo(`https://twitter.com/${user}/status/`, named.id ?? positional.at(-1));
  }
  if (/^(?:audio|video)$/.test(tag)) {
    const src = first('src', 'path', 'url', 'file', 'mp4', 'webm');
    return src && `<${tag} src="${src.replace(/"/g, '&quot;')}" controls></${tag}>`;
  }
  if (!/(?:^|[-_a-z])(?:fig|figure|img|image|picture|photo)$/.test(tag)) return undefined;
  const src = first('src', 'path', 'image_path', 'url', 'file', 'filename', 'image', 'href', 'id');
  return src && pictureOf(src, { named, positional });
}

const linkTo = (before: string, id: string | undefined): string | undefined =>
  id && (/^https?:/.test(id) ? `<${id}>` : /^[\w/-]+$/.test(id) ? `<${before}${id}>` : undefined);

function pictureOf(src: string, { named, positional }: TagArguments): string | undefined {
  if (!/\.[a-z0-9]{2,5}(?:[?#]|$)|^https?:/i.test(src)) return undefined;
  const caption = oneLine((named.caption ?? named.title ?? named.description ?? '').replace(/<[^>]*>/g, ''));
  const alt = named.alt || positional.slice(1).find((text) => /\p{L}.*\s|\s.*\p{L}/u.test(text));
  if (/\]\(/.test(caption)) return figureOf(src, alt ?? '', caption);
  const address = /[\s()]/.test(src) ? `<${src}>` : src;
  const title = caption === '' ? '' : ` "${caption.replace(/["\\]/g, '\\$&')}"`;
  return `![${oneLine(alt || caption).replace(/[[\]\\]/g, '\\$&')}](${address}${title})`;
}

/** A caption with links in it, which Markdown has no place for. */
function figureOf(src: string, alt: string, caption: string): string {
  const words = escapeHtml(caption).replace(/\[([^\]]*)\]\(([^\s()]*)\)/g, '<a href="$2">$1</a>');
  return `<figure><img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}"><figcaption>${words}</figcaption></figure>`;
}
