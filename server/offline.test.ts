import { expect, test } from 'vitest';
import { shellFiles } from './offline';

test('the page is fetched ahead, runtimes and other scripts’ fonts are not', () => {
  const files = [
    { name: 'assets/index-a.js', bytes: 700_000 },
    { name: 'assets/index-a.css', bytes: 40_000 },
    { name: 'assets/inter-latin-wght-normal-a.woff2', bytes: 48_000 },
    { name: 'assets/inter-greek-wght-normal-a.woff2', bytes: 18_000 },
    { name: 'assets/binaryen-a.js', bytes: 13_000_000 },
    { name: 'assets/sqlite3-a.wasm', bytes: 800_000 },
    { name: 'index.html', bytes: 1_700 },
    { name: 'sw.js', bytes: 3_000 },
  ];
  expect(shellFiles(files)).toEqual([
    '/assets/index-a.css',
    '/assets/index-a.js',
    '/assets/inter-latin-wght-normal-a.woff2',
  ]);
});
