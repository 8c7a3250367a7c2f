import type binaryenModule from 'binaryen';
import { type Listing, layOut } from './listing';

export type Binaryen = typeof binaryenModule;

export interface Assembled extends Listing {
  readonly binary: Uint8Array;
}

/** What the level fader asks of binaryen: none, then -O1, -O2, -O3. */
export function optimizeLevel(level: number): 0 | 1 | 2 | 3 {
  if (level <= 0) return 0;
  if (level <= 1 / 3) return 1;
  return level <= 2 / 3 ? 2 : 3;
}

const CLEAN_UP = ['dce', 'remove-unused-brs', 'remove-unused-names', 'vacuum', 'merge-blocks'];
const PEEPHOLE = ['optimize-instructions', 'precompute', 'pick-load-signs'];

/**
 * Binaryen's passes by level, in the order of its own -O1 … -O3 pipelines, without those that rename or merge the
 * locals: the engine's register allocator doesn't need them, and a reader needs the names.
 */
const PASSES: Readonly<Record<1 | 2 | 3, readonly string[]>> = {
  1: [...PEEPHOLE, 'simplify-locals-notee-nostructure', ...CLEAN_UP, 'reorder-locals'],
  2: [
    'inlining',
    ...PEEPHOLE,
    'code-pushing',
    'simplify-locals',
    ...CLEAN_UP,
    ...PEEPHOLE,
    'rse',
    ...CLEAN_UP,
    'reorder-locals',
  ],
  3: [
    'inlining',
    ...CLEAN_UP,
    ...PEEPHOLE,
    'licm',
    'code-pushing',
    'simplify-locals',
    'local-cse',
    'simplify-locals',
    ...CLEAN_UP,
    'precompute-propagate',
    ...PEEPHOLE,
    'rse',
    ...CLEAN_UP,
    'reorder-locals',
  ],
};

/** Helpers up to this size (in binaryen's units) become part of the loops that call them, from -O2. */
const INLINE_SIZE = 24;

function optimize(
  binaryen: Binaryen,
  module: InstanceType<Binaryen['Module']>,
  level: 0 | 1 | 2 | 3,
  inline: boolean,
): void {
  if (level === 0) return;
  binaryen.setOptimizeLevel(level);
  binaryen.setShrinkLevel(0);
  binaryen.setAlwaysInlineMaxSize(INLINE_SIZE);
  binaryen.setFlexibleInlineMaxSize(INLINE_SIZE);
  binaryen.setOneCallerInlineMaxSize(INLINE_SIZE);
  // The idiom of functions keeps its functions until -O3.
  const passes = PASSES[level].filter((pass) => inline || level === 3 || pass !== 'inlining');
  module.runPasses([...passes, 'remove-unused-module-elements']);
}

/** Parses, validates, optimises and encodes a module; `inline` lets -O2 inline functions. Throws when the text is not a valid module: a defect of the emitter. */
export function assemble(binaryen: Binaryen, text: string, level: number, inline: boolean): Assembled {
  binaryen.setDebugInfo(true);
  const module = binaryen.parseText(text);
  try {
    module.setFeatures(
      binaryen.Features.MutableGlobals |
        binaryen.Features.BulkMemory |
        binaryen.Features.BulkMemoryOpt |
        binaryen.Features.SignExt |
        binaryen.Features.NontrappingFPToInt,
    );
    if (!module.validate()) throw new Error('the emitted module is not valid');
    optimize(binaryen, module, optimizeLevel(level), inline);
    const listing = layOut(module.emitText());
    binaryen.setDebugInfo(false);
    return { ...listing, binary: module.emitBinary() };
  } finally {
    module.dispose();
  }
}
