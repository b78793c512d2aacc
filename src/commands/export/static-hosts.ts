// The files that Netlify and Cloudflare Pages read: `_headers` and `_redirects`.

import { encodePath } from '../../model/paths.ts';
import { nameOfRule } from '../../model/site.ts';
import type { ExportedFiles, HeaderRule } from './export-files.ts';

const ABOUT = '# Made by courant export, for Netlify and Cloudflare Pages.\n';

/**
 * `_headers`. Where two rules set one field, Cloudflare joins the values, so none do. Hosts know the types of pages and
 * media, and how long they may keep pages that they replace themselves.
 */
export function headersFile({ rules }: ExportedFiles): string {
  const everywhere = Object.entries(rules[0]?.fields ?? {}).filter(
    ([name, value]) =>
      !/^(?:cache-control|content-type)$/.test(name) && rules.every(({ fields }) => fields[name] === value),
  );
  const shared = everywhere.map(([name]) => name);
  const blocks = rules.flatMap((rule) => {
    const own = Object.entries(rule.fields).filter(([name]) => isOurs(rule, name) && !shared.includes(name));
    return own.length === 0 ? [] : rule.globs.map((glob) => block(glob, own));
  });
  return [ABOUT, block('/*', everywhere), ...blocks].join('\n');
}

// Netlify may take the pattern of pages for one of everything, so it says nothing that media must not hear.
const isOurs = ({ kind }: HeaderRule, name: string): boolean =>
  kind === 'document' || (name !== 'content-type' && (kind === 'file' || name !== 'cache-control'));

const block = (glob: string, fields: readonly (readonly [string, string])[]): string =>
  `${glob}\n${fields.map(([name, value]) => `  ${fieldName(name)}: ${value}\n`).join('')}`;

const fieldName = (name: string): string => name.replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());

/** `_redirects`. What is gone is not in it: these hosts know no 410. */
export function redirectsFile({ moved }: ExportedFiles, siteUrl: string): string {
  const isAtRoot = new URL(siteUrl).pathname === '/';
  const target = (to: string) => (isAtRoot && to.startsWith(siteUrl) ? to.slice(siteUrl.length - 1) : to);
  return ABOUT + moved.map(([from, to]) => `${encodePath(from)} ${target(to)} 301\n`).join('');
}

const MAX_REDIRECTS = 2000; // https://developers.cloudflare.com/pages/configuration/redirects/

/** What these hosts answer otherwise than `serve` does, in sentences. */
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
