// What template tags of other programs stand for, where that is certain: pictures, videos, notices, tables of contents.

import { escapeHtml } from '../../../documents/content.ts';

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
  for (const [, name, ...written] of text.matchAll(ARGUMENT)) {
    const value = (written.find((each) => each !== undefined) ?? '').replace(/\\(["'\\])/g, '$1');
    if (name === undefined) positional.push(value);
    else named[name.toLowerCase()] = value;
  }
  return { named, positional };
}

type Meaning = (
  args: TagArguments,
  first: (...keys: readonly string[]) => string | undefined,
  tag: string,
) => string | undefined;

/** Markdown or plain HTML that says the same; undefined if the meaning is not certain. A notice leaves its words. */
export function meaningOf(name: string, args: TagArguments): string | undefined {
  const tag = name.toLowerCase().replace(/[-_]?(?:embed|player|shortcode|lite|enhanced)$|^lite[-_]?/g, '');
  const first = (...keys: readonly string[]) => keys.map((key) => args.named[key]).find(Boolean) ?? args.positional[0];
  return MEANINGS.find(([names]) => names.test(tag))?.[1](args, first, tag);
}

/** A link to the page of what a player shows. */
const page =
  (before: string): Meaning =>
  (_, first) => {
    const id = first('id', 'videoid', 'video_id', 'video', 'src', 'url');
    return id && (/^https?:/.test(id) ? `<${id}>` : /^[\w/-]+$/.test(id) ? `<${before}${id}>` : undefined);
  };

const post: Meaning = ({ named, positional }) => {
  const id = named.id ?? positional.at(-1) ?? '';
  const user = named.user ?? (positional.length > 1 ? positional[0] : 'i');
  return page(`https://twitter.com/${user}/status/`)({ named: {}, positional: [] }, () => id, '');
};

const gist: Meaning = ({ named, positional }, first) =>
  page('https://gist.github.com/')(
    { named, positional },
    () => named.url ?? (positional.slice(0, 2).join('/') || first('id')),
    '',
  );

const player: Meaning = (_, first, tag) => {
  const src = first('src', 'path', 'url', 'file', 'mp4', 'webm');
  return src && `<${tag} src="${src.replace(/"/g, '&quot;')}" controls></${tag}>`;
};

const picture: Meaning = ({ named, positional }, first, tag) => {
  const src = first('src', 'path', 'image_path', 'url', 'file', 'filename', 'image', 'href', 'id') ?? '';
  if (tag !== 'imgproc' && !/\.[a-z0-9]{2,5}(?:[?#]|$)|^https?:/i.test(src)) return undefined;
  const alt = named.alt ?? positional.slice(1).find((text) => /\p{L}.*\s|\s.*\p{L}/u.test(text));
  const caption = (named.caption ?? named.title ?? named.description ?? '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (/\]\(/.test(caption)) return figureOf(src, alt ?? '', caption);
  const address = tag === 'imgproc' ? `${src}*` : /[\s()]/.test(src) ? `<${src}>` : src; // the beginning of a name
  const title = caption === '' ? '' : ` "${caption.replace(/["\\]/g, '\\$&')}"`;
  return `![${(alt || caption).replace(/[[\]\\]/g, '\\$&').replace(/\s+/g, ' ')}](${address}${title})`;
};

/** A caption with links in it, which Markdown has no place for. */
function figureOf(src: string, alt: string, caption: string): string {
  const words = escapeHtml(caption).replace(/\[([^\]]*)\]\(([^\s()]*)\)/g, '<a href="$2">$1</a>');
  return `<figure><img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}"><figcaption>${words}</figcaption></figure>`;
}

const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  [/^youtube/, page('https://www.youtube.com/watch?v=')],
  [/^vimeo/, page('https://vimeo.com/')],
  [/^instagram/, page('https://www.instagram.com/p/')],
  [/^slideshare/, page('https://www.slideshare.net/slideshow/embed_code/')],
  [/^speakerdeck/, page('https://speakerdeck.com/player/')],
  [/^gist/, gist],
  [/^(?:tweet|x|twitter)$/, post],
  [/^(?:audio|video)$/, player],
  [/(?:^|[-_a-z])(?:fig|figure|img|image|picture|photo)$|^imgproc$/, picture],
  [/(?:^|[-_])toc$|^table_?of_?contents$|^icon$/, () => ''],
  // Notices and what only arranges: the words between their tags stay.
  [
    /^(?:notice|notes?|tip|info|warn|warning|danger|caution|important|callout|admonition|alert|hint|details|spoiler)$/,
    () => '',
  ],
  [
    /^(?:expand|aside|quote|blockquote|pullquote|epigraph|lead|article|box|center|columns?|row|div|section|steps)$/,
    () => '',
  ],
  [
    /^(?:raw|raw_?html|unsafe|html|markdown|markdownify|tabs?|tabpane|accordion|gallery|figures|carousel|slider)$/,
    () => '',
  ],
  [/[-_]?(?:container|wrapper)$/, () => ''],
];
