import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{src,workers,server,cli,scripts,bench}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**', 'e2e/**'],
    // tfjs-core's gradients are modules in files that Node takes for scripts.
    server: { deps: { inline: [/@tensorflow\//] } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
