// The package as a stranger installs it: needs the registry, and nginx where it is there. `npm run test:package`.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { dir: import.meta.dirname, include: ['*.test.ts'], testTimeout: 60_000, hookTimeout: 180_000 },
});
