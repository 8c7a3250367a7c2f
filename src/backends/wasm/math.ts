import { MATH_TABLES, type MathDialect, type MathFunction, mathFunctions, printFunction } from '../libm';

/** Operators need the operands as they are; the words of a float are taken by 64-bit instructions. */
const INTRINSICS: Readonly<Record<string, (...args: string[]) => string>> = {
  hi: (x) => `i32(i64_reinterpret_f64(${x}) >> 32)`,
  lo: (x) => `i32(i64_reinterpret_f64(${x}))`,
  words: (high, low) => `f64_reinterpret_i64((i64(${high}) << 32) | (i64(${low}) & 0xffffffff))`,
  add: (a, b) => `((${a}) + (${b}))`,
  div: (a, b) => `(${a} / ${b})`,
  abs: (x) => `f64_abs(${x})`,
  floor: (x) => `f64_floor(${x})`,
  sqrt: (x) => `f64_sqrt(${x})`,
  f64: (i) => `f64(${i})`,
  i32: (x) => `i32(${x})`,
};

/** `1e-7` as `1.0e-7`. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return text.includes('.') ? text : text.replace(/^(-?\d+)/, '$1.0');
}

/** Local arrays of a function, by the global that holds their address. */
function arraysOf(fn: MathFunction): ReadonlyMap<string, { global: string; size: number }> {
  return new Map(
    fn.body.flatMap((statement) =>
      statement.kind === 'array'
        ? [[statement.name, { global: `${fn.name}_${statement.name}`, size: statement.size }]]
        : [],
    ),
  );
}

/** The language of the runtime helpers: arrays are places in memory. */
function dialectOf(fn: MathFunction): MathDialect {
  const arrays = arraysOf(fn);
  const typeName = { f64: 'f64', i32: 'i32', bool: 'i32', array: 'i32' } as const;
  return {
    indent: '  ',
    name: (name, kind) => (kind === 'variable' ? (arrays.get(name)?.global ?? name) : name),
    float: floatText,
    int: String,
    test: (value) => (value ? '1' : '0'),
    intrinsic: (name, args) => INTRINSICS[name]?.(...args) ?? name,
    item: (array, index) => `f64[${array} + ((${index}) << 3)]`,
    argument: (text) => text,
    declare: (name, value, type) => `var ${name}: ${typeName[type]} = ${value};`,
    array: () => '',
    set: (target, value) => `${target} = ${value};`,
    returns: (value) => `return ${value};`,
    raise: (exception) => `raise ${exception};`,
    open: (keyword, test) => `${keyword} (${test}) {`,
    elseIf: (test) => `} else if (${test}) {`,
    otherwise: '} else {',
    close: '}',
    head: (name, parameters, result) => [
      `fn ${name}(${parameters.map((p) => `${p.name}: ${typeName[p.type]}`).join(', ')}): ${typeName[result]} {`,
    ],
    foot: '}',
    table: () => '',
  };
}

/** musl's functions as runtime helpers, by name. */
export const MATH_SOURCES: readonly (readonly [name: string, source: string])[] = [
  ...mathFunctions().values(),
].map((fn) => [fn.name, printFunction(fn, dialectOf(fn))]);

export const isMathSource = (name: string): boolean => mathFunctions().has(name);

/** Static data of one function: the tables that it reads, and room for its local arrays. */
export function mathData(name: string): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const fn = mathFunctions().get(name);
  if (fn === undefined) return [];
  const tables = fn.needs.flatMap((need) => {
    const values = MATH_TABLES[need];
    return values === undefined
      ? []
      : [{ name: need, bytes: new Uint8Array(Float64Array.from(values).buffer) }];
  });
  const arrays = [...arraysOf(fn).values()].map(({ global, size }) => ({
    name: global,
    bytes: new Uint8Array(size * 8),
  }));
  return [...tables, ...arrays];
}
