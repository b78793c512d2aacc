// The nginx snippet: serves an export with the fields that `serve` would send.

import type { HeaderRule, Match } from './header-rules.ts';
import type { MovedPaths } from './moved.ts';

export const NGINX_FILE = '_nginx.conf';

export interface NginxSite {
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
  const blocks = [
    ...movedPaths.moved.map(([from, to]) => block(one(from), [`return 301 ${quoted(to.replace(/\$/g, '%24'))};`])),
    ...movedPaths.gone.map((path) => block(one(path), ['return 410;'])),
    ...(hasNotFoundPage ? [block(one('/404.html'), ['internal;', 'rewrite ^ /404.html break;', ...typed(HTML)])] : []),
    block(all(`/(?:${hidden.map(escapeRegExp).join('|')}|.*\\.(?:gz|br)|(?:.*/)?index\\.html)`), [
      ...notFound,
      'return 404;',
    ]),
    ...rules.map((rule) =>
      block(rule.match.kind === 'path' ? one(rule.match.path) : all(patternOf(rule.match)), served(rule)),
    ),
    // A page without its final slash, and what has no rule of its own.
    block(all('(?<courant_path>/.+[^/])'), [
      ...notFound,
      'if (-d $document_root$courant_path) { rewrite ^(.*)$ $1/? permanent; }',
      toFile(),
      'try_files $uri $uri.html =404;',
    ]),
  ];
  return `${aboutOf(basePath)}${SERVER}\n${blocks.join('\n')}`;
}

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

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const escapeRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
