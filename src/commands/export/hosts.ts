// The files for hosts, which tell them how to serve an export: `_headers`, `_redirects` and `_nginx.conf`.

import { MANIFEST } from '../../disk/export-folder.ts';
import { EVERYWHERE, type HeaderFields } from '../../http/representation.ts';
import { encodePath } from '../../model/paths.ts';
import { nameOfRule, type QueryRule } from '../../model/site.ts';
import { type ExportedFiles, escapeRegExp, type HeaderRule } from './export-files.ts';

/** Nobody is to get them, nor our own list. */
const HIDDEN = ['_headers', '_redirects', '_nginx.conf', MANIFEST];

/** The texts of the files, by name. `basePath` is `/` or `/news/`, decoded. */
export const filesForHosts = (exported: ExportedFiles, siteUrl: string, basePath: string) => ({
  _headers: headersFile(exported),
  _redirects: redirectsFile(exported, siteUrl),
  '_nginx.conf': nginxFile(exported, basePath),
});

const MAX_REDIRECTS = 2000; // https://developers.cloudflare.com/pages/configuration/redirects/

/** What hosts answer otherwise than `serve` does, in sentences. */
export function leftOutOf({ moved, gone, queryRules }: ExportedFiles): string[] {
  const left: string[] = [];
  const missing = `Netlify and Cloudflare Pages answer 404 where serve and nginx answer 410: ${namesOf(gone)}.`;
  if (gone.length > 0) left.push(missing, 'nginx answers 410 in its own words, where serve has a page that says why.');
  const queries = queryRules.filter(({ isOldFeed }) => !isOldFeed).map(nameOfRule);
  if (queries.length > 0)
    left.push(`Netlify and Cloudflare Pages look at no query, as serve and nginx do: ${namesOf(queries)}.`);
  if (moved.length > MAX_REDIRECTS) {
    const all = `Cloudflare Pages takes ${MAX_REDIRECTS} redirects, and _redirects has ${moved.length}.`;
    left.push(`${all} It takes the first, which site.yaml and aliases name; the last are old addresses of feeds.`);
  }
  return left;
}

const namesOf = (addresses: readonly string[]): string =>
  addresses.slice(0, 3).join(', ') + (addresses.length > 3 ? ` and ${addresses.length - 3} more` : '');

const FOR_STATIC_HOSTS = '# Made by courant export, for Netlify and Cloudflare Pages.\n';

/**
 * For Netlify and Cloudflare Pages, which know the types of pages and media, and how long they may keep pages that they
 * replace themselves. Where two rules set one field, Cloudflare joins the values, so none do.
 */
function headersFile({ rules }: ExportedFiles): string {
  const everywhere = Object.entries(rules[0]?.fields ?? {}).filter(
    ([name, value]) =>
      !/^(?:cache-control|content-type)$/.test(name) && rules.every(({ fields }) => fields[name] === value),
  );
  const shared = everywhere.map(([name]) => name);
  const blocks = rules.flatMap((rule) => {
    const own = Object.entries(rule.fields).filter(([name]) => isOurs(rule, name) && !shared.includes(name));
    return own.length === 0 ? [] : rule.globs.map((glob) => headersBlock(glob, own));
  });
  return [FOR_STATIC_HOSTS, headersBlock('/*', everywhere), ...blocks].join('\n');
}

// Netlify may take the pattern of pages for one of everything, so it says nothing that media must not hear.
const isOurs = ({ kind }: HeaderRule, name: string): boolean =>
  kind === 'document' || (name !== 'content-type' && (kind === 'file' || name !== 'cache-control'));

const headersBlock = (glob: string, fields: readonly (readonly [string, string])[]): string =>
  `${glob}\n${fields.map(([name, value]) => `  ${fieldName(name)}: ${value}\n`).join('')}`;

const fieldName = (name: string): string => name.replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());

/** For the same. What is gone is not in it: these hosts know no 410. */
function redirectsFile({ moved }: ExportedFiles, siteUrl: string): string {
  const isAtRoot = new URL(siteUrl).pathname === '/';
  const target = (to: string) => (isAtRoot && to.startsWith(siteUrl) ? to.slice(siteUrl.length - 1) : to);
  return FOR_STATIC_HOSTS + moved.map(([from, to]) => `${encodePath(from)} ${target(to)} 301\n`).join('');
}

/** For nginx: what to include in a server block. Every address is matched once, from the special to the general. */
function nginxFile({ rules, moved, gone, queryRules }: ExportedFiles, basePath: string): string {
  const base = basePath.slice(0, -1);
  const matching = (pattern: string) => `~ ${quoted(`^${escapeRegExp(base)}${pattern}$`)}`;
  const toFile = (index = '') => `rewrite ${quoted(`^${escapeRegExp(base)}(/.*)$`)} $1${index} break;`;
  const served = ({ kind, fields }: HeaderRule) => {
    const { 'content-type': type = '', ...others } = fields;
    return [toFile(kind === 'page' ? 'index.html' : ''), ...typed(type), ...added(others)];
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
  const lines = ['root /path/to/dist;', 'include /path/to/dist/_nginx.conf;'];
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
  ...added({ 'cache-control': cacheControl, ...EVERYWHERE }, ' always'),
  answer,
];

const added = (fields: HeaderFields, always = ''): string[] =>
  Object.entries(fields).map(([name, value]) => `add_header ${name} ${quoted(value)}${always};`);

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
