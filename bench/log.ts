// What a long log costs, in Chromium with a profile on disk: `npm run bench:log -- --events 1000000`.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright';
import { CHROMIUM_ARGS, findChromium } from '../scripts/chromium.mjs';
import { buildPage, harnessCall } from '../scripts/page';
import { quantile } from '../src/measure';
import type { LogBench } from './log/page';
import { type Line, line, ms, rowsOf } from './report';
import { startStudio } from './serve';

const call = harnessCall<LogBench>('logBench');
type Result<Method extends keyof LogBench> = Awaited<ReturnType<LogBench[Method]>>;

export interface LogReport {
  readonly written: Result<'write'>;
  /** On a page that is slowed down, with what its heap grew by in bytes. */
  readonly slowly: Result<'write'> & { readonly heap: number };
  readonly rows: Result<'writeRows'>;
  readonly reopened: Result<'reopen'>;
  readonly exported: Result<'exportAll'>;
  readonly cancelled: Result<'cancelled'>;
  readonly shipped: Result<'shipped'>;
  /** Bytes of the profile's databases. */
  readonly disk: number;
}

/** What the naive way is tried on: it takes minutes for what the log does in seconds. */
const ROWS = 20_000;
/** How much slower the page of a small computer is. */
const SLOWER = 4;

export async function benchLog(events: number): Promise<LogReport> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('no Chromium: name it in CHROMIUM_PATH');
  const built = await buildPage('bench/log/index.html');
  const profile = mkdtempSync(join(tmpdir(), 'code-live-bench-'));
  const server = await startStudio(built.folder);
  const visit = async <T>(work: (page: Page, cdp: CDPSession) => Promise<T>): Promise<T> => {
    // A browser of its own each time, so that nothing is warm but the disk.
    const context = await browserWith(profile, executablePath);
    try {
      const page = await context.newPage();
      await page.goto(server.address);
      await page.waitForFunction(() => 'logBench' in globalThis);
      return await work(page, await context.newCDPSession(page));
    } finally {
      await context.close();
    }
  };
  try {
    say(`writing ${count(ROWS)} events, a row each …`);
    const rows = await visit((page) => call(page, 'writeRows', ROWS));
    say(`writing ${count(events)} events …`);
    const written = await visit((page) => call(page, 'write', events));
    say(`writing ${count(events / 10)} more on a slow machine …`);
    const slowly = await visit(async (page, cdp) => {
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
      const before = await heapOf(cdp);
      const more = await call(page, 'write', events / 10);
      return { ...more, heap: (await heapOf(cdp)) - before };
    });
    const disk = sizeOf(profile);
    say('opening again, cancelling an export, exporting …');
    const later = await visit(async (page, cdp) => {
      const reopened = await call(page, 'reopen');
      const cancelled = await call(page, 'cancelled');
      // The worker has the whole machine; the page that is told of its progress has a part of it.
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
      return { reopened, cancelled, exported: await call(page, 'exportAll') };
    });
    say('reading the dataset that comes with the studio …');
    const shipped = await visit((page) => call(page, 'shipped'));
    return { written, slowly, rows, disk, shipped, ...later };
  } finally {
    await server.stop();
    built.remove();
    rmSync(profile, { recursive: true, force: true });
  }
}

function browserWith(profile: string, executablePath: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath,
    args: CHROMIUM_ARGS,
  });
}

/** The lines of the table: what was measured, beside the bar that it is held to. */
export function linesOfLog({
  written,
  slowly,
  rows,
  reopened,
  exported,
  cancelled,
  shipped,
  disk,
}: LogReport): Line[] {
  const of = `${count(written.events)} events`;
  const [flush50, flush99] = [quantile(written.flushes, 0.5), quantile(written.flushes, 0.99)];
  const [naive50, naive99] = [quantile(rows.flushes, 0.5), quantile(rows.flushes, 0.99)];
  const rate = (each: { readonly events: number; readonly total: number }): number =>
    (1000 * each.events) / each.total;
  return [
    told(`${of} written`, `${seconds(written.total)}, ${count(rate(written))} a second`),
    { ...line(`${of}: flush of 500, p99`, 50, flush99, ms), measured: `${ms(flush99)} (p50 ${ms(flush50)})` },
    told(
      `the naive way beside it: ${count(rows.events)} events, a row each`,
      `${count(rate(rows))} a second, flush of 500 p50 ${ms(naive50)}, p99 ${ms(naive99)}`,
    ),
    longest(`${of}: longest task of the main thread while writing`, written),
    longest(`${count(slowly.events)} more at a ${SLOWER}th of the speed: longest task`, slowly, 200),
    told(`${count(slowly.events)} more: growth of the page’s heap`, megabytes(slowly.heap)),
    line(`${of}: reopened in a new browser`, 1000, reopened.total, ms),
    told(`${of}: on disk`, `${megabytes(reopened.bytes)} of chunks, ${megabytes(disk)} of the profile`),
    told(
      `${of}: exported beside the page`,
      `${seconds(exported.total)}, ${exported.reports} reports of progress, ${megabytes(exported.bytes)}`,
    ),
    longest(
      `${of}: longest task of the main thread, at a ${SLOWER}th of the speed, while exporting`,
      exported,
    ),
    line(`${of}: an export that is cancelled ends within`, 100, cancelled.took, ms),
    line(
      `the shipped dataset (${count(shipped.records)} records) opened${shipped.isWritten ? ', every byte as it was assessed' : ''}`,
      2000,
      shipped.loaded,
      ms,
    ),
    line('the shipped dataset: every record read and checked', 2000, shipped.read, ms),
    longest('the shipped dataset: longest task of the main thread while reading', shipped),
  ];
}

function told(what: string, measured: string): Line {
  return { what, bar: '–', measured, holds: true };
}

function longest(what: string, { longestTask }: { readonly longestTask?: number }, bar = 50): Line {
  return {
    what,
    bar: `≤ ${bar} ms`,
    measured: longestTask === undefined ? 'none over 50 ms' : ms(longestTask),
    holds: longestTask === undefined || longestTask <= bar,
  };
}

/** Bytes of the page's JavaScript heap after a collection. */
async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  return (await cdp.send('Runtime.getHeapUsage')).usedSize;
}

const say = (text: string): void => console.error(text);
const count = (value: number): string => Math.round(value).toLocaleString('en-US');
const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
const megabytes = (value: number): string => `${(value / 1e6).toFixed(1)} MB`;

/** Bytes of the files in a folder. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes('IndexedDB'))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

if (process.argv[1]?.endsWith('log.ts')) {
  const { values } = parseArgs({ options: { events: { type: 'string', default: '1000000' } } });
  const events = Number(values.events);
  if (!(Number.isInteger(events) && events >= 1_000)) {
    console.error(`--events takes a whole number from 1000 on, not ${values.events}`);
    process.exit(2);
  }
  const [load = 0] = loadavg();
  const lines = linesOfLog(await benchLog(events));
  console.log(rowsOf(lines).join('\n'));
  console.log(
    `\n${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model.trim() ?? 'unknown'}, ${availableParallelism()} cores, load before ${load.toFixed(1)}.`,
  );
  process.exit(lines.every(({ holds }) => holds) ? 0 : 1);
}
