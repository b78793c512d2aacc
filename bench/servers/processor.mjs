// Loaded before a program: at its end writes the milliseconds that all of its threads were at work.

import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(process.env.PROCESSOR_FILE, String((user + system) / 1000));
});
