// Tests that need nothing but npm. Readers, browsers and proxies have commands of their own.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['tests/**/*.test.ts'], exclude: ['tests/readers/**', 'tests/browser/**', 'tests/proxies/**'], testTimeout: 30_000 },
});
