import type { DataOf } from '../../dataset';
import { createDraw } from '../families';
import { type Bench, type Job, type Recorder, recorder } from '../job';
import { defaultSettings } from '../settings';
import { type Cell, latencyOf, runTrials, TRIAL, type Trial } from '../trial';
import type { Piece } from '../workshop';
import { mutantOf } from './mutants';
import { alternating, type Subject, subjectOf, trialOptions } from './shared';

type FailureMode = DataOf<'chaos_enhancement_data'>['failure_mode'];

const SIZE = 1_000;
const MOST_MUTATIONS = 4;
const ATTEMPTS = 12;
/** Times the base program's median from which a mutant counts as slow, and its own from which a tail counts as heavy. */
const SLOW = 3;
const HEAVY = 3;

/** Mutates a program within the grammar until it compiles to another one, and runs it to see how it fails. */
export async function chaosJob(bench: Bench, job: Job): Promise<Recorder> {
  const out = recorder(bench, job);
  const backend = alternating(job);
  const draw = createDraw(job.seed * 19 + job.index * 611_953);
  const subject = await subjectOf(bench, job, SIZE);
  const level = draw.int(1, 10) / 10;
  const count = Math.max(1, Math.round(level * MOST_MUTATIONS));
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const mutant = mutantOf(subject.piece.source, count, draw);
    if (!mutant) continue;
    const piece = await bench.lab.workshop.call('variant', { of: subject.piece, source: mutant.source });
    if (!piece || piece.hash === subject.piece.hash) continue;
    const cellOf = (each: Piece): Cell => ({
      ...subject,
      piece: each,
      backend,
      settings: defaultSettings(backend, bench.modes),
    });
    const options = { ...TRIAL, ...trialOptions(bench, job) };
    const [base, mad] = await runTrials(bench.lab, [cellOf(subject.piece), cellOf(piece)], options);
    if (base && mad)
      add(out, subject, base, mad, {
        level,
        glitch: mutant.mutations.length / MOST_MUTATIONS,
        words: mutant.mutations.join('; '),
      });
    return out;
  }
  return out;
}

function add(
  out: Recorder,
  { piece, size }: Subject,
  base: Trial,
  mutant: Trial,
  { level, glitch, words }: { level: number; glitch: number; words: string },
): void {
  const { backend } = mutant.cell;
  const [usual, time] = [latencyOf(base), latencyOf(mutant)];
  out.add(
    'chaos_enhancement_data',
    {
      chaos_level: level,
      glitch_mode: Math.min(1, glitch),
      generated_chaos: words,
      stress_test_results: {
        performance_impact: usual === null || time === null ? 1 : time / usual - 1,
        stability_impact: stabilityImpact(base, mutant),
      },
      base_program: piece.source,
      program: mutant.cell.piece.source,
      program_hash: mutant.cell.piece.hash,
      family: piece.family,
      backend,
      data_size: size,
      failure_mode: failureMode(base, mutant),
      samples: mutant.measurement.samples.flat().map((each) => Number(each.toPrecision(6))),
    },
    { key: `${mutant.cell.piece.hash}/${backend}/${size}`, backend, device: base.measurement.calibration },
  );
}

function failureMode(base: Trial, { measurement }: Trial): FailureMode {
  const { verdict, summary, warmUp } = measurement;
  switch (verdict.kind) {
    case 'refused':
      return 'refused';
    case 'wrong':
      return 'wrong';
    case 'deviates':
      return 'deviates';
    case 'stopped':
      return `${verdict.limit} limit`;
    case 'crashed':
      return 'crash';
    case 'unchecked':
      return 'disagreement';
    default:
  }
  // An answer that agrees and has no time is an exception that both raise.
  if (!summary) return 'raises';
  const usual = latencyOf(base);
  if (usual !== null && summary.p50 > SLOW * usual) return 'slow';
  if (summary.p95 > HEAVY * summary.p50) return 'heavy tail';
  return warmUp === 'no-steady-state' ? 'unsteady' : 'none';
}

/** Share of the mutant's samples that lie beyond the base program's own, on either side of its median; 1 without a time. */
function stabilityImpact(base: Trial, mutant: Trial): number {
  const samples = mutant.measurement.samples.flat();
  const own = base.measurement.samples.flat();
  if (samples.length === 0 || own.length === 0) return 1;
  const [least, most] = [Math.min(...own), Math.max(...own)];
  return samples.filter((time) => time < least || time > most).length / samples.length;
}
