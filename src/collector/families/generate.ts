import { compileProgram, hashText, type InputSpec, type Program } from '../../language';
import type { NamedInput } from '../../session';
import { inputSpecs } from '../../session/compile';
import { canonicalHash } from '../workshop/canonical';
import { FAMILIES } from './catalogue';
import { createDraw } from './draw';
import type { Draft, Family } from './family';

/** Data sizes that programs are run at. */
export const SIZES = [10, 100, 1_000, 10_000, 100_000, 1_000_000] as const;

/** One generated program; the same seed always gives the same. */
export interface GeneratedProgram {
  /** `<family>-<index within the family>` */
  readonly id: string;
  readonly family: string;
  readonly source: string;
  readonly program: Program;
  /** Of the tree with names and white space normalised. */
  readonly hash: string;
  readonly specs: readonly InputSpec[];
  /** Ascending. */
  readonly sizes: readonly number[];
  /** Inputs besides `n`, as long as the data size asks. */
  inputs(n: number): readonly NamedInput[];
}

/** Drafts that may be refused or known already before a family counts as exhausted. */
const PATIENCE = 200;

export class FamilyExhausted extends Error {
  override readonly name = 'FamilyExhausted';
  constructor(family: string, count: number) {
    super(`family ${family} gives no more than ${count} distinct programs for this seed`);
  }
}

/**
 * Distinct programs of one family, one after the other: a prefix of the sequence never depends on its length.
 * Programs of all families have different trees as long as they are asked for with one `known`.
 * @throws {FamilyExhausted} when the family repeats itself
 */
export function* programsOf(
  family: Family,
  seed: number,
  known = new Set<string>(),
): Generator<GeneratedProgram> {
  let misses = 0;
  let index = 0;
  const start = hashSeed(`${seed}/${family.id}`);
  for (let attempt = 0; misses < PATIENCE; attempt++) {
    const draft = family.write(createDraw(start + attempt * 7919));
    const made = compileDraft(family.id, index, draft, start + attempt);
    if (!made || known.has(made.hash)) {
      misses++;
      continue;
    }
    misses = 0;
    known.add(made.hash);
    index++;
    yield made;
  }
  throw new FamilyExhausted(family.id, index);
}

/**
 * The first programs of a seed, family by family in turn, so that any prefix is spread over all families.
 * @throws {FamilyExhausted}
 */
export function* generatePrograms(seed: number, families = FAMILIES): Generator<GeneratedProgram> {
  const known = new Set<string>();
  const sequences = families.map((family) => programsOf(family, seed, known));
  for (;;) {
    for (const sequence of sequences) {
      const next = sequence.next();
      if (!next.done) yield next.value;
    }
  }
}

function compileDraft(
  family: string,
  index: number,
  { source, inputs = [], most }: Draft,
  seed: number,
): GeneratedProgram | undefined {
  const make = (n: number): readonly NamedInput[] => inputs.map((input, i) => input(n, seed + i * 101));
  const specs = inputSpecs(make(4));
  const { program } = compileProgram(source, specs);
  if (!program) return undefined;
  return {
    id: `${family}-${index}`,
    family,
    source,
    program,
    hash: canonicalHash(program),
    specs,
    sizes: SIZES.filter((size) => size <= most),
    inputs: make,
  };
}

/** 32 bits of a text. */
function hashSeed(text: string): number {
  return Number.parseInt(hashText(text).slice(0, 6), 36) >>> 0;
}
