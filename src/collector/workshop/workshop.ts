import { BACKENDS, type BackendId, type Emission, type InputValues, loadBackend } from '../../backends';
import { compileProgram, type InputSpec, type Program, type Type } from '../../language';
import { featuresOf, type ProgramFeatures } from '../../learning/features';
import type { Client, MeasuredSettings } from '../../measure';
import { applyPatch, parsePatch } from '../../optimizer';
import { inputValues } from '../../session/compile';
import { type GeneratedProgram, generatePrograms } from '../families';
import { canonicalHash } from './canonical';
import { type ProgramFault, withFault } from './faults';

/** A program as the collector hands it about: plain data. */
export interface Piece {
  readonly id: string;
  /** Empty for a program that no family wrote. */
  readonly family: string;
  readonly source: string;
  readonly hash: string;
  readonly specs: readonly InputSpec[];
  readonly type: Type;
  /** Data sizes that it is meant for, ascending. */
  readonly sizes: readonly number[];
  readonly features: ProgramFeatures;
}

export interface EmitRequest {
  readonly source: string;
  readonly specs: readonly InputSpec[];
  readonly backend: BackendId;
  readonly settings: MeasuredSettings;
  readonly fault?: ProgramFault;
}

export type Emitted =
  | { readonly ok: true; readonly emission: Emission }
  | { readonly ok: false; readonly message: string };

/**
 * Everything about programs that is computed and not measured. Lives in a worker of its own, so that neither the page
 * nor a measurement waits for a code generator.
 */
export type WorkshopOperations = {
  /** The program of that index in the sequence of a seed: families in turn. */
  readonly piece: (request: { readonly seed: number; readonly index: number }) => Promise<Piece>;
  /** Place of a program in the sequence, by its hash; undefined where the first so many programs have none like it. */
  readonly find: (request: {
    readonly seed: number;
    readonly hash: string;
    readonly among: number;
  }) => Promise<number | undefined>;
  /** Its inputs at a data size. */
  readonly values: (request: {
    readonly seed: number;
    readonly index: number;
    readonly n: number;
  }) => Promise<InputValues>;
  /** Another text as a program, with the inputs of a generated one; undefined where it does not compile. */
  readonly variant: (request: { readonly of: Piece; readonly source: string }) => Promise<Piece | undefined>;
  readonly emit: (request: EmitRequest) => Promise<Emitted>;
  readonly modes: (
    request: undefined,
  ) => Promise<Readonly<Record<BackendId, readonly [string, ...string[]]>>>;
};

export type Workshop = Pick<Client<WorkshopOperations>, 'call'>;

/** Programs and codes that are kept: one job asks for the same ones again and again. */
const KEPT = 64;

export function createWorkshop(): WorkshopOperations {
  const sequences = new Map<
    number,
    { readonly made: GeneratedProgram[]; readonly more: Iterator<GeneratedProgram> }
  >();
  const compiled = new Map<string, Program | undefined>();

  function generated(seed: number, index: number): GeneratedProgram {
    const sequence = sequences.get(seed) ?? { made: [], more: generatePrograms(seed) };
    sequences.set(seed, sequence);
    while (sequence.made.length <= index) {
      const next = sequence.more.next();
      if (next.done) break;
      sequence.made.push(next.value);
    }
    const found = sequence.made[index];
    if (!found) throw new RangeError(`the sequence of seed ${seed} has no program ${index}`);
    return found;
  }

  function compile(source: string, specs: readonly InputSpec[]): Program | undefined {
    const key = JSON.stringify([source, specs.map(({ name }) => name)]);
    if (compiled.has(key)) return compiled.get(key);
    const program = compileProgram(source, specs).program ?? undefined;
    compiled.set(key, program);
    const [oldest] = compiled.keys();
    if (compiled.size > KEPT && oldest !== undefined) compiled.delete(oldest);
    return program;
  }

  return {
    piece: async ({ seed, index }) => {
      const { id, family, source, hash, specs, sizes, program } = generated(seed, index);
      return {
        id,
        family,
        source,
        hash,
        specs,
        sizes,
        type: program.body.type,
        features: featuresOf(program),
      };
    },
    find: async ({ seed, hash, among }) => {
      for (let index = 0; index < among; index++) if (generated(seed, index).hash === hash) return index;
      return undefined;
    },
    values: async ({ seed, index, n }) => inputValues(generated(seed, index).inputs(n), n),
    variant: async ({ of, source }) => {
      const program = compile(source, of.specs);
      if (!program) return undefined;
      const hash = canonicalHash(program);
      return { ...of, source, hash, type: program.body.type, features: featuresOf(program) };
    },
    emit: async ({ source, specs, backend, settings, fault }) => {
      const written = compile(source, specs);
      if (!written) return { ok: false, message: 'It does not compile.' };
      const program = fault === undefined ? written : withFault(written, fault);
      if (!program) return { ok: false, message: `There is no place for the fault ${fault}.` };
      const patch = parsePatch(settings.passes.join(', '));
      if (!patch.ok) return { ok: false, message: patch.diagnostics[0]?.message ?? 'Not a patch.' };
      const printer = await loadBackend(backend);
      const result = printer.emit(applyPatch(program, patch.patch).program, settings);
      if (result.ok) return { ok: true, emission: result.emission };
      return { ok: false, message: result.diagnostics[0]?.message ?? 'refused' };
    },
    modes: async () => {
      const entries = await Promise.all(
        BACKENDS.map(async (id) => [id, (await loadBackend(id)).modes] as const),
      );
      return Object.fromEntries(entries) as Record<BackendId, readonly [string, ...string[]]>;
    },
  };
}

/** The same operations without a worker. */
export function localWorkshop(): Workshop {
  const operations = createWorkshop();
  return {
    call: async (name, argument) => {
      const operation = operations[name] as (argument: unknown) => Promise<never>;
      return operation(argument);
    },
  };
}
