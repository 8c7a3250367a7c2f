import { expect, it } from 'vitest';
import { type LogReport, linesOfLog } from './log';

const REPORT: LogReport = {
  written: { events: 1_000, total: 100, flushes: [2, 4] },
  slowly: { events: 100, total: 80, flushes: [9], longestTask: 120, heap: 5e5 },
  rows: { events: 100, total: 1_000, flushes: [80, 90] },
  reopened: { events: 1_000, bytes: 6e5, total: 30 },
  exported: { bytes: 2e5, reports: 9, total: 900 },
  cancelled: { took: 1, total: 400 },
  shipped: { records: 11_000, loaded: 80, isWritten: true, read: 800, total: 900 },
  disk: 1e6,
};
const failing = (report: LogReport): readonly string[] =>
  linesOfLog(report).flatMap(({ what, holds }) => (holds ? [] : [what]));

it('holds a log to its bars, and the naive way beside it to none', () => {
  expect(failing(REPORT)).toEqual([]);
  const rates = linesOfLog(REPORT).map(({ measured }) => measured);
  expect(rates).toContain('0.1 s, 10,000 a second');
  expect(failing({ ...REPORT, rows: { ...REPORT.rows, longestTask: 900 } })).toEqual([]);
});

it.each([
  ['flush of 500', { ...REPORT, written: { ...REPORT.written, flushes: [2, 60] } }],
  ['while writing', { ...REPORT, written: { ...REPORT.written, longestTask: 51 } }],
  ['4th of the speed: longest', { ...REPORT, slowly: { ...REPORT.slowly, longestTask: 201 } }],
  ['reopened', { ...REPORT, reopened: { ...REPORT.reopened, total: 1_001 } }],
  ['while exporting', { ...REPORT, exported: { ...REPORT.exported, longestTask: 60 } }],
  ['cancelled', { ...REPORT, cancelled: { took: 500, total: 900 } }],
  ['opened, every byte', { ...REPORT, shipped: { ...REPORT.shipped, loaded: 2_100 } }],
  ['read and checked', { ...REPORT, shipped: { ...REPORT.shipped, read: 2_100 } }],
])('says that %s is over its bar', (what, report) => {
  expect(failing(report)).toEqual([expect.stringContaining(what)]);
});
