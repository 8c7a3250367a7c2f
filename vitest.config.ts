import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{src,workers,server,cli,scripts,bench}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**', 'e2e/**'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Many tests wait for a compiler or a browser's runtime: two at once also where there are two cores.
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
