import { type Diagnostic, diagnostic, type Expr, type Program, Refusal } from '../../language';
import type { Chunks } from '../chunks';
import type { EmitResult, EmitSettings } from '../contract';
import { assemble, type Binaryen } from './assemble';
import { Emitter } from './emitter';
import { FunctionWriter, identifier, read, readNow } from './function';
import type { WasmLayout } from './layout';
import { ModuleBuilder } from './module';
import { addChunks, chunksFor, type Param, parallelLayout } from './parallel';
import { addResult } from './result';
import { type Shape, shapeOf, slotsOf } from './shape';
import { add, i32, load, type Value, type Values } from './wat';

const TOP = { start: 0, end: 0 };

/** Emits a program as a module: WAT to read, binary to run, layout to read results with. */
export function emitModule(binaryen: Binaryen, program: Program, settings: EmitSettings): EmitResult {
  try {
    const { text, functions, layout, notes } = moduleText(program, settings);
    const { code, map, binary } = assemble(binaryen, text, settings.level, {
      functions,
      // The idiom of functions keeps its functions until -O3.
      inline: settings.mode !== 'functions',
    });
    return {
      ok: true,
      emission: { backend: 'wasm', code, map, notes, inputs: program.inputs, binary, layout },
    };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, diagnostics: [error.diagnostic] };
    throw error;
  }
}

interface ModuleText {
  readonly text: string;
  readonly functions: readonly string[];
  readonly layout: WasmLayout;
  readonly notes: readonly Diagnostic[];
}

/** The module's text before binaryen sees it. */
export function moduleText(program: Program, settings: EmitSettings): ModuleText {
  if (settings.parallel <= 1) return textOf(program, settings, null);
  const chunks = chunksFor(program);
  if (typeof chunks === 'string') return alone(program, settings, chunks);
  const split = textOf(program, settings, chunks);
  return split.layout.parallel === null
    ? alone(
        program,
        settings,
        'It asks its host for texts of numbers or kinds of letters, which workers do not have.',
      )
    : split;
}

/** The module for one thread, which says why. */
function alone(program: Program, settings: EmitSettings, reason: string): ModuleText {
  const whole = textOf(program, settings, null);
  const note = diagnostic('not-parallel', program.body.span, reason, { severity: 'info', backend: 'wasm' });
  return { ...whole, notes: [...whole.notes, note] };
}

function textOf(program: Program, settings: EmitSettings, chunks: Chunks | null): ModuleText {
  const module = new ModuleBuilder();
  const inputShapes = program.inputs.map((spec) => ({ name: spec.name, shape: shapeOf(spec.type, TOP) }));
  const params: Param[] = [];
  const inputs = new Map<string, Values>();
  for (const { name, shape } of inputShapes) {
    if (needsMemory(shape)) module.touchMemory();
    const slots = slotsOf(shape);
    const values = slots.map((type, i) => {
      const param = identifier(slots.length === 1 ? name : `${name}_${i}`);
      params.push({ name: param, type });
      return read(param, type);
    });
    inputs.set(name, values);
  }
  const notes: Diagnostic[] = [];
  const writer = (name: string, own: readonly Param[]): Emitter =>
    new Emitter(program, settings, module, new FunctionWriter(name, [...own, ...params]), inputs, notes);
  const { body } = program;
  const shape = resultShape(body);
  const returns = slotsOf(shape).length === 1 ? 'slot' : 'pointer';
  module.addFunction('batch', batchFunction(module, params, shape, returns));
  if (chunks === null) addResult(writer('main', []), 'main', body, shape);
  else addChunks(writer, chunks, program, params, shape, module);
  const layout: WasmLayout = {
    result: shape,
    returns,
    inputs: inputShapes,
    staticEnd: module.staticEnd,
    usesMemory: module.usesMemory,
    parallel:
      chunks === null || !module.runsInWorkers
        ? null
        : parallelLayout(body, chunks, shape, settings.parallel, settings.unsafe),
  };
  return { text: module.print(), functions: module.programFunctions, layout, notes };
}

/** Of a generator, the list of what it delivers. */
function resultShape(body: Expr): Shape {
  if (body.kind === 'let') return resultShape(body.body);
  if (body.kind === 'comp' && body.collector.kind === 'generator') {
    const { element } = body.collector;
    return { kind: 'generator', item: shapeOf(element.type, element.span) };
  }
  return shapeOf(body.type, body.span);
}

const needsMemory = (shape: Shape): boolean =>
  shape.kind !== 'int' && shape.kind !== 'float' && shape.kind !== 'bool' && shape.kind !== 'none';

/** `batch(count, inputs …)`: runs main in a loop, resetting the heap each time, and folds a digest of the results. */
function batchFunction(
  module: ModuleBuilder,
  params: readonly Param[],
  shape: Shape,
  returns: 'slot' | 'pointer',
): string {
  const fn = new FunctionWriter('batch', [
    { name: 'runs', type: 'i32' },
    ...params.map((p) => ({ ...p, name: `${p.name}_` })),
  ]);
  const type = returns === 'slot' ? (slotsOf(shape)[0] ?? 'i32') : 'i32';
  const result = fn.local('result', type);
  const heap = module.usesMemory ? fn.local('heap', 'i32') : null;
  if (heap !== null) fn.emit(`(local.set $${heap} (global.get $top))`);
  const { statements } = fn.capture(() => {
    if (heap !== null) fn.emit(`(global.set $top (local.get $${heap}))`);
    const args = params.map((p) => read(`${p.name}_`, p.type).text).join(' ');
    fn.emit(`(local.set $${result} (call $main ${args}))`);
    fn.emit('(local.set $runs (i32.sub (local.get $runs) (i32.const 1)))');
    fn.emit('(br_if $next (local.get $runs))');
  });
  fn.emit(`(loop $next ${statements.join('\n')})`);
  return fn.finish('batch', 'i32', [digestOf(readNow(result, type), shape, returns)]);
}

/** A cheap fold: the bits of a scalar; the length of a container. */
function digestOf(result: Value, shape: Shape, returns: 'slot' | 'pointer'): Value {
  if (returns === 'pointer') return load('i32', result, 0);
  const fold = (bits: Value): Value => ({
    type: 'i32',
    text: `(i32.wrap_i64 (i64.xor ${bits.text} (i64.shr_u ${bits.text} (i64.const 32))))`,
    stable: false,
  });
  if (result.type === 'i64') return fold(result);
  if (result.type === 'f64')
    return fold({ type: 'i64', text: `(i64.reinterpret_f64 ${result.text})`, stable: false });
  return shape.kind === 'bool' || shape.kind === 'none' ? result : add(load('i32', result, 0), i32(1));
}
