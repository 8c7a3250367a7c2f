/**
 * The language of the runtime helpers: a few lines of C-like text that read better than WAT and compile to it.
 *
 *     fn str_eq(a: i32, b: i32): i32 { if (i32[a] != i32[b]) return 0; … }
 *
 * Types are the Wasm scalars. `i32[p]`, `i64[p]`, `f64[p]`, `u8[p]` load and store; `<u`, `/u` … are unsigned;
 * `i64(x)` converts (i32 → i64 signed); a number takes the type of the other operand; `raise Name;` ends the run.
 * `inf` and `nan` are floats; any other name that is neither a local nor a function in `calls` is a global.
 */
export type Scalar = 'i32' | 'i64' | 'f64';

export interface Signature {
  readonly params: readonly Scalar[];
  readonly result: Scalar | null;
}

export interface CompiledHelper {
  readonly name: string;
  readonly wat: string;
  /** Functions that the helper calls, exceptions that it raises as `raise_Name`. */
  readonly calls: readonly string[];
}

export const TOKEN =
  /\s+|\/\/[^\n]*|(0x[\da-f]+|\d+\.\d+(?:e[-+]?\d+)?|\d+|'(?:\\.|[^'\\])'|(?:<=|>=|<|>|\/|%)u\b|[A-Za-z_]\w*|>>>|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^<>=!~?:;,(){}[\]])/gy;

export const PRECEDENCE: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>=', '<u', '<=u', '>u', '>=u'],
  ['<<', '>>', '>>>'],
  ['+', '-'],
  ['*', '/', '%', '/u', '%u'],
];

export const INSTRUCTIONS: Readonly<Record<string, string>> = {
  '|': 'or',
  '^': 'xor',
  '&': 'and',
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt_s',
  '<=': 'le_s',
  '>': 'gt_s',
  '>=': 'ge_s',
  '<u': 'lt_u',
  '<=u': 'le_u',
  '>u': 'gt_u',
  '>=u': 'ge_u',
  '<<': 'shl',
  '>>': 'shr_s',
  '>>>': 'shr_u',
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div_s',
  '%': 'rem_s',
  '/u': 'div_u',
  '%u': 'rem_u',
};

export const COMPARISONS = new Set(['==', '!=', '<', '<=', '>', '>=', '<u', '<=u', '>u', '>=u']);

/** Instructions that a helper may write as calls: `f64_floor(x)` is `f64.floor`. */
export const INTRINSICS: Readonly<Record<string, Signature>> = {
  f64_floor: { params: ['f64'], result: 'f64' },
  f64_nearest: { params: ['f64'], result: 'f64' },
  f64_trunc: { params: ['f64'], result: 'f64' },
  f64_sqrt: { params: ['f64'], result: 'f64' },
  f64_abs: { params: ['f64'], result: 'f64' },
  f64_copysign: { params: ['f64', 'f64'], result: 'f64' },
  f64_reinterpret_i64: { params: ['i64'], result: 'f64' },
  i64_reinterpret_f64: { params: ['f64'], result: 'i64' },
  i64_trunc_f64_s: { params: ['f64'], result: 'i64' },
  i64_clz: { params: ['i64'], result: 'i64' },
  i64_ctz: { params: ['i64'], result: 'i64' },
  i64_popcnt: { params: ['i64'], result: 'i64' },
  i32_rotl: { params: ['i32', 'i32'], result: 'i32' },
  memory_size: { params: [], result: 'i32' },
  memory_grow: { params: ['i32'], result: 'i32' },
  memory_copy: { params: ['i32', 'i32', 'i32'], result: null },
  memory_fill: { params: ['i32', 'i32', 'i32'], result: null },
};

export const HEADER = /^fn (\w+)\(([^)]*)\)(?:: (i32|i64|f64))? \{/;

/** Name and signature of a helper's source, without compiling it. */
export function headerOf(source: string): { name: string; names: string[]; signature: Signature } {
  const match = HEADER.exec(source.trim());
  if (match === null) throw new SyntaxError(`not a helper: ${source.trim().slice(0, 60)}`);
  const [, name = '', list = '', result] = match;
  const pairs = list.split(',').flatMap((p) => (p.trim() === '' ? [] : [p.trim().split(': ')]));
  return {
    name,
    names: pairs.map(([n = '']) => n),
    signature: {
      params: pairs.map(([, t = '']) => scalar(t)),
      result: result === undefined ? null : scalar(result),
    },
  };
}

/** Splits a text of several helpers. */
export function splitHelpers(text: string): readonly string[] {
  return text.split(/\n(?=fn )/).filter((part) => part.trim() !== '');
}

export function scalar(text: string): Scalar {
  if (text === 'i32' || text === 'i64' || text === 'f64') return text;
  throw new SyntaxError(`unknown type ${text}`);
}
