import {
  type Binding,
  contains,
  type Diagnostic,
  diagnostic,
  type Expr,
  INT64,
  type Program,
  type Rule,
  refuse,
  type Span,
  sameInterval,
  some,
  someType,
  type Type,
} from '../../language';
import type { EmitSettings } from '../contract';
import { code } from '../text';
import { Block } from './block';
import { HELPERS, type HelperName } from './helpers';
import { Names } from './names';
import { call, lambda, PRECEDENCE, type Printed, printed, simple } from './print';
import { BACKEND, TypeNames } from './types';

interface Printers {
  readonly expression: (cx: Context, expr: Expr, out: Block) => Printed;
  readonly inOrder: (cx: Context, exprs: readonly Expr[], out: Block) => Printed[];
}

/** What printing one program keeps at hand: names, helpers in use, settings, and the way back to `expression`. */
export class Context {
  readonly names: Names;
  readonly types = new TypeNames();
  readonly helpers = new Set<HelperName>();
  readonly notes: Diagnostic[] = [];
  /** True when every character of every string surely takes one UTF-16 unit. */
  readonly oneUnit: boolean;
  /** Variables that `assign` nodes set: their reads may not be moved. */
  readonly mutable: ReadonlySet<number>;
  private readonly inputs = new Map<string, string>();
  /** Bindings that are read through something else: `pair.Item1`. */
  private paths = new Map<number, string>();

  constructor(
    program: Program,
    readonly settings: EmitSettings,
    /** Ints wrap around at 64 bits: the program went through `unchecked`. */
    readonly wrapping: boolean,
    private readonly printers: Printers,
  ) {
    this.mutable = new Set(program.variables.map((b) => b.id));
    this.names = new Names(Object.values(HELPERS).map((h) => h.name));
    this.oneUnit = holdsOneUnit(program);
  }

  /** Prints an expression; statements that it needs go to the block first. */
  expression(expr: Expr, out: Block): Printed {
    return this.printers.expression(this, expr, out);
  }

  /** Prints expressions that are evaluated one after the other. */
  inOrder(exprs: readonly Expr[], out: Block): Printed[] {
    return this.printers.inOrder(this, exprs, out);
  }

  inputName(input: string): string {
    const known = this.inputs.get(input);
    if (known !== undefined) return known;
    const name = this.names.fresh(input);
    this.inputs.set(input, name);
    return name;
  }

  nameOf(binding: Binding): string {
    return this.paths.get(binding.id) ?? this.names.of(binding);
  }

  /** Reads a binding through a path from now on. */
  alias(binding: Binding, path: string): void {
    this.paths.set(binding.id, path);
  }

  /** Puts every path behind another name: what was `x` is now `row.x`. */
  pathOf(binding: Binding): string | undefined {
    return this.paths.get(binding.id);
  }

  help(name: HelperName, ...args: readonly (Printed | string)[]): Printed {
    return call(this.use(name), ...args);
  }

  /** The C# name of a helper, which is then printed below the program. */
  use(name: HelperName): string {
    if (!this.helpers.has(name)) {
      this.helpers.add(name);
      for (const other of HELPERS[name].needs ?? []) this.use(other as HelperName);
    }
    return HELPERS[name].name;
  }

  typeText(type: Type, span: Span): string {
    const text = this.types.text(type, span);
    if (text.includes('FrozenSet<')) this.use('FrozenSet');
    return text;
  }

  /** The type as in a cast, where Mono's compiler reads no tuples in brackets. */
  spelled(type: Type, span: Span): string {
    this.typeText(type, span);
    return this.types.text(type, span, 2);
  }

  /** A new variable that holds the value. */
  store(value: Printed, out: Block, base: string): Printed {
    const name = this.names.fresh(base);
    out.add(code`var ${name} = ${value.code};`);
    return simple(name);
  }

  /** The value itself if it may be repeated, else a new variable. */
  stable(value: Printed, out: Block, base = 'item'): Printed {
    return value.simple ? value : this.store(value, out, base);
  }

  /** A lambda; its body is a block where the expression needs statements. */
  lambda(parameter: string, build: (out: Block) => Printed): Printed {
    const out = new Block();
    const body = build(out);
    if (out.empty) return lambda(parameter, body);
    out.add(code`return ${body.code};`);
    return printed(code`${parameter} =>\n{\n${out.render(1)}}`, PRECEDENCE.lambda);
  }

  note(rule: Rule, span: Span, message: string, severity: 'warning' | 'info'): void {
    const known = this.notes.some((n) => n.message === message && n.span.start === span.start);
    if (!known) this.notes.push(diagnostic(rule, span, message, { severity, backend: BACKEND }));
  }

  /** Says, once for each kind of check, that `unsafe` drops it; false in safe mode, which keeps it. */
  drops(span: Span, check: string): boolean {
    if (!this.settings.unsafe) return false;
    if (!this.notes.some((n) => n.message === check))
      this.note('unsafe-check-dropped', span, check, 'warning');
    return true;
  }

  /** True for an int that may have wrapped around: one of any 64 bits. */
  wraps(type: Type): boolean {
    return this.wrapping && type.kind === 'int' && sameInterval(type.range, INT64);
  }

  refuse(rule: Rule, span: Span, message: string, hint: string): never {
    refuse(rule, span, message, { backend: BACKEND, hint });
  }

  /** Forgets helpers and notes of an attempt that answers null. */
  attempt<T>(print: () => T | null): T | null {
    const helpers = [...this.helpers];
    const notes = this.notes.length;
    const paths = new Map(this.paths);
    const result = print();
    if (result !== null) return result;
    this.helpers.clear();
    for (const name of helpers) this.helpers.add(name);
    this.notes.length = notes;
    this.paths = paths;
    return null;
  }
}

/** True when no string of the program can hold a character outside the basic plane. */
function holdsOneUnit(program: Program): boolean {
  const texts = (type: Type): boolean => someType(type, (t) => t.kind === 'str');
  if (program.inputs.some((input) => texts(input.type))) return false;
  return !some(program.body, (node) => {
    if (node.kind === 'const') return typeof node.value === 'string' && /[\ud800-\udfff]/.test(node.value);
    if (node.kind !== 'op') return false;
    if (node.op === 'chr') {
      const [arg] = node.args;
      return !(arg?.type.kind === 'int' && contains({ min: 0n, max: 0xd7ffn }, arg.type.range));
    }
    if (node.op === 'bytes.decode') return (node.options?.encoding ?? 'utf-8') === 'utf-8';
    return node.op === 'format' && node.options?.spec?.type === 'c';
  });
}
