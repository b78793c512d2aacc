// Header rules: which fields the addresses of an export are answered with, said for as many as possible at once.

import { createApp } from '../../app.ts';
import type { Source } from '../../http/answer.ts';
import { encodePath, isArchive, NOT_FOUND } from '../../model/paths.ts';
import type { ExportedFile } from './export-files.ts';

/** What addresses have in common. The first rule that matches an address counts. */
export type Match =
  /** They end with a slash. */
  | { readonly kind: 'pages' }
  /** Their last part is this name, at the root and below it. */
  | { readonly kind: 'name'; readonly name: string; readonly isAtRoot: boolean; readonly isBelow: boolean }
  /** Their last part has this ending. */
  | { readonly kind: 'ending'; readonly ending: string }
  /** They are archives, and their last part is this name; other rules may match them too. */
  | { readonly kind: 'archives'; readonly name: string }
  /** This one, which is other than those that look like it. */
  | { readonly kind: 'path'; readonly path: string };

export interface HeaderRule {
  readonly match: Match;
  readonly kind: 'document' | 'file';
  readonly headers: ReadonlyMap<string, string>;
}

/** The fields that belong to one answer alone, or that a server makes of its own files. */
const OWN = new Set(['content-length', 'etag', 'last-modified', 'link', 'vary', 'accept-ranges', 'date']);

/** The rules for what was exported, as `serve` would answer it. */
export async function headerRulesOf(exported: readonly ExportedFile[], library: Source): Promise<HeaderRule[]> {
  const app = createApp(library);
  const known = new Map<string, ReadonlyMap<string, string>>();

  async function headersOf({ path, signature }: ExportedFile): Promise<ReadonlyMap<string, string>> {
    const found = known.get(signature);
    if (found) return found;
    const address = `http://localhost${encodePath((library.basePath() ?? '/') + path.slice(1))}`;
    const { headers } = await app.request(address, { method: 'HEAD' });
    const kept = new Map([...headers].filter(([name]) => !OWN.has(name)).sort());
    known.set(signature, kept);
    return kept;
  }

  const rules: HeaderRule[] = [];
  for (const { match, members } of groupsOf(exported.filter(({ path }) => path !== NOT_FOUND))) {
    const [usual, ...others] = bySignature(members);
    if (usual?.[0]) rules.push({ match, kind: usual[0].kind, headers: await headersOf(usual[0]) });
    for (const member of others.flat()) {
      const { path, kind } = member;
      rules.push({ match: { kind: 'path', path }, kind, headers: await headersOf(member) });
    }
  }
  return rules;
}

interface Group {
  readonly match: Match;
  readonly members: readonly ExportedFile[];
}

/** Archives first; by ending where all with it are alike; else by name, such as feed.xml and atom.xml. */
function groupsOf(exported: readonly ExportedFile[]): Group[] {
  const archives = grouped(
    exported.filter(({ path }) => isArchive(path)),
    nameOf,
  );
  const others = exported.filter(({ path }) => !isArchive(path));
  const endings = grouped(others, ({ path }) => (path.endsWith('/') ? '/' : endingOf(path)));
  const rest = [...endings].flatMap(([ending, members]): Group[] => {
    if (ending === '/') return [{ match: { kind: 'pages' }, members }];
    const isUniform = members.every(({ signature }) => signature === members[0]?.signature);
    if (ending !== '' && (isUniform || members.every(({ kind }) => kind === 'file'))) {
      return [{ match: { kind: 'ending', ending }, members }];
    }
    const names = grouped(members, nameOf);
    return [...names].map(([name, members]) => {
      const isAtRoot = members.some(({ path }) => path === `/${name}`);
      const isBelow = members.some(({ path }) => path !== `/${name}`);
      return { match: { kind: 'name', name, isAtRoot, isBelow }, members };
    });
  });
  return [...[...archives].map(([name, members]): Group => ({ match: { kind: 'archives', name }, members })), ...rest];
}

const nameOf = ({ path }: ExportedFile): string => path.slice(path.lastIndexOf('/') + 1);

/** Those that are answered alike, most of them first. */
const bySignature = (members: readonly ExportedFile[]): ExportedFile[][] =>
  [...grouped(members, ({ signature }) => signature).values()].sort((a, b) => b.length - a.length);

const endingOf = (path: string): string => /[^/]\.([a-z0-9]+)$/i.exec(path)?.[1] ?? '';

function grouped<T>(list: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of list) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}
