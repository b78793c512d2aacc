// A thread that looks at a content folder once, and tells what it saw.

import { parentPort, workerData } from 'node:worker_threads';
import { finish } from '../model/resource.ts';
import { createScanner } from './scan.ts';

const scanner = createScanner(workerData as string);
finish(scanner.scan());
const look = scanner.look();
parentPort?.postMessage(
  look,
  look.folders.map(({ files }) => files.facts.buffer as ArrayBuffer),
);
