// Loaded before a server: measures how long the turns of its event loop are, and writes the longest at SIGUSR2.

import { renameSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const turns = monitorEventLoopDelay({ resolution: 2 });
turns.enable();

process.on('SIGUSR2', () => {
  writeFileSync(`${process.env.TURNS_FILE}.part`, String(turns.max / 1e6));
  renameSync(`${process.env.TURNS_FILE}.part`, process.env.TURNS_FILE);
  turns.reset();
});
