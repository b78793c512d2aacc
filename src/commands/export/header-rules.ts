// Header rules: which fields the addresses of an export are answered with, said for as many as possible at once.

import { isArchive, NOT_FOUND } from '../../model/paths.ts';
import type { ExportedFile } from './export-files.ts';

/** The first rule that matches an address counts. */
export interface HeaderRule extends Pick<ExportedFile, 'kind' | 'fields'> {
  /** A regular expression for the whole path. */
  readonly pattern: string;
  /** The same for hosts that know only `*`, and obey all rules that match; none if one would match more. */
  readonly globs: readonly string[];
}

/** The rules for what was exported, as `serve` would answer it. */
export function headerRulesOf(exported: readonly ExportedFile[]): HeaderRule[] {
  const archives = exported.filter(({ path }) => isArchive(path));
  const others = exported.filter(({ path }) => !isArchive(path) && path !== NOT_FOUND);
  const endings = new Set<string>();
  for (const [ending, members] of grouped(others, ({ path }) => endingOf(path))) {
    const isUniform = grouped(members, signatureOf).size === 1;
    if (isUniform || members.every(({ kind }) => kind === 'file')) endings.add(ending);
  }
  const rules: HeaderRule[] = [];
  const exceptions: HeaderRule[] = [];
  // Archives come first: the pattern of feeds matches them too.
  for (const [pattern, members] of grouped([...archives, ...others], ({ path }) => matchOf(path, endings).pattern)) {
    const bySignature = [...grouped(members, signatureOf).values()].sort((a, b) => b.length - a.length);
    const [[usual] = members, ...unusual] = bySignature;
    const globs = new Set(members.flatMap(({ path }) => matchOf(path, endings).glob ?? []));
    rules.push({ pattern, globs: [...globs], kind: usual.kind, fields: usual.fields });
    for (const { path, kind, fields } of unusual.flat())
      exceptions.push({ pattern: escapeRegExp(path), globs: [], kind, fields });
  }
  return [...exceptions, ...rules];
}

/** What an address has in common with others: its ending if that tells what it is, else its name, such as feed.xml. */
function matchOf(path: string, endings: ReadonlySet<string>): { pattern: string; glob?: string } {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isArchive(path)) return { pattern: `/archive/\\d+/${escapeRegExp(name)}` };
  if (name === '') return { pattern: '/(?:.*/)?', glob: path === '/' ? '/' : '/*/' };
  const ending = endingOf(path);
  if (endings.has(ending)) return { pattern: `/.*[^/]\\.${ending}`, glob: `/*.${ending}` };
  return { pattern: `/(?:.*/)?${escapeRegExp(name)}`, glob: path === `/${name}` ? path : `/*/${name}` };
}

const endingOf = (path: string): string => /[^/]\.([a-z0-9]+)$/i.exec(path)?.[1] ?? '';

/** Equal for all that are answered alike. */
const signatureOf = ({ kind, fields }: ExportedFile): string => JSON.stringify([kind, fields]);

export const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function grouped<T>(list: readonly T[], keyOf: (each: T) => string): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const each of list) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return groups;
}
