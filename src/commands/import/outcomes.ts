// What became of imported articles, as it is told.

import { join } from 'node:path';
import type { Terminal } from '../io.ts';
import { counted } from '../report.ts';
import type { Placed } from './shelf.ts';

/** Tells what became of one article; whether its file is written now. */
export function tellOutcome({ outcome, path }: Placed, content: string, io: Terminal): boolean {
  const file = join(content, path);
  if (outcome === 'made') io.out(`Made ${file}`);
  if (outcome === 'updated') io.out(`Updated ${file}`);
  if (outcome === 'differs') io.out(`Left ${file}: it differs from its source.`);
  return outcome === 'made' || outcome === 'updated';
}

/** `3 articles: 2 new, 1 as before.` `remark` is said of those that are new. */
export function tellOutcomes(all: readonly Placed[], io: Terminal, remark = ''): void {
  const count = (wanted: Placed['outcome']) => all.filter(({ outcome }) => outcome === wanted).length;
  const parts = [
    `${count('made')} new${remark}`,
    count('updated') && `${count('updated')} updated`,
    `${count('same')} as before`,
    count('refused') && `${count('refused')} that cannot be imported`,
    count('differs') && `${count('differs')} left as they are here: --update takes those of the source`,
  ];
  io.out(`${counted(all.length, 'article')}: ${parts.filter((part) => part !== 0).join(', ')}.`);
}
