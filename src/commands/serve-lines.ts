// What `courant serve` prints: how to begin, what happened to articles, and which problems came and went.

import type { NewPublication } from '../build/messages.ts';
import type { Counts, Happening } from '../build/news.ts';
import { hasWords } from '../documents/pages/phrases.ts';
import { zoneName } from '../documents/pages/phrases-english.ts';
import { FEED_FILE, FORMAT_NAME, FORMATS, urlOf } from '../model/paths.ts';
import { type Problem, printable } from '../model/problem.ts';
import { hasPages, isLoopback } from '../model/site.ts';
import { clockTime, type Instant, localTimeOf } from '../model/time.ts';
import { yamlText } from './article-file.ts';
import { counted, errorsFirst, folderShown, reportOf } from './report.ts';

/** `origin` is where the server can be reached from this machine: `http://localhost:3000`. */
export function firstScreen(
  { site, counts }: NewPublication,
  content: string,
  origin: string,
  drafts: boolean,
): readonly string[] {
  const lacksWords = hasPages(site) && !hasWords(site.language);
  const lines = [
    `Read it at ${localUrl(site.url, site.url, origin)}`,
    !isLoopback(new URL(site.url).hostname) && `When public: ${site.url}`,
    drafts && 'Drafts and scheduled articles are shown, to this machine only: never put a proxy in front of it.',
    '',
    `${printable(site.title)}: ${articlesOf(counts)}.`,
    lacksWords && `The pages have no words in ${site.language}, and use English ones.`,
    '',
    ...FORMATS.map((format) => {
      const url = localUrl(urlOf(site, `/${FEED_FILE[format]}`), site.url, origin);
      return `  ${FORMAT_NAME[format].padEnd(9)}  ${url}`;
    }),
    '',
    `Watching ${folderShown(content)}; where the system sends no events (network mounts), it is looked at each minute.`,
    'Ctrl+C stops.',
  ];
  return lines.filter((line) => line !== false);
}

/** `155 of 172 files are articles: 140 public, 3 scheduled, 12 drafts`. */
export function articlesOf({ files, articles, public: shown, scheduled, drafts }: Counts): string {
  const all = `${articles} of ${counted(files, 'file is an article', 'files are articles')}`;
  return `${all}: ${shown} public, ${scheduled} scheduled, ${counted(drafts, 'draft')}`;
}

/** One line for each happening, with an address that can be opened now; below it what to do where readers miss something. */
export function linesOfHappenings({ site, happenings, at }: NewPublication, origin: string): readonly string[] {
  return happenings.flatMap((happening) => {
    const { kind, count, title, url } = happening;
    if (kind === 'draft' && url === undefined) return []; // nobody can read it
    const name = count > 1 ? `${count} articles` : printable(title);
    const when = happening.at === undefined ? [] : [`for ${dateOf(happening.at, at, site.timeZone)}`];
    const link = url === undefined ? [] : [localUrl(url, site.url, origin)];
    return [[kind.padEnd(9), name, ...when, ...link].join('  '), ...adviceOn(happening, at)];
  });
}

function adviceOn({ kind, count, path, oldId, oldAddress }: Happening, at: Instant): readonly string[] {
  const alias = oldAddress && yamlText(oldAddress, true);
  if (kind === 'renamed') {
    const many =
      'For readers they are new articles. Write id: and aliases: into their heads, with what they had before.';
    if (count > 1) return [`  ${many}`];
    const lines = [...(oldId ? [`id: ${yamlText(oldId)}`] : []), ...(alias ? [`aliases: [${alias}]`] : [])];
    const why = oldId ? 'For readers it is a new article' : 'Its old address answers 404';
    return [`  ${why}. Write into the head of ${printable(path)}:`, ...lines.map((line) => `    ${line}`)];
  }
  if (kind === 'changed' && oldId) {
    const why = 'Articles without an id of their own have another one now, and are new to readers';
    return [`  ${why}. Write into ${path}:`, `    tagAuthority: ${yamlText(oldId)}`];
  }
  if (kind !== 'removed' || !(alias || count > 1)) return [];
  const gone = alias ? `gone: [${alias}]` : 'gone: and the addresses';
  const day = new Date(at).toISOString().slice(0, 10);
  return [
    `  Readers get 404. To say that it was taken back, bring the file back with withdrawn: ${day} in its head,`,
    `  or write ${gone} in site.yaml.`,
  ];
}

/** `24 Dec 18:00 CET`, with the year if it is another one. */
function dateOf(instant: Instant, now: Instant, timeZone: string): string {
  const local = localTimeOf(instant, timeZone);
  const { year, month, day } = local;
  const inYear = year === localTimeOf(now, timeZone).year ? '' : ` ${year}`;
  return `${day} ${MONTHS[month - 1]}${inYear} ${clockTime(local)} ${zoneName(instant, timeZone)}`;
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** An address of the site as this server has it. */
const localUrl = (url: string, siteUrl: string, origin: string): string =>
  url.startsWith(siteUrl) ? origin + url.slice(new URL(siteUrl).origin.length) : url;

const MAX_SHOWN = 20; // problems at once on a terminal; `check` prints all

/** Problems that appeared, the errors first, and a short line for each that was mended. */
export function linesOfProblems(
  appeared: readonly Problem[],
  mended: readonly Problem[],
  content: string,
): readonly string[] {
  const lines = reportOf(errorsFirst(appeared).slice(0, MAX_SHOWN), content);
  if (appeared.length > MAX_SHOWN) {
    const more = counted(appeared.length - MAX_SHOWN, 'more problem');
    lines.push(`… and ${more}. courant check ${folderShown(content)} prints all.`);
  }
  for (const { path, line, code } of mended.slice(0, MAX_SHOWN)) {
    lines.push(`mended   ${folderShown(content)}/${printable(path)}:${line}: ${code}`);
  }
  if (mended.length > MAX_SHOWN) lines.push(`mended   ${mended.length - MAX_SHOWN} more`);
  return lines;
}
