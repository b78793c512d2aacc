// The files that Netlify and Cloudflare Pages read: `_headers` and `_redirects`.

import { encodePath } from '../../model/paths.ts';
import { nameOfRule } from '../../model/site.ts';
import type { MovedPaths } from './export-files.ts';
import type { HeaderRule, Match } from './header-rules.ts';

const ABOUT = '# Made by courant export, for Netlify and Cloudflare Pages.\n';

/**
 * `_headers`. Where two rules set one field, Cloudflare joins the values, so none do. Hosts know the types of pages and
 * media, and how long they may keep pages that they replace themselves.
 */
export function headersFile(rules: readonly HeaderRule[]): string {
  const everywhere = sharedBy(rules);
  const written = rules.flatMap((rule) => {
    const own = [...rule.headers].filter(([name]) => !everywhere.has(name) && isOurs(rule, name));
    return own.length === 0 ? [] : patternsOf(rule.match).map((pattern) => block(pattern, own));
  });
  return `${ABOUT}\n${[block('/*', [...everywhere]), ...written].join('\n')}`;
}

/** What these hosts answer otherwise than `serve` does, in sentences. */
export function leftOutOf({ moved, gone, queryRules }: MovedPaths): string[] {
  const left: string[] = [];
  if (gone.length > 0) {
    left.push(`Netlify and Cloudflare Pages answer 404 where serve and nginx answer 410: ${namesOf(gone)}.`);
    left.push('nginx answers 410 in its own words, where serve has a page that says why.');
  }
  const rules = queryRules.filter(({ isOldFeed }) => !isOldFeed).map(nameOfRule);
  if (rules.length > 0) {
    left.push(`Netlify and Cloudflare Pages look at no query, as serve and nginx do: ${namesOf(rules)}.`);
  }
  if (moved.length > MAX_REDIRECTS) {
    const first = 'the first, which site.yaml and aliases name; the last are old addresses of feeds';
    left.push(
      `Cloudflare Pages takes ${MAX_REDIRECTS} redirects, and _redirects has ${moved.length}. It takes ${first}.`,
    );
  }
  return left;
}

const namesOf = (addresses: readonly string[]): string =>
  addresses.slice(0, 3).join(', ') + (addresses.length > 3 ? ` and ${addresses.length - 3} more` : '');

const MAX_REDIRECTS = 2000; // https://developers.cloudflare.com/pages/configuration/redirects/

/** `_redirects`. What is gone is not in it: these hosts know no 410. */
export function redirectsFile({ moved }: MovedPaths, siteUrl: string): string {
  const isAtRoot = new URL(siteUrl).pathname === '/';
  const target = (to: string) => (isAtRoot && to.startsWith(siteUrl) ? to.slice(siteUrl.length - 1) : to);
  return ABOUT + moved.map(([from, to]) => `${encodePath(from)} ${target(to)} 301\n`).join('');
}

const block = (pattern: string, headers: Iterable<readonly [string, string]>): string =>
  `${pattern}\n${[...headers].map(([name, value]) => `  ${fieldName(name)}: ${value}\n`).join('')}`;

function patternsOf(match: Match): string[] {
  if (match.kind === 'pages') return ['/', '/*/'];
  if (match.kind === 'ending') return [`/*.${match.ending}`];
  if (match.kind === 'path' || match.kind === 'archives') return []; // feeds and archives have one name
  return [...(match.isAtRoot ? [`/${match.name}`] : []), ...(match.isBelow ? [`/*/${match.name}`] : [])];
}

// Netlify may take the pattern of pages for one of everything, so it says nothing that media must not hear.
function isOurs({ match, kind }: HeaderRule, name: string): boolean {
  if (match.kind === 'pages') return name !== 'content-type' && name !== 'cache-control';
  return kind === 'document' || name !== 'content-type';
}

/** The fields with one value in all rules. */
function sharedBy([first, ...rest]: readonly HeaderRule[]): Map<string, string> {
  const isShared = ([name, value]: [string, string]) =>
    name !== 'cache-control' && name !== 'content-type' && rest.every(({ headers }) => headers.get(name) === value);
  return new Map([...(first?.headers ?? [])].filter(isShared));
}

const fieldName = (name: string): string => name.replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());
