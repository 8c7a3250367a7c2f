import type binaryenModule from 'binaryen';
import { type Listing, layOut } from './listing';

export type Binaryen = typeof binaryenModule;

export interface Assembled extends Listing {
  readonly binary: Uint8Array;
}

type Module = InstanceType<Binaryen['Module']>;

/** The functions that come from the program itself, and whether -O2 may inline into them. */
export interface ProgramFunctions {
  readonly functions: readonly string[];
  readonly inline: boolean;
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

/**
 * Optimises the functions of the program; the runtime helpers are written as they should be, and stay. Which of them
 * are inlined into the program is decided for the whole module.
 */
function optimize(binaryen: Binaryen, module: Module, level: 1 | 2 | 3, program: ProgramFunctions): void {
  binaryen.setOptimizeLevel(level);
  binaryen.setShrinkLevel(0);
  binaryen.setAlwaysInlineMaxSize(INLINE_SIZE);
  binaryen.setFlexibleInlineMaxSize(INLINE_SIZE);
  binaryen.setOneCallerInlineMaxSize(INLINE_SIZE);
  if (level === 3 || (level === 2 && program.inline))
    module.runPasses(['inlining', 'remove-unused-module-elements']);
  for (const name of program.functions) {
    if (module.getFunction(name) !== 0) module.runPassesOnFunction(name, PASSES[level]);
  }
}

/** Parses, validates, optimises and encodes a module. Throws when the text is no valid module: a defect of the emitter. */
export function assemble(
  binaryen: Binaryen,
  text: string,
  level: number,
  program: ProgramFunctions,
): Assembled {
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
    const step = optimizeLevel(level);
    if (step !== 0) optimize(binaryen, module, step, program);
    const listing = layOut(module.emitText());
    binaryen.setDebugInfo(false);
    return { ...listing, binary: module.emitBinary() };
  } finally {
    module.dispose();
  }
}
