// npm test: every check there is, all of them even when one fails, and one line of sums at the end.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled, packageBin, root } from './install.mjs';

ensureInstalled();
const { ensureChromium } = await import('./chromium.mjs');
const { playwrightCounts, vitestCounts } = await import('./counts.mjs');
const reports = mkdtempSync(join(tmpdir(), 'code-live-test-'));

/** Runs a package's command with this terminal and answers whether it ended well. */
function runs(name, args, { bin, env } = {}) {
  const command = [packageBin(name, bin), ...args];
  const { status, error } = spawnSync(process.execPath, command, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (error) console.error(error);
  return status === 0;
}

/** The counts of a report; a suite that ended badly without a failed test counts as one failure. */
function counted(ended, file, count) {
  const written = statSync(file, { throwIfNoEntry: false });
  const counts = written
    ? count(JSON.parse(readFileSync(file, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 };
  const silent = counts.failed === 0 && (!ended || counts.passed === 0);
  return { ...counts, failed: silent ? 1 : counts.failed };
}

const check = (ended) => ({ passed: ended ? 1 : 0, failed: ended ? 0 : 1, skipped: 0 });

const SUITES = [
  ['types', () => check(runs('typescript', ['--noEmit', '-p', '.'], { bin: 'tsc' }))],
  ['lint and format', () => check(runs('@biomejs/biome', ['check', '.'], { bin: 'biome' }))],
  [
    'floors',
    () =>
      check(
        spawnSync(process.execPath, [join(root, 'scripts', 'check-floors.mjs')], { stdio: 'inherit' })
          .status === 0,
      ),
  ],
  [
    'unit',
    () => {
      const file = join(reports, 'vitest.json');
      const ended = runs('vitest', [
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
      ]);
      return counted(ended, file, vitestCounts);
    },
  ],
  ['build', () => check(runs('vite', ['build', '--logLevel', 'warn']))],
  ['browser', () => browser('together', 2)],
  ['browser, alone', () => browser('alone', 1)],
];

/** One of the projects of playwright.config.ts. */
async function browser(project, workers) {
  const env = {
    CHROMIUM_PATH: await ensureChromium(),
    PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, `playwright-${project}.json`),
  };
  const options = [`--project=${project}`, `--workers=${workers}`, '--reporter=list,json'];
  const ended = runs('@playwright/test', ['test', ...options], { bin: 'playwright', env });
  return counted(ended, env.PLAYWRIGHT_JSON_OUTPUT_FILE, playwrightCounts);
}

const results = [];
for (const [name, suite] of SUITES) {
  console.log(`\n=== ${name}`);
  const begun = performance.now();
  let counts;
  try {
    counts = await suite();
  } catch (error) {
    console.error(error);
    counts = check(false);
  }
  results.push({ name, ...counts, seconds: (performance.now() - begun) / 1000 });
}
rmSync(reports, { recursive: true, force: true });

console.log('');
for (const { name, passed, failed, skipped, seconds } of results) {
  const left = skipped > 0 ? `, ${skipped} skipped` : '';
  console.log(
    `  ${name.padEnd(16)} ${String(passed).padStart(5)} ok, ${failed} not ok${left}  (${seconds.toFixed(1)} s)`,
  );
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
