// References: where links and pictures of an article led on the old site, and what they are written as here.

import { mediaTypeOf } from '../../../model/media.ts';
import { decodePath, encodePath } from '../../../model/paths.ts';
import type { OldPage, OldSite } from './generator.ts';
import { changedOutsideCode } from './outside-code.ts';
import type { SiteSource } from './site-source.ts';

export type OldTarget =
  /** An article's address is one below the site, a page's begins with the path of the site. */
  | { readonly kind: 'article' | 'page'; readonly address: string }
  /** A file of the old site; `address` if it was served at a path of its own, which it keeps. */
  | { readonly kind: 'file'; readonly path: string; readonly address?: string };

export interface OldAddresses {
  /** The path of the site itself: `/` or `/news/`. */
  readonly base: string;
  /** Folders whose files are served, and below which path: `static` at `''`. In the order in which they are looked through. */
  readonly roots: OldSite['roots'];
  readonly source: Pick<SiteSource, 'has'>;
  /** The article, page or section that a file makes; undefined if there is no such file. */
  pageOf(file: string): OldTarget | undefined;
  /** The article that stands at an address, however its end is written. */
  articleAt(address: string): (Pick<OldPage, 'path'> & { readonly address?: string | undefined }) | undefined;
  /** The address of the only article whose file has this name, with or without its day. */
  named(name: string): string | undefined;
}

/** Where a relative reference or a path leads from the file at `from`, whose page was at `address`. */
export function oldTargetOf(
  written: string,
  from: { readonly path: string; readonly address: string | undefined },
  addresses: OldAddresses,
): OldTarget | undefined {
  const { base, source, pageOf, articleAt } = addresses;
  const path = decodePath(written) ?? written;
  const isRooted = /^@?\//.test(path);
  const beside = isRooted ? undefined : normalPath(`${folderOf(from.path)}${path}`);
  // As browsers do: from the address of the page. Some plugins mean the root without saying so.
  const onPage = isRooted || !from.address ? undefined : normalPath(`${folderOf(from.address)}${path}`);
  const rooted = normalPath(isRooted ? belowBase(path.replace(/^@/, ''), base) : path);
  const wanted = (isRooted ? [rooted] : [onPage, rooted]).filter((each) => each !== undefined);
  const besides = beside === undefined ? [] : [{ file: beside, at: servedAt(beside, from.path, addresses.roots) }];
  for (const { file, at } of [...besides, ...wanted.flatMap((each) => candidatesFor(each, addresses))]) {
    const made = mediaTypeOf(file) ? undefined : pageOf(file);
    if (made) return made;
    if (!source.has(file) || !mediaTypeOf(file)) continue;
    const isHidden = at === undefined || /(?:^|\/)(?:[._]|(?:node_modules|vendor)\/)/.test(at);
    return { kind: 'file', path: file, ...(!isHidden && { address: `/${at}` }) };
  }
  for (const each of wanted) {
    const { address } = articleAt(`/${each}`) ?? {};
    if (address !== undefined) return { kind: 'article', address };
  }
  const [page] = wanted;
  const end = /\/$/.test(path) && page !== '' ? '/' : '';
  // An address without its scheme, or of e-mail, led nowhere.
  return page === undefined || /[:@]/.test(page) ? undefined : { kind: 'page', address: `${base}${page}${end}` };
}

interface Candidate {
  readonly file: string;
  /** The path at which it is served; undefined if it belongs to an article. */
  readonly at?: string | undefined;
}

/** The files that may be served at a path. */
function candidatesFor(path: string, { roots, articleAt }: OldAddresses): Candidate[] {
  const served = roots.flatMap(({ folder, at }) =>
    at === '' || path.startsWith(`${at}/`)
      ? [{ file: normalPath(`${folder}/${below(path, at)}`) ?? '', at: path }]
      : [],
  );
  const owner = articleAt(`/${folderOf(path)}`);
  return owner ? [...served, { file: folderOf(owner.path) + path.slice(folderOf(path).length) }] : served;
}

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

/** A path without `.` and `..`; undefined if it leads out. */
export function normalPath(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
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
    text
      .replace(INLINE, (_, start: string, address: string) => start + unbracketed(address, rewritten))
      .replace(DEFINITION, (_, start: string, address: string) => start + unbracketed(address, rewritten))
      .replace(
        ATTRIBUTE,
        (_, start: string, quote: string, address: string) => `${start}${quote}${rewritten(address.trim())}${quote}`,
      ),
  );
}

const INLINE = /(\]\(\s*)(<[^<>\n]*>|[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)/g;
/** What is defined may have code in its name: then the part begins within it. */
const DEFINITION = /((?:^ {0,3}\[(?!\^)[^\]\n]+|(?<![\s\S])[^\n[\]]*)\]:[ \t]+)(<[^<>\n]*>|\S+)/gm;
const ATTRIBUTE = /(<[a-z][^<>]*?\s(?:src|href|poster)=)(["'])([^"'<>]*)\2/gi;

const unbracketed = (address: string, rewritten: (reference: string) => string): string =>
  address.startsWith('<') ? `<${rewritten(address.slice(1, -1))}>` : rewritten(address);
