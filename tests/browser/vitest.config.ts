// `npm run test:browser`: the pages in Debian's Chromium.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { root: import.meta.dirname, include: ['*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 },
});
