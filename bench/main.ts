// `npm run bench -- [--only feeds|edits|requests|export] [--articles 1000,10000] [--runs 5] [--against CHECKOUT]`

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeCorpus } from './corpus.ts';
import { measureEdits } from './edits.ts';
import { measureExport } from './export.ts';
import { measureFeeds } from './feeds.ts';
import { CLI } from './process.ts';
import { measureRequests } from './requests.ts';

const PARTS = ['feeds', 'edits', 'requests', 'export'];
const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { only: text, articles: text, runs: text, against: text } });
const sizes = (values.articles ?? '1000,10000').split(',').map(Number);
const runs = Number(values.runs ?? 5);
const parts = values.only?.split(',') ?? PARTS;

if (!parts.every((part) => PARTS.includes(part))) throw new Error(`--only takes ${PARTS.join(', ')}.`);
if (!sizes.every((size) => size >= 800)) throw new Error('--articles takes numbers from 800 on: 20 for each category.');
if (!(runs >= 1 && runs <= 100)) throw new Error('--runs takes a number from 1 to 100.');
if (!existsSync(CLI)) throw new Error('Run npm run build first.');

const load = () => `load ${loadavg()[0]?.toFixed(1)}`;
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const arguments_ = process.argv.slice(2).join(' ');
console.log(`\`npm run bench${arguments_ && ` -- ${arguments_}`}\``);
console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, commit ${commit}, median of ${runs}\n`);

for (const size of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const content = join(folder, 'content');
  const newest = writeCorpus(content, size);
  const measures: Readonly<Record<string, () => Promise<string>>> = {
    feeds: () => measureFeeds(folder, size, runs),
    requests: () => measureRequests(folder, runs),
    export: () => measureExport(folder, runs, values.against),
    edits: () => measureEdits(folder, size, newest),
  };
  for (const [part, measure] of Object.entries(measures)) {
    if (!parts.includes(part)) continue;
    if (part !== 'feeds' && part !== 'edits' && size !== sizes[0]) continue; // the same at every size, or takes minutes
    const before = load();
    console.log(await measure());
    console.log(`(${before} before, ${load()} after)\n`);
  }
  rmSync(folder, { recursive: true, force: true });
}
