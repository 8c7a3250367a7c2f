import { OUTSIDE_RULES, RAISES } from './errors';
import { compileHelper } from './low';
import { type CompiledHelper, headerOf, type Scalar, type Signature, splitHelpers } from './low-syntax';
import { isMathSource, MATH_SOURCES, mathData } from './math';
import { BYTES } from './runtime/bytes';
import { CHARACTERS } from './runtime/characters';
import { CONVERSION } from './runtime/conversion';
import { DICTS } from './runtime/dicts';
import { MEMORY } from './runtime/memory';
import { NUMBERS } from './runtime/numbers';
import { TEXT } from './runtime/text';

/** Pages of 64 KiB: the fixed maximum of a program's memory, 256 MiB. */
export const MAX_PAGES = 4096;
/** Where static data begins; 0 is never a valid pointer. */
const STATIC_START = 16;

/** JavaScript's library under the names of Python's `math`; printed only when checks may be dropped. */
export const LIBRARY_FUNCTIONS = [
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'exp',
  'expm1',
  'log',
  'log2',
  'log10',
  'log1p',
] as const;

const unary: Signature = { params: ['f64'], result: 'f64' };
const binary: Signature = { params: ['f64', 'f64'], result: 'f64' };

/** Functions that the host provides, with what they answer (`host.ts`). */
export const HOST_FUNCTIONS: Readonly<Record<string, Signature>> = {
  ...Object.fromEntries(LIBRARY_FUNCTIONS.map((name) => [`engine_${name}`, unary])),
  engine_atan2: binary,
  engine_hypot: binary,
  engine_pow: binary,
  fmod: binary,
  float_repr: { params: ['f64'], result: 'i32' },
  format_float: { params: ['f64', 'i32', 'i32', 'i32', 'i32'], result: 'i32' },
  round_digits: { params: ['f64', 'i64'], result: 'f64' },
  parse_float: { params: ['i32'], result: 'f64' },
  parse_failed: { params: [], result: 'i32' },
  is_class: { params: ['i32', 'i32'], result: 'i32' },
  change_case: { params: ['i32', 'i32'], result: 'i32' },
};

const LIBRARY: ReadonlyMap<string, string> = new Map(
  [MEMORY, NUMBERS, TEXT, CHARACTERS, CONVERSION, BYTES, DICTS]
    .flatMap(splitHelpers)
    .map((source) => [headerOf(source).name, source] as const)
    .concat(MATH_SOURCES),
);
const compiledLibrary = new Map<string, CompiledHelper>();

/** Collects the functions, static strings and imports that one program needs, and writes the module's text. */
export class ModuleBuilder {
  private readonly own = new Map<string, string>();
  private readonly needed = new Map<string, string>();
  private readonly imports = new Set<string>();
  private readonly raised = new Set<string>();
  private readonly functions: string[] = [];
  readonly programFunctions: string[] = [];
  private readonly functionCounts = new Map<string, number>();
  private readonly texts = new Map<string, number>();
  /** Addresses that helpers know by a name. */
  private readonly places = new Map<string, number>();
  private readonly data: { address: number; bytes: Uint8Array }[] = [];
  private end = STATIC_START;
  private heap = false;

  /** Adds a function of the program, before the others. */
  addFunction(name: string, wat: string): void {
    this.functions.unshift(wat);
    this.programFunctions.push(name);
  }

  /** A name for one more function of the program. */
  functionName(base: string): string {
    const count = (this.functionCounts.get(base) ?? 0) + 1;
    this.functionCounts.set(base, count);
    return count === 1 ? base : `${base}_${count}`;
  }

  /** A helper made for one shape; defined once. */
  define(name: string, source: () => string): string {
    if (!this.own.has(name)) {
      this.own.set(name, '');
      this.own.set(name, source());
    }
    return name;
  }

  /** Makes sure that a helper, an import or a raise function and all that it calls are in the module. */
  use(name: string): string {
    if (this.needed.has(name) || this.imports.has(name)) return name;
    if (name.startsWith('raise_')) {
      this.raised.add(name.slice('raise_'.length));
    } else if (name in HOST_FUNCTIONS) {
      this.imports.add(name);
      if (HOST_FUNCTIONS[name]?.result === 'i32' || name === 'parse_float') this.use('alloc');
    } else {
      this.needed.set(name, '');
      const helper = this.compiled(name);
      this.needed.set(name, helper.wat);
      if (name === 'alloc') this.heap = true;
      if (isMathSource(name)) this.placeMath(name);
      for (const callee of helper.calls) this.use(callee);
    }
    return name;
  }

  /** Tables and local arrays of one mathematical function. */
  private placeMath(name: string): void {
    for (const { name: place, bytes } of mathData(name)) {
      if (!this.places.has(place)) this.places.set(place, this.place(bytes));
    }
  }

  signatureOf(name: string): Signature | null {
    const host = HOST_FUNCTIONS[name];
    if (host !== undefined) return host;
    const source = this.own.get(name) ?? LIBRARY.get(name);
    return source === undefined || source === '' ? null : headerOf(source).signature;
  }

  private compiled(name: string): CompiledHelper {
    const own = this.own.get(name);
    if (own !== undefined) return compileHelper(own, (n) => this.signatureOf(n));
    const known = compiledLibrary.get(name);
    if (known !== undefined) return known;
    const source = LIBRARY.get(name);
    if (source === undefined) throw new Error(`no helper ${name}`);
    const helper = compileHelper(source, (n) => this.signatureOf(n));
    compiledLibrary.set(name, helper);
    return helper;
  }

  /** Address of a static string. */
  text(value: string): number {
    const known = this.texts.get(value);
    if (known !== undefined) return known;
    const points = Array.from(value, (c) => c.codePointAt(0) ?? 0);
    const bytes = new Uint8Array(8 + points.length * 4);
    const view = new DataView(bytes.buffer);
    view.setInt32(0, points.length, true);
    points.forEach((point, i) => {
      view.setInt32(8 + i * 4, point, true);
    });
    const address = this.place(bytes);
    this.texts.set(value, address);
    return address;
  }

  /** Address of static bytes. */
  bytes(value: Uint8Array): number {
    const bytes = new Uint8Array(8 + value.length);
    new DataView(bytes.buffer).setInt32(0, value.length, true);
    bytes.set(value, 8);
    return this.place(bytes);
  }

  /** Puts bytes into static data; answers their address. */
  place(bytes: Uint8Array): number {
    const address = this.end;
    this.data.push({ address, bytes });
    this.end = (address + bytes.length + 7) & ~7;
    this.heap = true;
    return address;
  }

  /** Says that the program reads or writes memory even if it never allocates. */
  touchMemory(): void {
    this.heap = true;
  }

  get usesMemory(): boolean {
    return this.heap;
  }

  /** True when a plain worker can provide all imports. */
  get runsInWorkers(): boolean {
    return [...this.imports].every((name) => name === 'fmod');
  }

  /** First address that is free for inputs. */
  get staticEnd(): number {
    return this.end;
  }

  /** The module's text; functions first, helpers after. */
  print(): string {
    const parts: string[] = [];
    for (const name of this.imports) parts.push(importText(name));
    if (this.heap) {
      parts.push(`(memory $memory (export "memory") ${1 + (this.end >> 16)} ${MAX_PAGES})`);
      parts.push(`(global $top (export "top") (mut i32) (i32.const ${this.end}))`);
      if (this.needed.has('alloc')) parts.push('(export "alloc" (func $alloc))');
    }
    if (this.raised.size > 0) parts.push('(global $error (export "error") (mut i32) (i32.const 0))');
    for (const [name, address] of this.places) parts.push(`(global $${name} i32 (i32.const ${address}))`);
    for (const { address, bytes } of this.data)
      parts.push(`(data (i32.const ${address}) "${escapeBytes(bytes)}")`);
    parts.push(...this.functions, ...this.needed.values());
    for (const name of this.raised)
      parts.push(`(func $raise_${name} (global.set $error (i32.const ${errorCode(name)})) (unreachable))`);
    return `(module\n${parts.join('\n')})`;
  }
}

function errorCode(name: string): number {
  const raise = RAISES.map(String).indexOf(name);
  if (raise >= 0) return raise + 1;
  const outside = OUTSIDE_RULES.map(String).indexOf(name);
  if (outside < 0) throw new Error(`unknown exception ${name}`);
  return 100 + outside;
}

function importText(name: string): string {
  const signature = HOST_FUNCTIONS[name];
  if (signature === undefined) throw new Error(`no host function ${name}`);
  const params = signature.params.map((p: Scalar) => `(param ${p})`).join(' ');
  return `(import "host" "${name}" (func $${name} ${params} (result ${signature.result})))`;
}

function escapeBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (b) =>
    b >= 32 && b < 127 && b !== 34 && b !== 92
      ? String.fromCharCode(b)
      : `\\${b.toString(16).padStart(2, '0')}`,
  ).join('');
}
