import { PASS_IDS, PASSES, type PassId, type Patch, printPatch } from '../../optimizer';
import { createDraw, type Draw } from '../families';
import { type Bench, type Job, type Recorder, recorder } from '../job';
import { defaultSettings } from '../settings';
import { type Cell, latencyOf, runTrials, TRIAL, type Trial } from '../trial';
import { addOptimization, alternating, type Subject, speedUp, subjectOf, trialOptions } from './shared';

const SIZE = 10_000;
/** Patches of each search. */
const COUNT = 5;

/**
 * A random and an evolutionary search over the optimizer's passes, at equal budget: five random patches, then five
 * offspring of the best two (order crossover and mutation, as in OpenTuner's evolutionary techniques). Every patch is run
 * and checked; those that print the same code to the byte share one measurement.
 */
export async function patchesJob(bench: Bench, job: Job): Promise<Recorder> {
  const backend = alternating(job);
  const subject = await subjectOf(bench, job, SIZE);
  const draw = createDraw(job.seed * 7 + job.index * 104_729);
  const creativity = draw.int(1, 20) / 20;
  const chaos = draw.int(0, 20) / 20;
  const first = Array.from({ length: COUNT }, () => randomPatch(draw, creativity));
  const random = await measure(bench, job, subject, first);
  const parents = [...random.patches].sort((a, b) => (b.speedUp ?? 0) - (a.speedUp ?? 0)).slice(0, 2);
  const [one, other] = parents.map(({ patch }) => patch);
  const offspring = Array.from({ length: COUNT }, () =>
    mutated(draw, crossed(draw, one ?? [], other ?? []), chaos),
  );
  const evolved = await measure(bench, job, subject, offspring);
  const out = recorder(bench, job);
  const levels = { creativity, chaos };
  add(out, subject, random, 'random', levels);
  add(out, subject, evolved, 'evolutionary', levels);
  for (const { base, patches } of [random, evolved]) {
    const best = patches.find(({ trial }) => trial.code !== base.code);
    if (best) addOptimization(out, base, best.trial, 'patch');
  }
  return out;

  function add(
    into: Recorder,
    { piece, size }: Subject,
    { base, patches }: Measured,
    search: 'random' | 'evolutionary',
    { creativity: level, chaos: spread }: { creativity: number; chaos: number },
  ): void {
    const outcomes = patches.map(({ patch, trial, speedUp: gain }) => ({
      patch: printPatch(patch),
      valid: trial.measurement.verdict.kind !== 'refused',
      verdict: trial.measurement.verdict.kind,
      speed_up: gain,
    }));
    const best = Math.max(...outcomes.map(({ speed_up }) => speed_up ?? 0));
    into.add(
      'patch_generation_data',
      {
        base_code: piece.source,
        creativity_level: level,
        chaos_level: spread,
        generated_patches: outcomes.map(({ patch }) => patch),
        program_hash: piece.hash,
        family: piece.family,
        backend,
        data_size: size,
        search,
        outcomes,
        measured_speed_up: best > 0 ? best : null,
      },
      { key: `${piece.hash}/${backend}/${size}/${search}`, backend, device: base.measurement.calibration },
    );
  }
}

interface Measured {
  readonly base: Trial;
  readonly patches: readonly {
    readonly patch: Patch;
    readonly trial: Trial;
    readonly speedUp: number | null;
  }[];
}

async function measure(
  bench: Bench,
  job: Job,
  subject: Subject,
  patches: readonly Patch[],
): Promise<Measured> {
  const backend = alternating(job);
  const start = { ...defaultSettings(backend, bench.modes), level: 1 };
  const cells = [[], ...patches].map((patch: Patch): Cell => {
    return { ...subject, backend, settings: { ...start, passes: patch.map((step) => printPatch([step])) } };
  });
  const printed = new Map<string, number>();
  const places = await Promise.all(
    cells.map(async ({ piece, settings }, at) => {
      const { source, specs } = piece;
      const emitted = await bench.lab.workshop.call('emit', { source, specs, backend, settings });
      const key = emitted.ok ? emitted.emission.code : `refused ${at}`;
      if (!printed.has(key)) printed.set(key, at);
      return printed.get(key) ?? at;
    }),
  );
  const distinct = cells.filter((_, at) => places[at] === at);
  const trials = await runTrials(bench.lab, distinct, { ...TRIAL, ...trialOptions(bench, job) });
  const at = (index: number): Trial => {
    const cell = cells[places[index] ?? index];
    const found = trials.find((trial) => trial.cell === cell);
    if (!found) throw new Error('a cell was not measured');
    const own = cells[index];
    return own ? { ...found, cell: own } : found;
  };
  const base = at(0);
  return {
    base,
    patches: patches.map((patch, i) => ({
      patch,
      trial: at(i + 1),
      speedUp: latencyOf(base) === null ? null : speedUp(base, at(i + 1)),
    })),
  };
}

function randomPatch(draw: Draw, creativity: number): Patch {
  const length = draw.int(1, 3 + Math.round(creativity * (PASS_IDS.length - 3)));
  return Array.from({ length }, () => step(draw));
}

function step(draw: Draw): Patch[number] {
  const pass: PassId = draw.pick(PASS_IDS);
  const parameters = PASSES.get(pass)?.parameters ?? [];
  const chosen = parameters.filter(() => draw.chance(0.5));
  return {
    pass,
    parameters: Object.fromEntries(
      chosen.map(({ name, min, max }) => [name, draw.int(Math.ceil(min), Math.floor(max))]),
    ),
  };
}

/** The beginning of one and the end of the other. */
function crossed(draw: Draw, one: Patch, other: Patch): Patch {
  return [...one.slice(0, draw.int(0, one.length)), ...other.slice(draw.int(0, other.length))];
}

/** A step more, one less or another one, oftener the more chaos. */
function mutated(draw: Draw, patch: Patch, chaos: number): Patch {
  const steps = [...patch];
  do {
    const at = draw.int(0, steps.length);
    const change = draw.pick(['insert', 'remove', 'replace'] as const);
    if (change === 'insert' || steps.length === 0) steps.splice(at, 0, step(draw));
    else if (change === 'remove') steps.splice(Math.min(at, steps.length - 1), 1);
    else steps.splice(Math.min(at, steps.length - 1), 1, step(draw));
  } while (draw.chance(chaos * 0.7));
  return steps.slice(0, 2 * PASS_IDS.length);
}
