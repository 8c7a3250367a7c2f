import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { insertBetween } from '../cli/marked';
import { RECORD_OPTIONS } from '../src/measure';
import { benchCompile } from './compile';
import { benchPage } from './page';
import { PROGRAMS } from './programs';
import { type BenchReport, markdown } from './report';
import { benchRuns, CONTENDERS } from './run';

/** Of the minute before: what else the machine is busy with. */
const [load = 0] = loadavg();
const file = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const say = (text: string): void => console.error(text);

say('compiling …');
const compile = await benchCompile(200);
say('running programs on Wasm, Rust, TypeScript, by hand, Python …');
const runs = await benchRuns(PROGRAMS, {
  ...RECORD_OPTIONS,
  budget: { samples: 30, total: 300 },
  contenders: CONTENDERS,
});
say('opening the studio …');
const page = await benchPage(file('dist'), { moves: 40, keys: 80 });
if (!page) say('no build or no Chromium: run `npm run build` for the lines about the page');
const report: BenchReport = {
  date: new Date().toISOString(),
  machine: {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    node: process.versions.node,
    load,
  },
  compile,
  runs,
  ...(page ? { page } : {}),
};
const table = markdown(report);
writeFileSync(file('bench/results.json'), `${JSON.stringify(report, null, 2)}\n`);
writeFileSync(file('README.md'), insertBetween(readFileSync(file('README.md'), 'utf8'), 'bench', table));
console.log(table);
process.exit();
