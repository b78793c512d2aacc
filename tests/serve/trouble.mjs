// Trouble for the builder's thread, loaded into it by `node --import`: it gets stuck on files with certain names.

import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const { openSync } = fs;
let opened = 0;

/** By the name of the file that is opened. Marks beside the file say how far it is. */
const TROUBLE = {
  'spin.md'() {
    for (;;);
  },
  /** Its body: its head was read before. */
  'spin-later.md'() {
    while (++opened > 1);
  },
  /** Until there is a mark that says that it may go on; not so long that it counts as hanging. */
  'slow.md'(path) {
    fs.writeFileSync(`${path}.begun`, '');
    for (const end = Date.now() + 8000; !fs.existsSync(`${path}.go`) && Date.now() < end; );
    fs.writeFileSync(`${path}.ended`, '');
  },
  /** The thread ends at once, if there is a mark that says so. */
  'crash.md'(path) {
    if (!fs.existsSync(`${path}.once`)) return;
    fs.rmSync(`${path}.once`);
    process.exit(1);
  },
};

if (!isMainThread) {
  fs.openSync = (path, ...others) => {
    TROUBLE[String(path).replace(/.*\//, '')]?.(path);
    return openSync(path, ...others);
  };
  syncBuiltinESMExports();
}
