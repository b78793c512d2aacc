// Export of the whole site, beside another built checkout's.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeCorpus } from './corpus.ts';
import { CLI, start } from './process.ts';
import { median, megabytes, spread, tableOf } from './table.ts';

const ARTICLES = 1000;
const SECONDS = 1800;

/** `against` is the path of a checkout, or of its dist/cli.js. */
export async function measureExport(folder: string, runs: number, against?: string): Promise<string> {
  const content = join(folder, 'export');
  writeCorpus(content, ARTICLES, false); // an error would stop it
  const other = against?.endsWith('.js') ? against : join(against ?? '', 'dist/cli.js');
  const programs = [['this checkout', CLI], ...(against ? [[against, other]] : [])] as [name: string, cli: string][];
  const results = new Map(programs.map(([name]) => [name, [] as { time: number; peak: number; files: number }[]]));
  for (let round = 0; round < runs; round++) {
    for (const [name, cli] of programs) {
      const out = mkdtempSync(join(folder, 'out-'));
      const program = start(process.execPath, [cli, 'export', content, '--out', join(out, 'site')], SECONDS);
      await program.ended;
      const time = performance.now() - program.began;
      const files = readdirSync(join(out, 'site'), { recursive: true }).length;
      rmSync(out, { recursive: true, force: true });
      results.get(name)?.push({ time, peak: program.peak(), files });
    }
  }
  const time = (name: string | undefined) => median(results.get(name ?? '')?.map((run) => run.time) ?? []);
  const rows = [...results].map(([name, list]) => [
    name,
    spread(list.map((run) => run.time)),
    `${(time(name) / time(programs.at(-1)?.[0])).toFixed(2)} ×`,
    String(list[0]?.files),
    megabytes(median(list.map((run) => run.peak))),
  ]);
  return tableOf(`Export of ${ARTICLES} articles`, ['', 'time', 'ratio', 'files and folders', 'peak memory'], rows);
}
