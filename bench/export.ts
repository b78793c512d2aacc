// Export of the whole site, beside another built checkout's.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeCorpus } from './corpus.ts';
import { CLI, start } from './process.ts';
import { median, megabytes, spread, tableOf } from './table.ts';

const ARTICLES = 1000;

/** `against` is the path of a checkout, or of its dist/cli.js. */
export async function measureExport(folder: string, runs: number, against?: string): Promise<string> {
  const content = join(folder, 'export');
  writeCorpus(content, ARTICLES, false); // an error would stop it
  const other = against?.endsWith('.js') ? against : join(against ?? '', 'dist/cli.js');
  const programs = against ? [CLI, other] : [CLI];
  const results = programs.map((cli) => ({ cli, times: [] as number[], peaks: [] as number[], files: 0 }));
  for (let round = 0; round < runs; round++) {
    for (const result of results) {
      const out = mkdtempSync(join(folder, 'out-'));
      const program = start(process.execPath, [result.cli, 'export', content, '--out', join(out, 'site')]);
      await program.ended;
      result.times.push(performance.now() - program.began);
      result.peaks.push(program.usage().peak);
      result.files = readdirSync(join(out, 'site'), { recursive: true }).length;
      rmSync(out, { recursive: true, force: true });
    }
  }
  const last = median(results.at(-1)?.times ?? []);
  const rows = results.map(({ cli, times, peaks, files }) => [
    cli === CLI ? 'this checkout' : cli,
    spread(times),
    `${(median(times) / last).toFixed(2)} ×`,
    String(files),
    megabytes(median(peaks)),
  ]);
  return tableOf(`Export of ${ARTICLES} articles`, ['time', 'ratio', 'files and folders', 'peak memory'], rows);
}
