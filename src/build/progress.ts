// Progress: memory that the builder and the server share, so that a builder that hangs is noticed.

import type { SeenFile } from '../model/media.ts';

const FACTS_AT = 16; // bytes from the beginning; before it: busy, steps, length of the path
const PATH_AT = 48; // before it: size, mtime, ctime and inode
const MAX_PATH = 4096; // bytes

const [BUSY, STEPS, LENGTH] = [0, 1, 2];

export const createProgress = (): SharedArrayBuffer => new SharedArrayBuffer(PATH_AT + MAX_PATH);

const numbersIn = (progress: SharedArrayBuffer) => new Int32Array(progress, 0, 3);
const factsIn = (progress: SharedArrayBuffer) => new Float64Array(progress, FACTS_AT, 4);

/** Notes that work on a file begins, or other work. */
export function noteWork(progress: SharedArrayBuffer, file?: SeenFile): void {
  const numbers = numbersIn(progress);
  if (file) factsIn(progress).set([file.size, file.mtime, file.ctime, file.inode]);
  Atomics.store(numbers, LENGTH, file ? Buffer.from(progress, PATH_AT, MAX_PATH).write(file.path) : 0);
  Atomics.store(numbers, BUSY, 1);
  Atomics.add(numbers, STEPS, 1);
}

/** Notes that there is nothing to do. */
export const noteIdle = (progress: SharedArrayBuffer): void => void Atomics.store(numbersIn(progress), BUSY, 0);

/** `steps` is another number whenever other work has begun; `file` is undefined if it is no single file. */
export function readProgress(progress: SharedArrayBuffer) {
  const numbers = numbersIn(progress);
  const path = Buffer.from(progress, PATH_AT, Atomics.load(numbers, LENGTH)).toString();
  const [size = 0, mtime = 0, ctime = 0, inode = 0] = factsIn(progress);
  return {
    isBusy: Atomics.load(numbers, BUSY) === 1,
    steps: Atomics.load(numbers, STEPS),
    file: path === '' ? undefined : { path, size, mtime, ctime, inode },
  };
}
