import { geometricMean } from '../src/measure';
import type { CompileReport, CompileTimes } from './compile';
import type { PageReport } from './page';
import type { Contender, RunTimes } from './run';

export interface BenchReport {
  /** ISO date */
  readonly date: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    readonly load: number;
  };
  readonly compile: CompileReport;
  readonly runs: readonly RunTimes[];
  readonly page?: PageReport;
}

/** One line of the speed table. */
export interface Line {
  readonly what: string;
  readonly bar: string;
  readonly measured: string;
  readonly holds: boolean;
}

/** Geometric mean over the programs that both ran; undefined without any. */
export function ratio(runs: readonly RunTimes[], over: Contender, under: Contender): number | undefined {
  const ratios = runs.flatMap(({ milliseconds }) => {
    const [one, other] = [milliseconds[over], milliseconds[under]];
    return one === undefined || other === undefined ? [] : [one / other];
  });
  return ratios.length === 0 ? undefined : geometricMean(ratios);
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
const times = (value: number): string => `${value < 10 ? value.toFixed(2) : Math.round(value)}×`;

/** The lines of the table: what was measured, beside the bar that it is held to. */
export function linesOf({ compile, runs, page }: BenchReport): Line[] {
  const lines: Line[] = [
    compiling('keystroke → code of seven channels, p95', 16, compile.typical),
    compiling('keystroke → Wasm’s optimised listing, p95', 40, compile.typicalWasm),
    compiling('keystroke → code of seven channels, 500 nodes, p95', 50, compile.large),
  ];
  if (page) {
    lines.push(line('key press → new code in the page, p95', 16, page.keystroke.p95, ms));
    lines.push(line('fader → first verified measurement, p95', 80, page.fader.p95, ms));
    lines.push(...frameLines(page.frames));
  }
  const add = (what: string, bar: number, value: number | undefined, isLeast = false) => {
    if (value !== undefined) lines.push(line(what, bar, value, times, isLeast));
  };
  add('Wasm over rustc -O, geometric mean', 1.5, ratio(runs, 'wasm', 'rust'));
  add('TypeScript over a loop by hand, geometric mean', 1.2, ratio(runs, 'typescript', 'by hand'));
  add('Pyodide over Wasm, geometric mean', 40, ratio(runs, 'python', 'wasm'), true);
  if (page) {
    lines.push(line('first paint to usable studio, warm cache', 1500, page.usable, ms));
    lines.push({
      what: 'first bundle (JavaScript, gzip)',
      bar: 'nothing of tfjs, DuckDB, Pyodide, binaryen or Tone',
      measured: `${Math.round(page.bundle.gzip / 1024)} KB${page.bundle.strangers.length > 0 ? `, with ${page.bundle.strangers.join(', ')}` : ''}`,
      holds: page.bundle.strangers.length === 0,
    });
  }
  return lines;
}

/** A frame on a slow screen lasts what it lasts on an empty page; long tasks that it starts with are its own. */
function frameLines({ playing, empty, verified }: PageReport['frames']): Line[] {
  const longest = Math.max(0, ...playing.longTasks);
  const seconds = Math.round((playing.frames * playing.p50) / 1000);
  const what = `${verified} channels playing for ${seconds} s`;
  return [
    {
      what: `${what}: frame, p95`,
      bar: '≤ 16.7 ms, or 1.2× an empty page',
      measured: `${playing.p95.toFixed(1)} ms (empty page ${empty.p95.toFixed(1)} ms)`,
      holds: playing.p95 <= Math.max(16.75, 1.2 * empty.p95),
    },
    {
      what: `${what}: longest task of the main thread`,
      bar: '≤ 50 ms',
      measured: longest === 0 ? 'none over 50 ms' : ms(longest),
      holds: longest <= 50,
    },
    {
      what: `${what}: React commits`,
      bar: '0',
      measured: String(playing.commits),
      holds: playing.commits === 0,
    },
  ];
}

function compiling(what: string, bar: number, { p95, processor95 }: CompileTimes): Line {
  const found = line(what, bar, p95, ms);
  return { ...found, measured: `${found.measured} (processor time ${ms(processor95)})` };
}

/** A line that holds where the value is at or under its bar, or for the least at or over it. */
export function line(
  what: string,
  bar: number,
  value: number,
  print: (value: number) => string,
  isLeast = false,
): Line {
  return {
    what,
    bar: `${isLeast ? '≥' : '≤'} ${print(bar)}`,
    measured: print(value),
    holds: isLeast ? value >= bar : value <= bar,
  };
}

/** Lines as a Markdown table. */
export function rowsOf(lines: readonly Line[]): string[] {
  return [
    '| what | bar | measured | holds |',
    '|---|---|---|---|',
    ...lines.map(
      ({ what, bar, measured, holds }) => `| ${what} | ${bar} | ${measured} | ${holds ? 'yes' : 'no'} |`,
    ),
  ];
}

/** The table as Markdown, with where and when it was measured. */
export function markdown(report: BenchReport): string {
  const { cpu, cores, node, load } = report.machine;
  const absent = report.runs.flatMap(({ program, absent }) =>
    Object.entries(absent).map(([contender, why]) => `${contender} on “${program}” (${why})`),
  );
  return [
    ...rowsOf(linesOf(report)),
    '',
    `One run of \`npm run bench\`, ${report.date.slice(0, 10)}, ${cpu}, ${cores} cores, Node ${node}; ${report.runs.length} numeric programs.`,
    ...(load > cores / 2
      ? [
          `The machine was busy with other work (load average ${load.toFixed(1)}): times in ms are of a busy machine.`,
        ]
      : []),
    ...(absent.length > 0 ? [`Left out: ${absent.join('; ')}.`] : []),
  ].join('\n');
}
