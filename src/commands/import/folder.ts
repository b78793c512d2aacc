// The content folder as it is: every article in it, with or without errors, and its media.

import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseFrontMatter } from '../../content/front-matter.ts';
import { parseArticle } from '../../content/parse-article.ts';
import type { MediaIndex } from '../../model/media.ts';
import { idOfFile } from '../../model/paths.ts';
import type { Site } from '../../model/site.ts';
import { slugOf } from '../../model/slug.ts';
import type { Instant } from '../../model/time.ts';

/** An article that is there, with or without errors in it. */
export interface Shelved {
  readonly path: string;
  readonly id: string;
  readonly slug: string;
  readonly title?: string;
  readonly published?: Instant;
}

export const articlesIn = (content: string, site: Site): Shelved[] =>
  filesBelow(content).map((path) => shelved(content, path, site));

/** Every article's file below a folder, whatever is in it; through links too, but not out of the folder. */
function filesBelow(content: string): string[] {
  const root = realpathSync(content);
  const known = new Set<string>();
  const below = (folder: string): string[] =>
    readdirSync(join(root, folder)).flatMap((name) => {
      if (/^(?:\.|node_modules$|vendor$)/.test(name)) return [];
      const path = folder === '' ? name : `${folder}/${name}`;
      const stats = statSync(join(root, path), { throwIfNoEntry: false });
      if (!stats?.isDirectory()) return stats?.isFile() && /\.(?:md|markdown|mkd|mdown)$/i.test(name) ? [path] : [];
      const real = realpathSync(join(root, path));
      if (!real.startsWith(`${root}/`) || known.has(real)) return [];
      known.add(real);
      return below(path);
    });
  return below('');
}

function shelved(content: string, path: string, site: Site): Shelved {
  const text = readFileSync(join(content, path), 'utf8');
  const { article } = parseArticle(path, text, { site, media: mediaBeside(content) });
  if (article) return article;
  const { entries } = parseFrontMatter(text, path).head ?? { entries: new Map() };
  const textAt = (key: string): string | undefined => {
    const value = entries.get(key)?.value;
    return value?.kind === 'scalar' ? value.text.trim() : undefined;
  };
  const name =
    path
      .replace(/(?:\/index)?\.\w+$/i, '')
      .split('/')
      .at(-1) ?? '';
  const title = textAt('title');
  const slug = slugOf(textAt('slug') ?? name.replace(/^\d{4}-\d\d?-\d\d?-(?=.)/, ''));
  return { path, id: textAt('id') ?? idOfFile(site.tagAuthority, path), slug, ...(title && { title }) };
}

/** The media of a folder, with those that are about to be written beside an article. */
export function mediaBeside(
  content: string,
  article = '',
  files: ReadonlyMap<string, Uint8Array> = new Map(),
): MediaIndex {
  const bytesAt = (path: string): Uint8Array | undefined =>
    dirname(path) === dirname(article) ? files.get(path.slice(dirname(path).length + 1)) : undefined;
  return {
    get(path: string) {
      const bytes = bytesAt(path);
      if (bytes) return { path, size: bytes.byteLength, mtime: 0 };
      const stats = statSync(join(content, path), { throwIfNoEntry: false });
      return stats?.isFile() ? { path, size: stats.size, mtime: stats.mtimeMs } : undefined;
    },
    head: ({ path }: { path: string }, length: number) =>
      (bytesAt(path) ?? readFileSync(join(content, path))).subarray(0, length),
    paths: () => [],
  } as unknown as MediaIndex;
}
