import type { Shape } from './shape';

/** How parts of the work become the whole. */
export interface ParallelLayout {
  readonly workers: number;
  readonly combine: 'list' | 'sum' | 'prod' | 'any' | 'all';
  /** For `any` and `all`: the part that decides, whatever comes after it. */
  readonly decisive: boolean | null;
  /** Bytes of an item of a list, and 0 for a scalar. */
  readonly itemSize: number;
  /** Ints wrap around at 64 bits instead of leaving the domain. */
  readonly wraps: boolean;
}

/** What the runner needs to know beside the module: JSON-safe. */
export interface WasmLayout {
  /** Shape of the result. */
  readonly result: Shape;
  /** `slot`: `main` returns the value itself; `pointer`: the address of its slots. */
  readonly returns: 'slot' | 'pointer';
  /** Shapes of the inputs in order; each is passed to `main` as its slots. */
  readonly inputs: readonly { readonly name: string; readonly shape: Shape }[];
  /** First free address for inputs. */
  readonly staticEnd: number;
  readonly usesMemory: boolean;
  /** Set when the module has `size` and `chunk` for a pool of workers. */
  readonly parallel: ParallelLayout | null;
}
