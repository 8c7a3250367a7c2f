import type { BackendId } from '../../backends';
import type { DataOf } from '../../dataset';
import { DATA_SIZE, type InputSpec, typeToJson } from '../../language';
import type { ProgramFeatures } from './counts';

/** What is known of a program: its text, the types of its inputs, and what can be read off its tree. */
export interface DescribedProgram {
  readonly source: string;
  readonly specs: readonly InputSpec[];
  /** Hash of the program, whatever its names and white space. */
  readonly hash: string;
  /** Null for what a performer typed. */
  readonly family: string | null;
  readonly features: ProgramFeatures;
  readonly refusedBy: readonly BackendId[];
}

/** The record of a program, from which it can be compiled again. */
export function patternOf({
  source,
  specs,
  hash,
  family,
  features,
  refusedBy,
}: DescribedProgram): DataOf<'code_patterns'> {
  return {
    code: source,
    target: null,
    parallel: features.mayRunParallel,
    complexity: features.nodes,
    nested_level: features.depth,
    functional_style: features.functional,
    mathematical_ops: features.arithmetic,
    data_processing: features.readsData,
    string_ops: features.strings,
    conditionals: features.conditionals,
    result_type: features.resultType,
    inputs: specs
      .filter(({ name }) => name !== DATA_SIZE.name)
      .map(({ name, type }) => ({ name, type: typeToJson(type) })),
    refused_by: [...refusedBy],
    program_hash: hash,
    family,
    features: features.counts,
  };
}
