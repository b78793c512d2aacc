// Export of the whole site, beside another built checkout's.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeCorpus } from './corpus.ts';
import { CLI, start, type Usage } from './process.ts';
import { median, megabytes, milliseconds, spread, tableOf } from './table.ts';

const ARTICLES = 1000;

/** `against` is the path of a checkout, or of its dist/cli.js. */
export async function measureExport(folder: string, rounds: number, against?: string): Promise<string> {
  const content = join(folder, 'export');
  writeCorpus(content, ARTICLES, false); // an error would stop it
  const other = against?.endsWith('.js') ? against : join(against ?? '', 'dist/cli.js');
  const results = (against ? [CLI, other] : [CLI]).map((cli) => ({ cli, runs: [] as Run[] }));
  for (let round = 0; round < rounds; round++) {
    for (const { cli, runs } of results) {
      const out = mkdtempSync(join(folder, 'out-'));
      const program = start(process.execPath, [cli, 'export', content, '--out', join(out, 'site')]);
      await program.ended;
      const time = performance.now() - program.began;
      const files = readdirSync(join(out, 'site'), { recursive: true }).length;
      rmSync(out, { recursive: true, force: true });
      runs.push({ time, files, ...program.usage() });
    }
  }
  const of = (runs: readonly Run[], key: keyof Run) => median(runs.map((run) => run[key]));
  const last = of(results.at(-1)?.runs ?? [], 'time');
  const rows = results.map(({ cli, runs }) => [
    cli === CLI ? 'this checkout' : cli,
    spread(runs.map(({ time }) => time)),
    `${(of(runs, 'time') / last).toFixed(2)} ×`,
    milliseconds(of(runs, 'processor')),
    megabytes(of(runs, 'peak')),
    String(of(runs, 'files')),
  ]);
  const columns = ['time', 'ratio', 'processor time', 'peak memory', 'files and folders'];
  return tableOf(`Export of ${ARTICLES} articles`, columns, rows);
}

interface Run extends Usage {
  readonly time: number;
  readonly files: number;
}
