import type { Encoded, InputSpec } from '../language';
import type { Outcome } from './contract';
import { buildCSharp, emitCase as emitCSharp, hasMono } from './csharp/testing';
import { buildGo, emitCase as emitGo, hasGo } from './go/testing';
import { hasJulia, runAll } from './julia/testing';
import type { EmittedCase, NativeCase, NativeSuite } from './native-testing';
import { hasRust, probeAll } from './rust/testing';

/** A program of a batch, with the values of its inputs. */
export interface BatchCase {
  readonly source: string;
  readonly inputs?: readonly (InputSpec & { readonly value: Encoded })[];
}

/** What each program came to, in order; a text says why one was not emitted. */
type BatchOutcomes = (Outcome | string)[];

interface Batch {
  /** Whether the toolchain is on this machine. */
  readonly has: () => boolean;
  /** Runs all programs after one build. */
  readonly run: (cases: readonly BatchCase[]) => Promise<BatchOutcomes>;
}

/** The toolchains of the native backends, each of which builds many programs as fast as a few. */
export const NATIVE_BATCHES: Readonly<Record<'rust' | 'go' | 'csharp' | 'julia', Batch>> = {
  rust: {
    has: hasRust,
    run: async (cases) =>
      (await probeAll(cases)).map((probed) => (probed.kind === 'ran' ? probed.outcome : probed.message)),
  },
  go: { has: hasGo, run: (cases) => runSuite(cases, emitGo, buildGo) },
  csharp: { has: hasMono, run: (cases) => runSuite(cases, emitCSharp, buildCSharp) },
  julia: { has: hasJulia, run: (cases) => runAll(cases) },
};

async function runSuite(
  cases: readonly BatchCase[],
  emit: (wanted: NativeCase) => EmittedCase | string,
  build: (cases: readonly EmittedCase[]) => Promise<NativeSuite>,
): Promise<BatchOutcomes> {
  const emitted = cases.map((item) => emit(item));
  const suite = await build(emitted.filter((made) => typeof made !== 'string'));
  try {
    const outcomes: BatchOutcomes = [];
    let index = 0;
    for (const [i, made] of emitted.entries()) {
      const values = Object.fromEntries(cases[i]?.inputs?.map(({ name, value }) => [name, value]) ?? []);
      outcomes.push(typeof made === 'string' ? made : await suite.run(index++, made, values));
    }
    return outcomes;
  } finally {
    await suite.remove();
  }
}
