import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { FEATURES_HASH } from '../src/learning';
import { EVALUATION_FORMAT, type EvaluationReport } from '../src/plugins';
import { SHIPPED_MODEL } from './quality';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

/** What the command prints; rejects with its exit code. */
async function codeLive(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('npx', ['tsx', 'cli/main.ts', ...args], { cwd: root, maxBuffer: 1e8 });
  return stdout;
}

const CODE = 'sum(x * x for x in range(n) if x % 3 == 0)';

describe('the forecaster that comes with the studio', () => {
  const report: EvaluationReport = JSON.parse(
    readFileSync(fileURLToPath(new URL('../public/models/evaluation.json', import.meta.url)), 'utf8'),
  );
  const model = JSON.parse(readFileSync(SHIPPED_MODEL, 'utf8'));

  it('reads the features of this version, as its report does, and both learnt from the same rows', () => {
    expect(model.features).toBe(FEATURES_HASH);
    expect(report.features).toBe(FEATURES_HASH);
    expect(report.data).toBe(model.data.hash);
    expect(model.data.families).toBe(report.families);
  });

  it('has a report with its baselines, its control, its curve and every bar', () => {
    const names = report.scores.map(({ model: name }) => name);
    expect(names.filter((name) => name.startsWith('baseline'))).toHaveLength(5);
    expect(names.filter((name) => name.startsWith('control'))).toHaveLength(2);
    expect(report.ablations).toHaveLength(3);
    expect(report.sweepNoise.pairs).toBeGreaterThan(0);
    expect(report.format).toBe(EVALUATION_FORMAT);
    expect(report.seeds).toHaveLength(5);
    expect(report.learningCurve.map(({ share }) => share)).toEqual([0.25, 0.5, 1]);
    expect(report.bars).toHaveLength(6);
    expect(report.byFamily.length).toBeGreaterThanOrEqual(24);
    expect(report.noiseFloor).toBeGreaterThan(0);
  });

  it('forecasts on the command line, longer for more', async () => {
    const [small, large] = await Promise.all(
      ['1000', '100000'].map(async (n) =>
        JSON.parse(await codeLive('forecast', '--code', CODE, '--target', 'typescript', '--n', n, '--json')),
      ),
    );
    expect(small).toMatchObject({ kind: 'forecast', target: 'typescript', n: 1_000, confidence: 0.9 });
    expect(large.p50).toBeGreaterThan(10 * small.p50);
    expect(large.low).toBeLessThanOrEqual(large.p50);
    expect(large.reasons.length).toBeGreaterThan(0);
  });

  it('says what is wrong with a program, and names what it has never seen', async () => {
    await expect(codeLive('forecast', '--code', 'sum(', '--target', 'wasm')).rejects.toMatchObject({
      code: 1,
    });
    await expect(codeLive('forecast', '--code', CODE, '--target', 'cobol')).rejects.toMatchObject({
      code: 2,
    });
  });

  it('can be evaluated in short', async () => {
    const quick: EvaluationReport = JSON.parse(await codeLive('evaluate', '--quick', '--json'));
    expect(quick.rows).toBeGreaterThan(500);
    expect(quick.families).toBeGreaterThanOrEqual(24);
    expect(quick.scores[0]?.metrics['median error of p50']?.value).toBeGreaterThan(0);
  }, 240_000);
});
