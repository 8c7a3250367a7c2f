import { readFileSync } from 'node:fs';
import type { InputValues } from '../src/backends';
import {
  type Compiled,
  compileProgram,
  DATA_SIZE,
  type Diagnostic,
  encodePlain,
  type InputSpec,
  inputTypeOf,
  position,
} from '../src/language';

export interface Inputs {
  readonly specs: readonly InputSpec[];
  readonly values: InputValues;
}

/** `n` that a program reads when no file sets it. */
const DEFAULT_N = 1000;

/** Input values from a JSON object in a file; `n` is always there. @throws Error naming the file or the path */
export function readInputs(file: string | undefined): Inputs {
  const given: unknown = file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'));
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Error(`${file}: expected a JSON object of inputs`);
  const values: InputValues = {
    n: DEFAULT_N,
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name, encodePlain(value, name)])),
  };
  const specs = Object.entries(values).map(([name, value]) =>
    name === 'n' ? DATA_SIZE : { name, type: inputTypeOf(value) },
  );
  return { specs, values };
}

export function compileWith(code: string, inputs: Inputs): Compiled {
  return compileProgram(code, inputs.specs);
}

/** `1:5 error CL101 unsupported-call: message` and the hint below. */
export function printDiagnostics(code: string, diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map((d) => {
      const { line, column } = position(code, d.span.start);
      const text = code.slice(d.span.start, d.span.end).split('\n')[0] ?? '';
      return `${line}:${column} ${d.severity} ${d.code} ${d.rule}: ${d.message}\n    ${text}${d.hint ? `\n    ${d.hint}` : ''}\n`;
    })
    .join('');
}
