import { CALIBRATION_AGE, COLD_RUNS, PROBES, TRIAL } from '../src/collector';
import type { WholeQuality } from '../src/collector/quality';
import { KINDS } from '../src/dataset';
import { bucketOf, SIZE_BUCKETS } from '../src/dataset/quality';
import { crossCheckLines, percent } from './agreement';
import type { Machine } from './collect/machine';
import type { Manifest } from './collect/write';

/** Of datasets that do not say how their times were taken. */
const FIRST_METHOD =
  'Each time is the median of settled samples of 3 rounds with up to 30 samples in 40 ms each, cells of one program interleaved in random order, TypeScript and Wasm in workers that are fresh each round and shared by the cells of a round, Python, SQL and native programs in one process; the first run of a native program (`start.cold`) was timed without its own start and is no measurement. The fixed kernels that each record carries are of the beginning of the collection.';

/** What a reader of the times has to know besides the method, where they were taken by today's. */
function notesOf({ rounds, budget: { samples, total } }: typeof TRIAL): string[] {
  return [
    '### How to read a time',
    '',
    `- A visit runs the program once and compares the answer, then times it until ${samples} samples have settled or ${total} ms are spent. It takes at least one sample: of a program slower than that there are ${rounds}, one of each visit.`,
    '- A sample is one run, or the mean of `batch` runs where one is too short for the clock; `summary.of` says which. Means of batches have no tail: p95 and p99 are of batches then.',
    '- `latency_ms` is the median over the samples of all visits that count. `measurement.samples` has a list for each of them, `start` and `warming` are of the first, `memory` is the most of any.',
    `- How fast the machine is, is judged against the fastest tenth of the last ${PROBES} probes of the page, two for each visit. What is slow for longer than they last passes for rest, and shows in the fixed kernels only. A cell that was disturbed whenever it was visited is kept, and its record does not say so.`,
    '- Settings, presets and patches of one record were visited in turn, in the same rounds; where one of them was disturbed and visited again, two need not have all rounds in common. `p_value` pairs their visits in order.',
    '- Python and SQL have one worker each for as long as the page lives, a native program has a process of its own that may stay started from visit to visit: only TypeScript and Wasm start from nothing each round.',
    `- In \`pattern_detection_data\`, cold code is the first runs of ${COLD_RUNS} fresh workers, what ran on busy cores was not visited again, and the other backend of a spectrum was visited in one round.`,
    `- The fixed kernels (\`device\`, by backend) are taken anew where they are over ${CALIBRATION_AGE / 1000} s old when a program's work begins. They are what times of another hour or machine are compared by. Records that time nothing have none.`,
    '- Records of one program resemble each other, and so do programs of one family: split by `family`, not by record.',
    '',
  ];
}

/** The card of a collected dataset: what it is, where it comes from, what it can't say. Every figure is read off the data. */
export function datasetCard(
  manifest: Manifest & { readonly machine: Machine },
  report: WholeQuality,
): string {
  const { machine, command, created } = manifest;
  const { accuracy, crossCheck, completeness, diversity, actors, recency } = report;
  const date = (time: number | null): string => (time === null ? 'never' : new Date(time).toISOString());
  const rows = KINDS.map((kind) => {
    const { about, distinct, minimum, records, counted } = report.categories[kind];
    return `| ${kind} | ${about} | ${distinct} | ${minimum} | ${counted} | ${records} |`;
  });
  const refused = diversity.empty.map(
    ({ backend, family, refused: is }) => `${backend} x ${family}${is ? ' (refused)' : ''}`,
  );
  return [
    '# Dataset card',
    '',
    'Measurements of generated Python comprehensions on eight backends, collected by running them. Written by `code-live quality --card`; no figure is typed by hand.',
    '',
    '## What is in it',
    '',
    '| category | what | distinct | minimum | counted in | records |',
    '|---|---|---:|---:|---|---:|',
    ...rows,
    '',
    'One JSON record a line, gzipped, a file for each category; `code-live export` makes a bundle of them with Parquet, CSV, JSON Schema, units and a datasheet.',
    '',
    ...measuredBy(report),
    `Records by people: ${actors.human}; simulated: ${actors.simulated}. Programs come from a seeded generator, so every record is marked as simulated. Sessions of people can not be generated and are not in it, nor is style transfer, whose plugin does not exist yet.`,
    '',
    '## How it was collected',
    '',
    `\`${command}\`, ${date(recency.oldest)} to ${date(recency.newest)}; written ${created}.`,
    '',
    `Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memory} GB, ${machine.system}; ${machine.browser}; Node ${machine.node}${toolsOf(machine)}.`,
    `Load of the last minute, looked at while the last part was collected: mean ${machine.load.mean}, most ${machine.load.max}, on ${machine.cores} cores. It counts whatever wanted a core, the collection's own threads and compilers too; well above the number of cores other programs ran beside the measurements, and times are noisier than on a quiet machine: see the noise floor and the cross-check below.`,
    '',
    `${manifest.method ?? FIRST_METHOD} Answers are compared with Python (Pyodide) before anything is timed; what is wrong, refused, stopped or crashed has a verdict and no time.`,
    '',
    'Patches come from random and evolutionary search over the optimizer’s passes; detections from healthy programs and from faults that were injected, with the measured effect of the fix where both states have a time (a wrong answer has none); chaos from mutants within the grammar, run to see how they fail; forecasts were made by a linear quantile regression that had learnt from the other half of the families, before the actual was measured.',
    '',
    ...(manifest.method === undefined ? [] : notesOf(TRIAL)),
    '## How good it is',
    '',
    `- Schema-valid: ${completeness.valid === null ? 'no records' : percent(completeness.valid)} of ${report.records} records.`,
    `- Diversity: ${diversity.backends.length} backends x ${diversity.families.length} families, empty cells: ${refused.length === 0 ? 'none' : refused.length}${refused.length > 0 ? `, ${refused.join(', ')}` : ''}.`,
    `- Noise floor: ${accuracy.noiseFloor.pairs} programs of the forecasts measured once more at once, in rounds of their own: median difference ${percent(accuracy.noiseFloor.medianError)}, 90th percentile ${percent(accuracy.noiseFloor.error90)}.`,
    ...(crossCheck ? crossCheckLines(crossCheck) : ['cross-check: none']).map((line) => `- ${line.trim()}`),
    `- Forecasts made beforehand: ${accuracy.forecasts.pairs}, median error ${percent(accuracy.forecasts.medianError)}, ${percent(accuracy.forecasts.coverage)} inside the 90 % interval.`,
    '- Plain forecasters on families that they have not seen:',
    ...accuracy.baselines.map(
      ({ about, examples, medianError, error90, coverage }) =>
        `  - ${about}: n ${examples}, median error ${percent(medianError)}, 90th percentile ${percent(error90)}, ${percent(coverage)} in the 90 % interval`,
    ),
    '',
  ].join('\n');
}

/** Metrics by backend and data size. */
function measuredBy({ diversity: { backends, cells } }: WholeQuality): string[] {
  const buckets = [...SIZE_BUCKETS.map(bucketOf)];
  const rows = backends.map((backend) => {
    const own = cells.filter((cell) => cell.backend === backend);
    const sum = (of: (cell: (typeof own)[number]) => number): number =>
      own.reduce((total, cell) => total + of(cell), 0);
    const sizes = buckets.map((bucket) => sum((cell) => cell.sizes[bucket] ?? 0));
    return `| ${[backend, sum(({ agreed }) => agreed), sum(({ refused }) => refused), ...sizes].join(' | ')} |`;
  });
  return [
    'Metrics by backend, and by data size:',
    '',
    `| backend | agreed with Python | refused | ${buckets.map((bucket) => `n ${bucket}`).join(' | ')} |`,
    `|---|${'---:|'.repeat(buckets.length + 2)}`,
    ...rows,
    '',
  ];
}

function toolsOf({ toolchains }: Machine): string {
  const tools = Object.entries(toolchains).map(([tool, version]) => `${tool}: ${version}`);
  return tools.length > 0 ? `; ${tools.join('; ')}` : '';
}
