// Proxies that are no part of npm: `npm run test:proxies`.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { dir: import.meta.dirname, testTimeout: 60_000, hookTimeout: 60_000 },
});
