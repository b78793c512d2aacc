// Progress: memory that the builder and the server share, so that a builder that hangs is noticed.

const PATH_AT = 16; // bytes from the beginning; before it: busy, steps, length of the path
const MAX_PATH = 4096; // bytes

const [BUSY, STEPS, LENGTH] = [0, 1, 2];

export const createProgress = (): SharedArrayBuffer => new SharedArrayBuffer(PATH_AT + MAX_PATH);

/** Notes that work on a file begins; '' is other work. */
export function noteWork(progress: SharedArrayBuffer, path: string): void {
  const numbers = new Int32Array(progress, 0, 3);
  const length = path === '' ? 0 : Buffer.from(progress, PATH_AT, MAX_PATH).write(path);
  Atomics.store(numbers, LENGTH, length);
  Atomics.store(numbers, BUSY, 1);
  Atomics.add(numbers, STEPS, 1);
}

/** Notes that there is nothing to do. */
export const noteIdle = (progress: SharedArrayBuffer): void =>
  void Atomics.store(new Int32Array(progress, 0, 3), BUSY, 0);

export interface Progress {
  readonly isBusy: boolean;
  /** Another number whenever other work has begun. */
  readonly steps: number;
  /** The file below content/ that is worked on; '' if it is no single file. */
  readonly path: string;
}

export function readProgress(progress: SharedArrayBuffer): Progress {
  const numbers = new Int32Array(progress, 0, 3);
  const length = Atomics.load(numbers, LENGTH);
  return {
    isBusy: Atomics.load(numbers, BUSY) === 1,
    steps: Atomics.load(numbers, STEPS),
    path: Buffer.from(progress, PATH_AT, length).toString(),
  };
}
