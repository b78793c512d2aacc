// The folder of another program's site becomes a publication: site.yaml, articles with their pictures, old addresses.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../../../disk/write.ts';
import { printProblem } from '../../../model/problem.ts';
import { slugOf } from '../../../model/slug.ts';
import { type ExitCode, Failure, type Terminal } from '../../io.ts';
import { counted, folderShown, tellOutcome, tellOutcomes } from '../../report.ts';
import { patternOf, slugInLink, tallyOf } from '../moves.ts';
import { type ImportOptions, openShelf, type Shelf } from '../shelf.ts';
import { type ConversionContext, convertArticle } from './convert-article.ts';
import { detectSite } from './detect-generator.ts';
import { isHtml, type OldSite } from './generator.ts';
import { isOldArticleFile, type OldArticle, oldArticlesOf } from './old-articles.ts';
import { addressesBefore, plainAddress } from './references.ts';
import { hintsOf, siteOf } from './site-hints.ts';
import { openSite } from './site-source.ts';

/** Imports the site in a folder. */
export async function importSite(options: ImportOptions, io: Terminal): Promise<ExitCode> {
  const { from } = options;
  const source = openSite(from);
  const old = detectSite(source, options.generator, io.out);
  const hints = hintsOf(source, old);
  const oldSite = siteOf(hints);
  const { articles, undated, refused, problems, unknown } = oldArticlesOf(source, old, oldSite);
  const told = new Set([...source.problems, ...problems].map((problem) => printProblem(problem, folderShown(from))));
  for (const line of told) io.err(line);
  if (articles.length === 0) throw new Failure(`${from} has no articles: no Markdown file with a date.`);
  const links = articles.map(({ address, article: { published } }) => ({ link: linkOf(address), published }));
  const shelf = await openShelf(options, { ...hints, permalink: patternOf(links, oldSite.timeZone) }, io);
  const addresses = addressesBefore(source, old, oldSite, articles);
  const context = { old, addresses, source, timeZone: shelf.site.timeZone, siteAuthor: oldSite.author };
  const taken = new Set<string>();
  const results: Result[] = [];
  for (const [index, article] of articles.entries()) {
    if (io.stop.aborted) throw new Failure('Stopped. What was imported stays; the same call goes on with the rest.');
    io.progress(`${index + 1} of ${articles.length}: ${article.title}`);
    const isAlone = article.address !== undefined && taken.size < taken.add(article.address).size;
    results.push(place(isAlone ? article : { ...article, address: undefined }, shelf, context, options, io));
  }
  io.progress('');
  tellOutcomes(results, io);
  const tagged = results.filter(({ tags }) => tags > 0);
  const tags = counted(
    tagged.reduce((sum, each) => sum + each.tags, 0),
    'template tag',
  );
  if (tagged.length > 0)
    io.out(`${tags} in ${counted(tagged.length, 'article')} had no certain meaning: see the lines above.`);
  tellPictures(results, io);
  const renamed = articles.filter(({ address, article }) => address === undefined && article.published !== 0).length;
  if (renamed > 0)
    io.out(`${counted(renamed, 'article')} had an address that only ${old.generator} can make, and got a new one.`);
  const isElsewhere = (path: string) => isOldArticleFile(path) && !isHtml(path) && !old.holds(path);
  tellList(`${counted(refused.length, 'article')} left out, for the errors in the first lines`, refused, io);
  tellList('Left out, pages, since they have no date', undated, io);
  tellList('Left out, pages and notes, which Courant does not publish', source.paths.filter(isElsewhere), io);
  const keys = [...unknown].sort(([, a], [, b]) => b - a);
  const named = keys.map(([key, count]) => (count > 1 ? `${key} (${count} articles)` : key));
  tellList('Keys that Courant does not know, and that are left out', named, io);
  return 0;
}

type Result = ReturnType<typeof place>;

/** Puts an article where it belongs; `tags` is how many template tags are left to the writer. */
function place(
  page: OldArticle,
  shelf: Shelf,
  context: ConversionContext,
  { content, from, update }: ImportOptions,
  io: Terminal,
) {
  const { source, old } = context;
  const { article, beside, served, tags, losses, lostPicture } = convertArticle(page, context);
  const { address, path, title } = page;
  const { slug, aliases = [], published } = page.article;
  const files = new Map<string, Uint8Array>();
  for (const [name, file] of beside) {
    const bytes = source.bytesOf(file);
    if (bytes) files.set(name, bytes);
  }
  const placed = shelf.place({
    article,
    id: idOf(page, old),
    slugs: [slugInLink(linkOf(address)) ?? slug, slugOf(title), slug],
    links: [address ?? [], aliases].flat().map((each) => shelf.site.url + encodeURI(each.slice(1))),
    published: published || undefined,
    files: files.size > 0 ? files : undefined,
  });
  const isWritten = tellOutcome(placed.outcome, join(content, placed.path), io);
  const where = join(folderShown(from), path);
  for (const remark of placed.remarks) io.err(`${where}: ${remark}`);
  for (const { line, message } of isWritten ? losses : []) io.err(`${where}${line ? `:${line}` : ''}: ${message}`);
  for (const [to, file] of placed.outcome === 'refused' ? [] : served)
    copy(source.bytesOf(file), join(content, to), update);
  return { ...placed, where, tags: isWritten ? tags : 0, lostPicture: isWritten ? lostPicture : undefined };
}

/** What readers knew it by: its address, which feeds of all these generators give as its id; Jekyll's without an ending. */
function idOf({ path, address, article }: OldArticle, { hints, generator }: OldSite): string | undefined {
  if (hints.url === undefined) return undefined;
  const known = article.published === 0 || address === undefined ? `/${path.replace(/\.\w+$/, '')}` : address;
  const name = known === address && generator === 'Jekyll' ? plainAddress(address) : known;
  return new URL(encodeURI(name.slice(1)), hints.url).href;
}

/** An old address as that of a page, wherever its site was. */
const linkOf = (address: string | undefined) => address && `http://localhost${encodeURI(address)}`;

function copy(bytes: Uint8Array | undefined, to: string, updates: boolean): void {
  if (bytes && (!existsSync(to) || (updates && !readFileSync(to).equals(bytes)))) writeAtomically(to, bytes);
}

/** A picture that a theme has for many articles is told once. */
function tellPictures(results: readonly Result[], io: Terminal): void {
  for (const [picture, count] of tallyOf(results.flatMap(({ lostPicture }) => lostPicture ?? []))) {
    const first = results.find(({ lostPicture }) => lostPicture === picture);
    const others = count === 1 ? 'it has' : `it and ${counted(count - 1, 'other article')} have`;
    io.err(`${first?.where}: There is no picture ${picture}, so ${others} no lead picture.`);
  }
}

function tellList(what: string, names: readonly string[], io: Terminal): void {
  const shown = names.length > 12 ? [...names.slice(0, 12), `and ${names.length - 12} more`] : names;
  if (names.length > 0) io.out(`${what}: ${shown.join(', ')}.`);
}
