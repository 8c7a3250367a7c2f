// npm run monkey: the long form of the seeded monkey, on the model and then in the browser.
// Options: --runs N (model, 5000), --seed N (1), --browser N (runs through the screen, 20; 0 for none).
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { packageBin, root } from './install.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    browser: { type: 'string', default: '20' },
  },
});

/** Runs a package's command with this terminal. */
function runs(name, args, env, bin) {
  const command = [packageBin(name, bin), ...args];
  const { status } = spawnSync(process.execPath, command, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status === 0;
}

const env = { MONKEY_SEED: values.seed };
const model = runs('vitest', ['run', 'src/studio/monkey', '--testTimeout', '600000'], {
  ...env,
  MONKEY_RUNS: values.runs,
});
const screen =
  Number(values.browser) === 0 ||
  (runs('vite', ['build', '--logLevel', 'warn']) &&
    runs(
      '@playwright/test',
      ['test', 'e2e/monkey.spec.ts', '--timeout', '3600000'],
      { ...env, MONKEY_RUNS: values.browser },
      'playwright',
    ));
process.exitCode = model && screen ? 0 : 1;
