// The package as a stranger installs it: needs the registry, and nginx and PostgreSQL where they are there. `npm run test:package`.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { dir: import.meta.dirname, include: ['*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
});
