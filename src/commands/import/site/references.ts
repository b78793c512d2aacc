// References: where links and pictures of an article led on the old site, and what they are written as here.

import { mediaTypeOf } from '../../../model/media.ts';
import { decodePath, encodePath } from '../../../model/paths.ts';
import { changedOutsideCode } from './outside-code.ts';
import type { SiteSource } from './site-source.ts';

export type OldTarget =
  | { readonly kind: 'article' | 'page'; readonly address: string }
  /** A file of the old site; `address` if it was served at a path of its own, which it keeps. */
  | { readonly kind: 'file'; readonly path: string; readonly address?: string };

export interface OldAddresses {
  /** The path of the site itself: `/` or `/news/`. */
  readonly base: string;
  readonly roots: readonly string[];
  readonly source: Pick<SiteSource, 'has'>;
  /** The article, page or section that a file makes; undefined if there is no such file. */
  pageOf(file: string): OldTarget | undefined;
  /** The address of the article that stands at one, however its end is written. */
  articleAt(address: string): string | undefined;
  /** The address of the only article whose file has this name, with or without its day. */
  named(name: string): string | undefined;
}

/** Where a relative reference or a path leads from the file at `from`, whose page was at `address`. */
export function oldTargetOf(
  written: string,
  from: { readonly path: string; readonly address: string | undefined },
  { base, roots, source, pageOf, articleAt }: OldAddresses,
): OldTarget | undefined {
  const path = decodePath(written) ?? written;
  const isRooted = /^(?:\/|@\/)/.test(path);
  const rooted = isRooted ? normal(belowBase(path.replace(/^@\//, '/'), base)) : undefined;
  const beside = isRooted ? undefined : normal(`${from.path.slice(0, from.path.lastIndexOf('/') + 1)}${path}`);
  // As browsers do: from the address of the page.
  const onPage = isRooted || !from.address ? undefined : normal(`${from.address.replace(/[^/]*$/, '')}${path}`);
  const [atRoot, atPage] = [rooted, onPage].map((each) =>
    each === undefined ? [] : roots.map((root) => (root === '' ? each : `${root}/${each}`)),
  );
  const files = [...(beside === undefined ? [] : [beside]), ...(atRoot ?? []), ...(atPage ?? [])];
  for (const file of files) {
    const made = mediaTypeOf(file) ? undefined : pageOf(file);
    if (made) return made;
    if (source.has(file) && mediaTypeOf(file))
      return { kind: 'file', path: file, ...addressOfFile(file, beside === file, roots) };
  }
  for (const each of [rooted, onPage]) {
    const address = each === undefined ? undefined : articleAt(`/${each}`);
    if (address !== undefined) return { kind: 'article', address };
  }
  const page = rooted ?? onPage;
  return page === undefined
    ? undefined
    : { kind: 'page', address: `${base}${page}${/\/$/.test(path) && page !== '' ? '/' : ''}` };
}

/** An address by which it is found however its end is written. */
export const plainAddress = (address: string): string => address.replace(/(?:\/(?:index\.html)?|\.html)$/, '');

const belowBase = (path: string, base: string): string => (path.startsWith(base) ? path.slice(base.length - 1) : path);

/** The path at which a file is served that lies below one of the roots; beside an article it has none of its own. */
function addressOfFile(file: string, isBeside: boolean, roots: readonly string[]): { readonly address?: string } {
  const root = roots.find(
    (each) => each !== '' && file.startsWith(`${each}/`) && !(isBeside && /^(?:content|src)$/.test(each)),
  );
  if (isBeside && root === undefined) return {};
  const path = root === undefined ? file : file.slice(root.length + 1);
  return /(?:^|\/)[._]|(?:^|\/)(?:node_modules|vendor)\//.test(path) ? {} : { address: `/${path}` };
}

/** A path without `.` and `..`; undefined if it leads out. */
function normal(path: string): string | undefined {
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
const DEFINITION = /^( {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(<[^<>\n]*>|\S+)/gm;
const ATTRIBUTE = /(<[a-z][^<>]*?\s(?:src|href|poster)=)(["'])([^"'<>]*)\2/gi;

const unbracketed = (address: string, rewritten: (reference: string) => string): string =>
  address.startsWith('<') ? `<${rewritten(address.slice(1, -1))}>` : rewritten(address);
