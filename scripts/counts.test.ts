import { describe, expect, it } from 'vitest';
import { playwrightCounts, vitestCounts } from './counts.mjs';

describe('vitestCounts', () => {
  const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, testResults: [] as unknown[] };

  it('sums the tests', () => {
    const failed = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    expect(vitestCounts({ ...report, testResults: [failed] })).toEqual({ passed: 3, failed: 1, skipped: 2 });
  });

  it('counts a file that did not load as a failure', () => {
    const unloaded = { status: 'failed', assertionResults: [] };
    expect(vitestCounts({ ...report, testResults: [unloaded] }).failed).toBe(2);
  });
});

describe('playwrightCounts', () => {
  it('counts flaky tests and errors outside tests as failures', () => {
    const stats = { expected: 4, unexpected: 0, flaky: 1, skipped: 0 };
    expect(playwrightCounts({ stats, errors: [] })).toEqual({ passed: 4, failed: 1, skipped: 0 });
    expect(playwrightCounts({ stats, errors: [{}] }).failed).toBe(2);
  });
});
