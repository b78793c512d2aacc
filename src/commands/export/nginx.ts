// The nginx snippet: serves an export with the fields that `serve` would send.

import { EVERYWHERE } from '../../http/representation.ts';
import type { QueryRule } from '../../model/site.ts';
import type { MovedPaths } from './export-files.ts';
import type { HeaderRule, Match } from './header-rules.ts';

export const NGINX_FILE = '_nginx.conf';

interface NginxSite {
  /** `/` or `/news/`, decoded. */
  readonly basePath: string;
  readonly rules: readonly HeaderRule[];
  readonly movedPaths: MovedPaths;
  readonly hasNotFoundPage: boolean;
  /** Names of files that are for hosts alone. */
  readonly hidden: readonly string[];
}

/** The text of a file to include in a server block. Every address is matched once, from the special to the general. */
export function nginxFile({ basePath, rules, movedPaths, hasNotFoundPage, hidden }: NginxSite): string {
  const base = escapeRegExp(basePath.slice(0, -1));
  const one = (path: string) => `= ${quoted(basePath.slice(0, -1) + path)}`;
  const all = (pattern: string) => `~ ${quoted(`^${base}${pattern}$`)}`;
  const notFound = hasNotFoundPage ? [`error_page 404 ${quoted(`${basePath}404.html`)};`] : [];
  const toFile = (index = '') => `rewrite ${quoted(`^${base}(/.*)$`)} $1${index} break;`;
  const served = ({ match, headers }: HeaderRule) => [
    ...notFound,
    toFile(match.kind === 'pages' ? 'index.html' : ''),
    ...fields(headers),
  ];
  const exact = new Map<string, readonly string[]>([
    ...rules.flatMap((rule) => (rule.match.kind === 'path' ? [[rule.match.path, served(rule)] as const] : [])),
    ...movedPaths.moved.map(([from, to]) => [from, moved(to)] as const),
    ...movedPaths.gone.map((path) => [path, short('return 410;', MAX_AGE)] as const),
  ]);
  const otherwise = (path: string) => {
    const rule = rules.find(
      ({ match }) => match.kind !== 'path' && new RegExp(`^${patternOf(match)}$`, 's').test(path),
    );
    return rule ? served(rule) : [...notFound, 'return 404;'];
  };
  for (const rule of [...movedPaths.queryRules].reverse()) {
    exact.set(rule.path, [...linesOf(rule), ...(exact.get(rule.path) ?? otherwise(rule.path))]);
  }
  const blocks = [
    ...[...exact].map(([path, lines]) => block(one(path), lines)),
    ...(hasNotFoundPage ? [block(one('/404.html'), ['internal;', 'rewrite ^ /404.html break;', ...typed(HTML)])] : []),
    block(all(`/(?:${hidden.map(escapeRegExp).join('|')}|.*\\.(?:gz|br)|(?:.*/)?index\\.html)`), [
      ...notFound,
      'return 404;',
    ]),
    ...rules.flatMap((rule) => (rule.match.kind === 'path' ? [] : block(all(patternOf(rule.match)), served(rule)))),
    // A page without its final slash, and what has no rule of its own.
    block(all('(?<courant_path>/.+[^/])'), [
      ...notFound,
      ...AGE,
      `if (-d $document_root$courant_path) { ${short('rewrite ^(.*)$ $1/ permanent;', '$courant_age').join(' ')} }`,
      toFile(),
      'try_files $uri $uri.html =404;',
    ]),
  ];
  return `${aboutOf(basePath)}${SERVER}\n${blocks.join('\n')}`;
}

/** The query goes along where the target has none; such an answer is not stored, as in `serve`. */
const moved = (to: string): string[] =>
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
  const [only, ...others] = [...query].map(([key, value]) => escapeRegExp(`${formEncoded(key)}=${formEncoded(value)}`));
  const when = (pattern: string, answer: string) =>
    `if ($args ~ ${quoted(pattern)}) { ${short(answer, NO_STORE).join(' ')} }`;
  const all = [only, ...others].map((each) => `(?=(?:.*&)?${each}(?:&|$))`).join('');
  if (to === undefined) return [when(`^${all}`, 'return 410;')];
  if (others.length > 0) return [when(`^${all}`, redirect(to, ''))];
  const rest = `^(?:(?<courant_before>.+?)&${only}(?=&|$)|${only}&)(?<courant_after>.*)$`;
  return [when(`^${only}&?$`, redirect(to, '')), when(rest, redirect(to, '?$courant_before$courant_after'))];
}

const formEncoded = (text: string): string => new URLSearchParams([[text, '']]).toString().slice(0, -1);

/** Says how to include the file. It names no folder: the one where an export is made is seldom the one where it is served. */
function aboutOf(basePath: string): string {
  const lines = ['root /path/to/dist;', `include /path/to/dist/${NGINX_FILE};`];
  const include =
    basePath === '/'
      ? ['include it in a server block:', ...lines.map((line) => `    ${line}`)]
      : [
          'include it in a location:',
          ...block(quoted(basePath), lines)
            .trimEnd()
            .split('\n')
            .map((line) => `    ${line}`),
        ];
  return ['How nginx serves this folder. Made by courant export;', ...include, 'and reload nginx when it has changed.']
    .map((line) => `# ${line}\n`)
    .join('');
}

const SERVER = `
absolute_redirect off;
if_modified_since before;
etag on;
gzip_static on; # brotli_static on; where the module is there
gzip_vary on;
`;

const HTML = 'text/html; charset=utf-8';

function patternOf(match: Exclude<Match, { kind: 'path' }>): string {
  if (match.kind === 'pages') return '/(?:.*/)?';
  if (match.kind === 'archives') return `/archive/\\d+/${escapeRegExp(match.name)}`;
  return match.kind === 'ending' ? `/.*[^/]\\.${escapeRegExp(match.ending)}` : `/(?:.*/)?${escapeRegExp(match.name)}`;
}

function fields(headers: HeaderRule['headers']): string[] {
  const others = [...headers].filter(([name]) => name !== 'content-type');
  const added = others.map(([name, value]) => `add_header ${name} ${quoted(value)};`);
  return [...typed(headers.get('content-type')), ...added];
}

/** The type as it is, whatever the name says. */
const typed = (type: string | undefined): string[] =>
  type === undefined ? [] : ['types { }', `default_type ${quoted(type)};`];

const block = (match: string, lines: readonly string[]): string =>
  `location ${match} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
