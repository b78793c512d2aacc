// `npm run bench [-- --articles 1000,10000,100000] [--only start]`: measures Courant and writes bench/RESULTS.md.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeCorpus } from './corpus.ts';
import { measurePauses } from './pauses.ts';
import { measureExport, measureWriting } from './rendering.ts';
import { measureRequests } from './requests.ts';
import { measureStarting } from './starting.ts';
import { tableOf } from './table.ts';

const { values } = parseArgs({ options: { articles: { type: 'string' }, only: { type: 'string' } } });
const sizes = (values.articles ?? '1000,10000').split(',').map(Number);
const exported = sizes.filter((size) => size <= 10_000); // nginx serves an export too
const wanted = (part: string) => values.only === undefined || values.only === part;

if (!existsSync(join(import.meta.dirname, '../dist/cli.js'))) throw new Error('Run npm run build first.');
const sections: string[] = [];
const show = (section: string) => {
  sections.push(section);
  console.log(section);
};

for (const size of sizes) {
  const content = mkdtempSync(join(tmpdir(), 'courant-bench-'));
  try {
    writeCorpus(content, size);
    if (wanted('start')) show(tableOf(`${size} articles`, await measureStarting(content, size)));
    if (wanted('export') && exported.includes(size))
      show(tableOf(`Exporting ${size} articles`, measureExport(content, size)));
    if (wanted('requests') && size === exported.at(-1))
      show(tableOf('Requests, 64 connections', await measureRequests(content)));
    if (wanted('pauses')) show(tableOf(`Changes under load, ${size} articles`, await measurePauses(content, size)));
    if (wanted('writing') && size === exported.at(-1)) show(tableOf('Writing feeds', await measureWriting(content)));
  } finally {
    rmSync(content, { recursive: true, force: true });
  }
}

const [cpu] = cpus();
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const given = Object.entries(values).map(([name, value]) => ` --${name} ${value}`);
const command = `npm run bench${given.length ? ` --${given.join('')}` : ''}`;
const machine = `${cpus().length} × ${cpu?.model ?? 'unknown'}, Linux ${release()}, Node ${process.version}, after commit ${commit}`;
const results = `# Results\n\n\`${command}\` on ${machine}. Absolute times are this machine's; compare the ratios.\n\n${sections.join('\n')}`;
writeFileSync(join(import.meta.dirname, 'RESULTS.md'), results);
