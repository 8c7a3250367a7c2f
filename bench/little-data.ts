import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page } from 'playwright';

const DATASET = fileURLToPath(new URL('../public/dataset/', import.meta.url));
/** As many programs as a training of a few seconds can read. */
const PROGRAMS = 60;

/** Some lines of a file of the shipped dataset. */
function some(kind: string, wanted: (data: { readonly program_hash: string }) => boolean): Buffer {
  const lines = gunzipSync(readFileSync(`${DATASET}${kind}.jsonl.gz`))
    .toString()
    .split('\n');
  return gzipSync(lines.filter((line) => line !== '' && wanted(JSON.parse(line).data)).join('\n'));
}

/** Lets training read a part of the shipped dataset: what it learns is not looked at where this is called. */
export async function withLittleData(page: Page): Promise<void> {
  const hashes = new Set<string>();
  const patterns = some('code_patterns', ({ program_hash: hash }) => {
    if (hashes.size < PROGRAMS) hashes.add(hash);
    return hashes.has(hash);
  });
  const metrics = some('performance_metrics', ({ program_hash: hash }) => hashes.has(hash));
  await page.route('**/dataset/code_patterns.jsonl.gz', (route) => route.fulfill({ body: patterns }));
  await page.route('**/dataset/performance_metrics.jsonl.gz', (route) => route.fulfill({ body: metrics }));
}
