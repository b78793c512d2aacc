// What template tags of other programs stand for, by their names and arguments: pages of players, and pictures.

import { escapeHtml, oneLine } from '../model/text.ts';

export type TagArguments = ReturnType<typeof argumentsIn>;

const ARGUMENT =
  /(?:([\w-]+)\s*[=:]\s*)?(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|`([^`]*)`|\{([^{}]*)\}|([^\s,"'`{}=]+))|[^\s,]/g;

/** The arguments of a tag, however its program separates them: `src="a.png" alt=b`, `"a.png", "b"`. */
export function argumentsIn(text: string) {
  const named: Record<string, string | undefined> = Object.create(null);
  const positional: string[] = [];
  // Hugo takes quotes that are escaped too.
  const plain = /^\s*\\"/.test(text) ? text.replaceAll('\\"', '"') : text;
  for (const [whole, name, ...written] of plain.matchAll(ARGUMENT)) {
    const value = (written.find((each) => each !== undefined) ?? whole).replace(/\\(["'\\])/g, '$1');
    const key = name?.toLowerCase();
    if (key === undefined) positional.push(value);
    else named[key in named ? `${key} again` : key] = value;
  }
  return { named, positional };
}

/** The first of these arguments that says something, else the first that has no name. */
const firstOf = ({ named, positional }: TagArguments, keys: string): string | undefined =>
  keys
    .split(' ')
    .map((key) => named[key])
    .find(Boolean) ?? positional[0];

/** Notices and what only arranges: the words between their tags stay. */
const NAMES_OF_FRAMES = new Set(
  `notice note notes tip info warn warning danger caution important callout admonition alert hint details spoiler expand
  aside quote blockquote pullquote epigraph lead article box center column columns row div section steps raw rawhtml
  raw_html unsafe html markdown markdownify tab tabs tabpane accordion gallery figures carousel slider icon`.split(
    /\s+/,
  ),
);

/** Markdown or plain HTML that says what a tag says; undefined if that is not certain. A notice leaves its words. */
export function markdownOfTag(name: string, said: TagArguments): string | undefined {
  // `lite-youtube` and `YouTubeEmbed` mean the same, as do `image` and `BlogImage`.
  const tag = name
    .toLowerCase()
    .replace(/[-_]?(?:embed|player|shortcode|lite|enhanced)$|^lite[-_]?/g, '')
    .replace(/^.+(?:[-_](?=fig$)|(?=(?:figure|ima?ge?|picture|photo)$))/, '');
  if (NAMES_OF_FRAMES.has(tag) || isTableOfContents(tag) || /(?:container|wrapper)$/.test(tag)) return '';
  const page = pageShown(tag, said);
  if (page) return `<${page}>`;
  const medium = /^(?:audio|video)$/.test(tag) && firstOf(said, 'src path url file mp4 webm');
  if (medium) return `<${tag} src="${medium.replace(/"/g, '&quot;')}" controls></${tag}>`;
  const picture = pictureShown(tag, said);
  if (!picture) return undefined;
  const { src, alt = '', caption } = picture;
  const words = escapeHtml(caption);
  const marked = withMarks(words);
  // Markdown has no place for links and emphasis in a caption.
  if (marked !== words)
    return `<figure><img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}"><figcaption>${marked}</figcaption></figure>`;
  const address = /[\s()]/.test(src) ? `<${src}>` : src;
  const title = caption && ` "${caption.replace(/["\\]/g, '\\$&')}"`;
  return `![${oneLine(alt || caption).replace(/[[\]\\]/g, '\\$&')}](${address}${title})`;
}

/** Code, links and emphasis of Markdown; within bounds, as they are looked for within each other. */
const MARKS =
  /`([^`]{1,500})`|\[([^\]]{0,500})\]\(([^\s()]{0,500})\)|(?<![\w\\])(\*\*?|__?)(?=\S)(.{1,500}?)(?<=\S)\4(?!\w)/g;

/** The HTML of one line in which marks of Markdown may be. */
const withMarks = (line: string): string =>
  line.replace(MARKS, (_, code?: string, words = '', address?: string, mark = '', stressed = '') => {
    if (code !== undefined) return `<code>${code}</code>`;
    if (address !== undefined) return `<a href="${address}">${withMarks(words)}</a>`;
    const name = mark.length > 1 ? 'strong' : 'em';
    return `<${name}>${withMarks(stressed)}</${name}>`;
  });

export const isTableOfContents = (tag: string): boolean => /^(?:page[-_])?toc$|^table_?of_?contents$/.test(tag);

/** Where the pages of what players show are. */
const PLAYERS = new Map([
  ['youtube', 'https://www.youtube.com/watch?v='],
  ['vimeo', 'https://vimeo.com/'],
  ['instagram', 'https://www.instagram.com/p/'],
  ['slideshare', 'https://www.slideshare.net/slideshow/embed_code/'],
  ['gist', 'https://gist.github.com/'],
]);

/** The address of the page of what a tag shows: a video, a post, a gist; undefined if it shows none. */
export function pageShown(tag: string, said: TagArguments): string | undefined {
  const { named, positional } = said;
  const page = PLAYERS.get(tag);
  if (tag === 'gist') return addressAt(page, named.url ?? (positional.slice(0, 2).join('/') || named.id));
  if (page) return addressAt(page, firstOf(said, 'id videoid video_id video src url'));
  const user = named.user ?? (positional.length > 1 ? positional[0] : 'i');
  const isPost = /^(?:tweet|x|twitter)$/.test(tag);
  return isPost ? addressAt(`https://twitter.com/${user}/status/`, named.id ?? positional.at(-1)) : undefined;
}

const addressAt = (page = '', id = ''): string | undefined =>
  /^https?:/.test(id) ? id : /^[\w/-]+$/.test(id) ? page + id : undefined;

/** The picture that a tag shows; undefined if it shows none. */
export function pictureShown(tag: string, said: TagArguments) {
  const { named, positional } = said;
  const isPicture = /^(?:fig|figure|img|image|picture|photo)$/.test(tag);
  const src = isPicture && firstOf(said, 'src path image_path url file filename image href id');
  if (!src || !/\.[a-z0-9]{2,5}(?:[?#]|$)|^https?:/i.test(src)) return undefined;
  const alt = named.alt || positional.slice(1).find((text) => /\p{L}.*\s|\s.*\p{L}/u.test(text));
  const caption = oneLine((named.caption || named.title || named.description || '').replace(/<[^>]*>/g, ''));
  return { src, alt, caption };
}
