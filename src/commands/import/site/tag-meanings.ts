// What template tags of other programs stand for, where that is certain: pictures, videos, notices, tables of contents.

export interface TagArguments {
  readonly named: Readonly<Record<string, string>>;
  readonly positional: readonly string[];
}

const ARGUMENT =
  /(?:([\w-]+)\s*[=:]\s*)?(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|`([^`]*)`|\{([^{}]*)\}|([^\s,"'`{}=]+))/g;

/** The arguments of a tag, however its program separates them: `src="a.png" alt=b`, `"a.png", "b"`. */
export function argumentsIn(text: string): TagArguments {
  const named: Record<string, string> = {};
  const positional: string[] = [];
  for (const [, name, double, single, ticked, braced, bare] of text.matchAll(ARGUMENT)) {
    const value = (double ?? single ?? ticked ?? braced ?? bare ?? '').replace(/\\(["'\\])/g, '$1');
    if (name === undefined) positional.push(value);
    else named[name.toLowerCase()] = value;
  }
  return { named, positional };
}

const PICTURE = /^(?:figure|fig|img|image|picture|photo|eleventyimage|blogimage|imgproc|blogimg)$/;
const NOTICE =
  /^(?:notice|note|notes|tip|info|warning|warn|danger|caution|important|callout|admonition|alert|hint|details|expand|aside|quote|blockquote|pullquote|epigraph|center|columns?|row|div|section|rawhtml|raw_html|raw|unsafe|html|markdown|markdownify|lead|article|box|tabs?|tabpane|spoiler|accordion|steps|gallery|figures|carousel|slider)$/;

/** Markdown or plain HTML that says the same; undefined if the meaning is not certain. A notice leaves its words. */
export function meaningOf(name: string, { named, positional }: TagArguments): string | undefined {
  const tag = name.toLowerCase().replace(/[-_]?(?:embed|video|player|shortcode)$/, '') || name.toLowerCase();
  const first = (...keys: readonly string[]) =>
    keys.map((key) => named[key]).find((value) => value !== undefined && value !== '') ?? positional[0];
  const player = PLAYERS[tag.replace(/[-_]?(?:lite|enhanced|nocookie)[-_]?|^lite/g, '')];
  if (player) {
    const id = first('id', 'videoid', 'video_id', 'video', 'src', 'url');
    return id && (/^https?:/.test(id) ? `<${id}>` : /^[\w-]+$/.test(id) ? `<${player}${id}>` : undefined);
  }
  if (PICTURE.test(tag)) return pictureOf(named, positional);
  if (NOTICE.test(tag)) return '';
  if (/^(?:toc|table_of_contents|more)$/.test(tag)) return tag === 'more' ? '<!--more-->' : '';
  if (tag === 'gist') {
    const [user, id = ''] = positional;
    const gist = named.url ?? (user && /^https:/.test(user) ? user : undefined);
    return gist
      ? `<${gist}>`
      : user && /^[\w-]+$/.test(user)
        ? `<https://gist.github.com/${[user, id].filter(Boolean).join('/')}>`
        : undefined;
  }
  if (/^(?:tweet|x|twitter)$/.test(tag)) {
    const [user, id] = [named.user ?? positional[0], named.id ?? positional[1] ?? positional[0]];
    return id && /^\d+$/.test(id)
      ? `<https://twitter.com/${user && user !== id ? user : 'i'}/status/${id}>`
      : undefined;
  }
  if (/^(?:audio|video)$/.test(tag)) {
    const src = first('src', 'path', 'url', 'file', 'mp4', 'webm');
    return src ? `<${tag} src="${src.replace(/"/g, '&quot;')}" controls></${tag}>` : undefined;
  }
  return undefined;
}

const PLAYERS: Readonly<Record<string, string>> = {
  youtube: 'https://www.youtube.com/watch?v=',
  vimeo: 'https://vimeo.com/',
  instagram: 'https://www.instagram.com/p/',
  streamable: 'https://streamable.com/',
  slideshare: 'https://www.slideshare.net/slideshow/embed_code/',
  speakerdeck: 'https://speakerdeck.com/player/',
};

function pictureOf(named: TagArguments['named'], positional: readonly string[]): string | undefined {
  const src =
    ['src', 'path', 'image_path', 'url', 'file', 'filename', 'image', 'href'].map((key) => named[key]).find(Boolean) ??
    positional[0];
  if (src === undefined || !/\.[a-z0-9]{2,5}(?:[?#]|$)|^https?:/i.test(src)) return undefined;
  const alt = named.alt ?? positional.slice(1).find((text) => /\p{L}.*\s|\s.*\p{L}/u.test(text)) ?? '';
  const caption = (named.caption ?? named.title ?? named.description ?? '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const address = /[\s()]/.test(src) ? `<${src}>` : src;
  const title = caption === '' ? '' : ` "${caption.replace(/["\\]/g, '\\$&')}"`;
  return `![${(alt || caption).replace(/[[\]\\]/g, '\\$&').replace(/\s+/g, ' ')}](${address}${title})`;
}
