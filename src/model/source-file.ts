// A source file: which names below content/ are articles, and which belong to formats that are not read.

export const SITE_FILE = 'site.yaml';

/** The folder of a file or folder below content/; content/ itself is ''. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Markdown, by the endings that Jekyll, Hugo and Eleventy know. */
export const isArticleFile = (path: string): boolean => ARTICLE.test(path);

const ARTICLE = /\.(?:md|markdown|mkd|mdown)$/i;

/**
 * Formats in which other programs keep articles, and Markdown to whose name an editor of Windows has added an ending; a
 * file with a head in one of them is a warning.
 */
export const isUnreadFormat = (path: string): boolean =>
  /\.(?:mdx|html?|adoc|asciidoc|rst|org|(?:md|markdown)\.txt)$/i.test(path);

/** The file that one by this name is a conflicted copy of, as Dropbox, Nextcloud and Syncthing name them. */
export function originalOf(path: string): string | undefined {
  const original = path.replace(CONFLICTED, '');
  return original === path ? undefined : original;
}

const CONFLICTED = /(?: \([^()/]*[ck]onfli[^()/]*\)|\.sync-conflict-[\w-]+|_conflict-[\d-]+)(?=\.\w+$)/i;

/**
 * Whether a path below content/ is one that `ignore` in site.yaml names. Patterns are those of .gitignore: with a slash at
 * the end a folder, with one before that a path from content/, else a name at any depth.
 */
export function ignoring(patterns: readonly string[]): (path: string) => boolean {
  const sources = patterns.map((pattern) => {
    const [, isFromRoot, name = '', isFolder] = /^(?:\.?(\/))?(.*?)(\/)?$/s.exec(pattern.normalize('NFC')) ?? [];
    const parts = name.replace(/\*{2,}\/|\*+|[?.^$+()[\]{}|\\]/g, (part) => {
      if (part === '?') return '[^/]';
      if (!part.startsWith('*')) return `\\${part}`;
      return part.endsWith('/') ? '(?:.*/)?' : part === '*' ? '[^/]*' : '.*';
    });
    return `${isFromRoot || name.includes('/') ? '' : '(?:.*/)?'}${parts}${isFolder ? '/' : '(?:/|$)'}`;
  });
  if (sources.length === 0) return () => false;
  const ignored = new RegExp(`^(?:${sources.join('|')})`, 'su');
  return (path) => ignored.test(path.normalize('NFC'));
}

/** The path without the ending of an article's file: `articles/a` of `articles/a.md`. */
export const withoutEnding = (path: string): string => path.replace(ARTICLE, '');

/** The names of a file that is its folder's article; endings may be in capitals, as DOS wrote them. */
export const INDEX_FILES = ['md', 'markdown', 'mkd', 'mdown'].flatMap((ending) => [
  `index.${ending}`,
  `index.${ending.toUpperCase()}`,
]);

/** Whether a file is its folder's article, or that in another language, as Hugo names it: `index.de.md`. */
export const isIndexFile = (path: string): boolean =>
  isArticleFile(path) && /(?:^|\/)index(?:\.[a-z]{2,3}(?:-[a-z]{2,4})?)?\.\w+$/i.test(path);

/** The day at the beginning of a name, which is no part of the slug. */
export const DAY_OF_NAME = /^\d{4}-\d{1,2}-\d{1,2}-(?=.)/;

/** The name of an article's file, or of the folder of an `index.md`: `garden` of `garden.md` and of `garden/index.md`. */
export function nameOfFile(path: string): string {
  const stem = stemOf(path);
  return stem.slice(stem.lastIndexOf('/') + 1);
}

/** The path that names an article: `garden` of `garden.md` and of `garden/index.md`. */
export const stemOf = (path: string): string => path.replace(ARTICLE, '').replace(/\/index$/, '');
