import type { Shape } from './shape';

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
}
