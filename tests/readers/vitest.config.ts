// Readers that are no part of npm: `npm run test:readers`.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    dir: import.meta.dirname,
    globalSetup: `${import.meta.dirname}/setup.ts`,
    testTimeout: 40_000, // milliseconds: more than a reader has
    hookTimeout: 40_000,
  },
});
