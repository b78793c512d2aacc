// Tests that need nothing but npm. Readers, browsers, proxies and the package have commands of their own.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/readers/**', 'tests/browser/**', 'tests/proxies/**', 'tests/package/**'],
    // On a machine with other work, each may take twenty times as long.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // On two cores one worker is the default, and many tests wait for a clock.
    maxWorkers: '100%',
  },
});
