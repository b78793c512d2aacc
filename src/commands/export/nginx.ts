// The nginx snippet: serves an export with the fields that `serve` would send.

import { MANIFEST } from '../../disk/export-folder.ts';
import { EVERYWHERE } from '../../http/representation.ts';
import type { QueryRule } from '../../model/site.ts';
import { type ExportedFiles, escapeRegExp, type HeaderRule } from './export-files.ts';

export const NGINX_FILE = '_nginx.conf';

/** Files that nobody is to get: those of hosts, and our own list. */
const HIDDEN = ['_headers', '_redirects', NGINX_FILE, MANIFEST];

/**
 * The text of a file to include in a server block. Every address is matched once, from the special to the general.
 * `basePath` is `/` or `/news/`, decoded.
 */
export function nginxFile({ rules, moved, gone, queryRules }: ExportedFiles, basePath: string): string {
  const base = basePath.slice(0, -1);
  const matching = (pattern: string) => `~ ${quoted(`^${escapeRegExp(base)}${pattern}$`)}`;
  const toFile = (index = '') => `rewrite ${quoted(`^${escapeRegExp(base)}(/.*)$`)} $1${index} break;`;
  const served = ({ kind, fields }: HeaderRule) => {
    const { 'content-type': type = '', ...others } = fields;
    const added = Object.entries(others).map(([name, value]) => `add_header ${name} ${quoted(value)};`);
    return [toFile(kind === 'page' ? 'index.html' : ''), ...typed(type), ...added];
  };
  const exact = new Map<string, readonly string[]>([
    ...moved.map(([from, to]) => [from, movedTo(to)] as const),
    ...gone.map((path) => [path, short('return 410;', MAX_AGE)] as const),
  ]);
  for (const rule of queryRules.toReversed()) {
    const otherwise = rules.find(({ pattern }) => new RegExp(`^${pattern}$`, 's').test(rule.path));
    const before = exact.get(rule.path) ?? (otherwise ? served(otherwise) : ['return 404;']);
    exact.set(rule.path, [...linesOf(rule), ...before]);
  }
  const hidden = HIDDEN.map(escapeRegExp).join('|');
  const blocks = [
    ...[...exact].map(([path, lines]) => block(`= ${quoted(base + path)}`, lines)),
    block(`= ${quoted(`${base}/404.html`)}`, ['internal;', 'rewrite ^ /404.html break;', ...typed(HTML)]),
    block(matching(`/(?:${hidden}|.*\\.(?:gz|br)|(?:.*/)?index\\.html)`), ['return 404;']),
    ...rules.map((rule) => block(matching(rule.pattern), served(rule))),
    // A page without its final slash, and what has no rule of its own.
    block(matching('(?<courant_path>/.+[^/])'), [
      ...AGE,
      `if (-d $document_root$courant_path) { ${short('rewrite ^(.*)$ $1/ permanent;', '$courant_age').join(' ')} }`,
      toFile(),
      'try_files $uri =404;',
    ]),
  ];
  return [about(basePath), ...blocks].join('\n');
}

/** Says how to include the file. It names no folder: the one where it is made is seldom the one where it is served. */
function about(basePath: string): string {
  const lines = ['root /path/to/dist;', `include /path/to/dist/${NGINX_FILE};`];
  const [place, include] =
    basePath === '/' ? ['server block', lines] : ['location', block(quoted(basePath), lines).trimEnd().split('\n')];
  return `# How nginx serves this folder. Made by courant export;
# include it in a ${place}:
${include.map((line) => `#     ${line}`).join('\n')}
# and reload nginx when it has changed.

absolute_redirect off;
error_page 404 ${quoted(`${basePath}404.html`)};
if_modified_since before;
etag on;
gzip_static on; # brotli_static on; where the module is there
gzip_vary on;
`;
}

/** The query goes along where the target has none; such an answer is not stored, as in `serve`. */
const movedTo = (to: string): string[] =>
  to.includes('?')
    ? short(redirect(to, ''), MAX_AGE)
    : [...AGE, ...short(redirect(to, '$is_args$args'), '$courant_age')];

/** 301 with a query, given as variables, where the target has none of its own. */
function redirect(to: string, query: string): string {
  const [, address = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(to.replace(/\$/g, '%24')) ?? [];
  return `return 301 ${quoted(address + (address.includes('?') ? '' : query) + fragment)};`;
}

/** An answer without a file, with the fields that every answer has. */
const short = (answer: string, cacheControl: string): string[] => [
  ...Object.entries({ 'cache-control': cacheControl, ...EVERYWHERE }).map(
    ([name, value]) => `add_header ${name} ${quoted(value)} always;`,
  ),
  answer,
];

const MAX_AGE = 'public, max-age=3600';
const NO_STORE = 'no-store';
const AGE = [`set $courant_age ${quoted(MAX_AGE)};`, `if ($is_args) { set $courant_age ${NO_STORE}; }`];

/** What a query decides. Of several parameters nginx cannot take out all: what else was asked for is left out then. */
function linesOf({ query, to }: QueryRule): string[] {
  const [only, ...others] = [...query].map((pair) => escapeRegExp(new URLSearchParams([pair]).toString()));
  const when = (pattern: string, answer: string) =>
    `if ($args ~ ${quoted(pattern)}) { ${short(answer, NO_STORE).join(' ')} }`;
  const all = [only, ...others].map((each) => `(?=(?:.*&)?${each}(?:&|$))`).join('');
  if (to === undefined) return [when(`^${all}`, 'return 410;')];
  if (others.length > 0) return [when(`^${all}`, redirect(to, ''))];
  const rest = `^(?:(?<courant_before>.+?)&${only}(?=&|$)|${only}&)(?<courant_after>.*)$`;
  return [when(`^${only}&?$`, redirect(to, '')), when(rest, redirect(to, '?$courant_before$courant_after'))];
}

const HTML = 'text/html; charset=utf-8';

/** The type as it is, whatever the name says. */
const typed = (type: string): string[] => ['types { }', `default_type ${quoted(type)};`];

const block = (match: string, lines: readonly string[]): string =>
  `location ${match} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
