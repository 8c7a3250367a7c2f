import type { WholeQuality } from '../src/collector/quality';
import { KINDS } from '../src/dataset';
import { crossCheckLines, percent } from './agreement';
import type { Machine } from './collect/machine';
import type { Manifest } from './collect/write';

/** Of datasets that do not say how their times were taken. */
const FIRST_METHOD =
  'Each time is the median of settled samples of 3 rounds with up to 30 samples in 40 ms each, cells of one program interleaved in random order, TypeScript and Wasm in workers that are fresh each round and shared by the cells of a round, Python, SQL and native programs in one process; the first run of a native program (`start.cold`) was timed without its own start and is no measurement. The fixed kernels that each record carries are of the beginning of the collection.';

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
    `Records by people: ${actors.human}; simulated: ${actors.simulated}. Programs come from a seeded generator, so every record is marked as simulated. Sessions of people can not be generated and are not in it, nor is style transfer, whose plugin does not exist yet.`,
    '',
    '## How it was collected',
    '',
    `\`${command}\`, ${date(recency.oldest)} to ${date(recency.newest)}; written ${created}.`,
    '',
    `Machine: ${machine.cpu}, ${machine.cores} cores, ${machine.memory} GB, ${machine.system}; ${machine.browser}; Node ${machine.node}${toolsOf(machine)}.`,
    `Load of the last minute while the last part was collected: mean ${machine.load.mean}, most ${machine.load.max}, on ${machine.cores} cores. Above the number of cores, other work ran beside the measurements: times are then noisier and longer than on a quiet machine; compare the noise floor below.`,
    '',
    `${manifest.method ?? FIRST_METHOD} Answers are compared with Python (Pyodide) before anything is timed; what is wrong, refused, stopped or crashed has a verdict and no time.`,
    '',
    'Patches come from random and evolutionary search over the optimizer’s passes; detections from faults that were injected, each with the measured effect of its fix; chaos from mutants within the grammar, run to see how they fail; forecasts were made by a linear quantile regression that had seen no program of the family, before the actual was measured.',
    '',
    '## How good it is',
    '',
    `- Schema-valid: ${completeness.valid === null ? 'no records' : percent(completeness.valid)} of ${report.records} records.`,
    `- Diversity: ${diversity.backends.length} backends x ${diversity.families.length} families, ${refused.length} empty cells${refused.length > 0 ? `: ${refused.join(', ')}` : ''}.`,
    `- Noise floor: ${accuracy.noiseFloor.pairs} re-runs, median difference ${percent(accuracy.noiseFloor.medianError)}, 90th percentile ${percent(accuracy.noiseFloor.error90)}.`,
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

function toolsOf({ toolchains }: Machine): string {
  const tools = Object.entries(toolchains).map(([tool, version]) => `${tool}: ${version}`);
  return tools.length > 0 ? `; ${tools.join('; ')}` : '';
}
