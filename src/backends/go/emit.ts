import { INT64, meet, type Program, Refusal, some, someType, type Type } from '../../language';
import type { EmitResult, EmitSettings } from '../contract';
import { Emitter } from './emitter';
import { closure, helperCode, importDeclaration } from './helpers';
import { Printer, parameterList } from './print';
import { giveBack, type Stmt } from './syntax';
import { withoutUnused } from './unused';

/** What the harness must know about an emission beside the program. */
export interface GoLayout {
  /** Ints are 64-bit machine integers whatever their range. */
  readonly wrapping: boolean;
}

/** Prints a program as a Go package with the function `Run`. Pure. */
export function emitGo(program: Program, settings: EmitSettings): EmitResult {
  try {
    return { ok: true, emission: emission(program, settings) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, diagnostics: [error.diagnostic] };
    throw error;
  }
}

function emission(program: Program, settings: EmitSettings) {
  const wrapping = settings.unsafe && !hasWideValue(program);
  const g = new Emitter(program, settings, wrapping);
  const span = program.body.span;
  const parameters = program.inputs.map((input) => ({
    name: g.inputName(input.name),
    type: g.goType(input.type, span),
  }));
  for (const input of program.inputs)
    if (hasTextKeys(input.type))
      g.refuse(
        'unsupported-type',
        span,
        `The keys of the input ${input.name} are not read in Go.`,
        'Use numbers or strings as keys.',
      );
  const result = g.goType(program.body.type, span);
  const body: Stmt[] = program.variables.map((v) => ({
    kind: 'var',
    name: g.nameOf(v),
    type: g.goType(v.type, span),
  }));
  g.into(program.body, body, { leaves: true, put: (block, value) => block.push(giveBack(value)) });

  const main = new Printer();
  main.write(`func Run(${parameterList(parameters)}) ${result} `);
  main.block(withoutUnused(body));
  const printed = main.finish();
  const types = g.types.recordDeclarations();
  const made = g.madeHelpers();
  const own = [printed.text, ...types, ...made].join('\n');
  const used = closure(own);
  const head = `${documentation(program.source)}package program\n\n${importDeclaration(used.imports)}// Run computes the value of the comprehension.\n`;
  const tail = [...types, ...made, ...used.helpers.map(helperCode)].map((text) => `\n${text}`).join('');
  const layout: GoLayout = { wrapping };
  return {
    backend: 'go' as const,
    code: `${head}${printed.text}\n${tail}`,
    map: printed.map.map((m) => ({ ...m, start: m.start + head.length, end: m.end + head.length })),
    notes: g.notes,
    inputs: program.inputs,
    layout,
  };
}

/** True for an input whose keys are tuples of any length, or frozensets. */
function hasTextKeys(type: Type): boolean {
  return someType(type, (t) => {
    const key = t.kind === 'set' ? t.element : t.kind === 'dict' ? t.key : null;
    return key !== null && someType(key, (inner) => inner.kind === 'sequence' || inner.kind === 'set');
  });
}

/** The Python text as the package's documentation. gofmt keeps an indented block as it is. */
function documentation(source: string): string {
  const lines = source
    .trim()
    .split(/\r\n|[\r\n]/)
    .map((line) => line.replace(/[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029]/gu, ' ').trimEnd());
  const text = lines.map((line) => (line === '' ? '//' : `//\t${line}`)).join('\n');
  return `// Package program is a Python comprehension in Go:\n//\n${text}\n`;
}

/** Values that are certainly past 64 bits can't wrap around: such a program keeps its big integers. */
function hasWideValue(program: Program): boolean {
  const beyond = (type: Type): boolean => type.kind === 'int' && meet(type.range, INT64) === null;
  return (
    some(program.body, (node) => beyond(node.type)) || program.inputs.some((input) => beyond(input.type))
  );
}
