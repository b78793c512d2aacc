// References: where links and pictures of an article led on the old site.

import { parseFrontMatter } from '../../../content/front-matter.ts';
import { mediaTypeOf } from '../../../model/media.ts';
import { decodePath, encodePath } from '../../../model/paths.ts';
import type { Site } from '../../../model/site.ts';
import { nameOfFile, stemOf } from '../../../model/source-file.ts';
import { asMarkdown, type OldSite, plainName } from './generator.ts';
import { isOldArticleFile, type OldArticle, oldPageOf } from './old-articles.ts';
import { normalPath, type SiteSource } from './site-source.ts';
import { changedOutsideCode } from './template-tags.ts';

export type OldTarget =
  /** An article's address is one below the site, a page's begins with the path of the site; of some no file is known. */
  | { readonly kind: 'article' | 'page'; readonly address: string; readonly isGuess?: boolean }
  /** A file of the old site; `address` if it was served at a path of its own, which it keeps. */
  | { readonly kind: 'file'; readonly path: string; readonly address?: string };

/** A page of the old site: its file, and where it was. */
type Place = Pick<OldArticle, 'path' | 'address'>;

export type OldAddresses = ReturnType<typeof addressesBefore>;

/** The addresses of a site's articles, pages and files. `base` is the path of the site itself: `/` or `/news/`. */
export function addressesBefore(source: SiteSource, old: OldSite, site: Site, articles: readonly OldArticle[]) {
  const { origin, pathname } = new URL(site.url);
  const base = decodePath(pathname) ?? '/';
  const byFile = new Map<string, OldTarget>();
  const byAddress = new Map<string, Place>();
  const byName = new Map<string, string | undefined>();
  for (const { path, address } of articles) {
    if (address === undefined) continue;
    byFile.set(fileKey(path), { kind: 'article', address });
    byAddress.set(plainAddress(address), { path, address });
    for (const name of new Set([nameKey(nameOfFile(asMarkdown(path))), plainName(path)]))
      byName.set(name, byName.has(name) ? undefined : address);
  }

  /** The article, page or section that a file makes; undefined if there is no such file. */
  function pageOf(file: string): OldTarget | undefined {
    const known = byFile.get(fileKey(file));
    if (known) return known;
    const path = [file, `${file}.md`, `${file}/index.md`, `${file}/_index.md`].find(
      (each) => isOldArticleFile(each) && source.textOf(each) !== '',
    );
    if (path === undefined) return undefined;
    const { head } = parseFrontMatter(source.textOf(path), path);
    const address = old.addressOf(oldPageOf(path.replace('/_index.', '/index.'), head?.values ?? {}, old, site));
    return address === undefined ? undefined : { kind: 'page', address: base + address.slice(1) };
  }

  /** Where a relative reference or a path leads from a page; undefined if that is nowhere. */
  function targetOf(reference: string, from: Place): OldTarget | undefined {
    const path = decodePath(reference) ?? reference;
    const isRooted = /^@?\//.test(path);
    const rooted = normalPath(isRooted ? belowBase(path.replace(/^@/, ''), base) : path);
    // As browsers do: from the address of the page. Some plugins mean the root without saying so.
    const onPage = isRooted || !from.address ? undefined : normalPath(`${folderOf(from.address)}${path}`);
    const wanted = [onPage, rooted].filter((each) => each !== undefined);
    const beside = isRooted ? undefined : normalPath(`${folderOf(from.path)}${path}`);
    const besides = beside === undefined ? [] : [{ file: beside, at: servedAt(beside, from.path, old.roots) }];
    for (const { file, at } of [...besides, ...wanted.flatMap(candidatesFor)]) {
      const made = mediaTypeOf(file) ? undefined : pageOf(file);
      if (made) return made;
      if (!source.has(file) || !mediaTypeOf(file)) continue;
      const isHidden = at === undefined || /(?:^|\/)(?:[._]|(?:node_modules|vendor)\/)/.test(at);
      return { kind: 'file', path: file, ...(!isHidden && { address: `/${at}` }) };
    }
    const { address } = wanted.map(articleAt).find(Boolean) ?? {};
    if (address !== undefined) return { kind: 'article', address };
    const [page] = wanted;
    const end = /\/$/.test(path) && page !== '' ? '/' : '';
    // An address without its scheme, or of e-mail, led nowhere.
    return page === undefined || /[:@]/.test(page)
      ? undefined
      : { kind: 'page', address: `${base}${page}${end}`, isGuess: true };
  }

  /** The article that stands at a path, however its end is written. */
  const articleAt = (path: string): Place | undefined => byAddress.get(plainAddress(`/${path}`));

  /** The files that may be served at a path; `at` is undefined if one belongs to an article. */
  function candidatesFor(path: string): { readonly file: string; readonly at?: string }[] {
    const roots = old.roots.filter(({ at }) => at === '' || path.startsWith(`${at}/`));
    const fileIn = (folder: string, rest: string) => normalPath(`${folder}/${rest}`) ?? '';
    const served = roots.map(({ folder, at }) => ({ file: fileIn(folder, below(path, at)), at: path }));
    const owner = articleAt(folderOf(path));
    return owner ? [...served, { file: folderOf(owner.path) + path.slice(folderOf(path).length) }] : served;
  }

  /** The address, from the root, of what a tag such as `post_url` or `relref` names: a file, or its name alone. */
  function addressNamed(name: string, from: Place): string | undefined {
    for (const each of [name, `/${name}`, `/_posts/${name}`]) {
      const target = pageOf(each) ?? targetOf(each, from);
      if (target?.kind === 'article') return base + target.address.slice(1);
      if (target?.kind === 'page' && !target.isGuess) return target.address;
    }
    const address = byName.get(nameKey(nameOfFile(asMarkdown(name))));
    return address && base + address.slice(1);
  }

  return { origin, base, targetOf, addressNamed };
}

/** The body with each relative reference and path written as `write` says; undefined leaves it as it is. */
export function withReferences(body: string, write: (path: string) => string | undefined): string {
  const rewritten = (reference: string): string => {
    const [, path = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(reference) ?? [];
    if (path === '' || /^(?:[a-z][a-z0-9+.-]*:|\/\/|\\|\{)/i.test(path)) return reference;
    const found = write(path);
    return found === undefined ? reference : encodePath(found) + suffix;
  };
  return changedOutsideCode(body, (text) =>
    REFERENCES.reduce(
      (rest, pattern) => rest.replace(pattern, (_, start: string, address: string) => start + rewritten(address)),
      text,
    ),
  );
}

/** What stands before a reference, and the reference: of links and pictures, of definitions, of attributes. */
const REFERENCES = [
  /(\]\(\s*<?)((?<=<)[^<>\n]*|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)/g,
  // What is defined may have code in its name: then the part begins within it.
  /((?:^ {0,3}\[(?!\^)[^\]\n]+|(?<![\s\S])[^\n[\]]*)\]:[ \t]+<?)((?<=<)[^<>\n]*|[^\s<]\S*)/gm,
  /(<[a-z][^<>]*?\s(?:src|href|poster)=["'])\s*([^"'<>]*?)\s*(?=["'])/gi,
];

/** A file however its ending is written, and whether it has a folder of its own. */
const fileKey = (path: string): string => stemOf(asMarkdown(path));

/** A name however its day is written: `2026-02-01-tides` as `2026-2-1-tides`. */
const nameKey = (name: string): string => name.replace(/^(\d{4})-0?(\d\d?)-0?(\d\d?)-/, '$1-$2-$3-');

/** The path at which a file is served that is named from a file beside it; what lies in an article's folder is its own. */
function servedAt(file: string, from: string, roots: OldSite['roots']): string | undefined {
  const root = roots.find(({ folder }) => folder !== 'src' && (folder === '' || file.startsWith(`${folder}/`)));
  if (root === undefined || file.startsWith(folderOf(from))) return undefined;
  return normalPath(`${root.at}/${below(file, root.folder)}`);
}

const below = (path: string, folder: string): string => (folder === '' ? path : path.slice(folder.length + 1));

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** An address by which it is found however its end is written. */
export const plainAddress = (address: string): string => address.replace(/(?:\/(?:index\.html)?|\.html)$/, '');

const belowBase = (path: string, base: string): string => (path.startsWith(base) ? path.slice(base.length - 1) : path);
