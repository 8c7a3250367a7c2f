import type { Program } from '../language';
import type { Pass, PassId } from './pass';
import { algebraicClosedForm } from './passes/algebraic-closed-form';
import { commonSubexpressionElimination } from './passes/common-subexpression-elimination';
import { constantFolding } from './passes/constant-folding';
import { filterFusion } from './passes/filter-fusion';
import { loopInterchange } from './passes/loop-interchange';
import { loopInvariantCodeMotion } from './passes/loop-invariant-code-motion';
import { mapFusion } from './passes/map-fusion';
import { memoisation } from './passes/memoisation';
import { predicatePushdown } from './passes/predicate-pushdown';
import { rangeNarrowing } from './passes/range-narrowing';
import { shortCircuitOrdering } from './passes/short-circuit-ordering';
import { strengthReduction } from './passes/strength-reduction';
import { typeNarrowing } from './passes/type-narrowing';
import { unrolling } from './passes/unrolling';
import {
  applyPatch as applySteps,
  type Optimised,
  type ParsedPatch,
  type Patch,
  parsePatch as parseSteps,
  type Step,
} from './patch';

export { PASS_IDS, type Parameter, type Pass, type PassId } from './pass';
export {
  diffPatches,
  type Optimised,
  type ParsedPatch,
  type Patch,
  type PatchDifference,
  printPatch,
  type Step,
} from './patch';

/** Every pass, in the order of a new rack. */
export const PASSES: ReadonlyMap<PassId, Pass> = new Map(
  [
    constantFolding,
    predicatePushdown,
    loopInvariantCodeMotion,
    commonSubexpressionElimination,
    strengthReduction,
    algebraicClosedForm,
    rangeNarrowing,
    filterFusion,
    mapFusion,
    shortCircuitOrdering,
    memoisation,
    loopInterchange,
    unrolling,
    typeNarrowing,
  ].map((pass) => [pass.id, pass]),
);

/** Applies a patch to a program; see `Optimised`. */
export function applyPatch(program: Program, patch: Patch): Optimised {
  return applySteps(program, patch, PASSES);
}

/** Reads the text of a patch, or says where and why not. */
export function parsePatch(text: string): ParsedPatch {
  return parseSteps(text, PASSES);
}

/** The patch that runs these passes in this order with their defaults; names that are no passes are left out. */
export function patchOf(names: readonly string[]): Patch {
  return names.flatMap((name): Step[] => {
    const pass = [...PASSES.values()].find((p) => p.id === name);
    return pass ? [{ pass: pass.id, parameters: {} }] : [];
  });
}
