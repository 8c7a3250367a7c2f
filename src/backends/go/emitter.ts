import {
  type Binding,
  type ConstValue,
  contains,
  type Diagnostic,
  diagnostic,
  type Expr,
  floatRepr,
  INT64,
  type Program,
  type Rule,
  readBindings,
  refuse,
  type Span,
  type Type,
} from '../../language';
import type { EmitSettings } from '../contract';
import { comprehension } from './comprehensions';
import { convert } from './convert';
import { display } from './displays';
import { HELPER_DECLARATIONS, type HelperName } from './helpers';
import { bytesLiteral, stringLiteral } from './literals';
import { Names } from './names';
import { operation } from './operations';
import { Printer } from './print';
import { sortedExpr } from './sorted';
import {
  both,
  call,
  composite,
  define,
  type GoExpr,
  integer,
  isSimple,
  isStable,
  type Loop,
  literal,
  name,
  type Stmt,
  set,
  totalCall,
  unary,
  when,
} from './syntax';
import { GoTypes } from './types';
import { withoutUnused } from './unused';

/** Where a value goes: the rest of the work, put into the block in which the value was computed. */
export interface Destination {
  put(block: Stmt[], value: GoExpr): void;
  /** True when `put` leaves the function: nothing runs after it. */
  readonly leaves?: true;
}

/**
 * State of one emission. Go has statements where Python has expressions, so an expression is emitted into a *block*:
 * what must run before goes there as statements, and the value is answered as a Go expression.
 */
export class Emitter {
  readonly types: GoTypes;
  readonly names: Names;
  readonly notes: Diagnostic[] = [];
  /** Loops around the place that is being emitted, within the current function. */
  loops: Loop[] = [];
  /** Ids of the bindings that are read somewhere. */
  readonly read: ReadonlySet<number>;
  private depth = 0;
  private readonly variables: ReadonlySet<number>;
  /** Helper functions made for one type, by what they do. */
  private readonly made = new Map<string, { name: string; text: string }>();

  constructor(
    readonly program: Program,
    readonly settings: EmitSettings,
    wrapping: boolean,
  ) {
    this.names = new Names(HELPER_DECLARATIONS);
    this.types = new GoTypes(wrapping, (hint) => this.names.fresh(hint));
    this.read = readBindings(program.body);
    this.variables = new Set(program.variables.map((v) => v.id));
  }

  /** A call of a helper. */
  help(helper: HelperName, ...args: readonly GoExpr[]): GoExpr {
    return call(helper, ...args);
  }

  /** A call of a helper that can't panic. */
  totalHelp(helper: HelperName, ...args: readonly GoExpr[]): GoExpr {
    return totalCall(helper, ...args);
  }

  refuse(rule: Rule, span: Span, message: string, hint?: string): never {
    return refuse(rule, span, message, hint === undefined ? { backend: 'go' } : { backend: 'go', hint });
  }

  note(rule: Rule, span: Span, message: string, severity: 'info' | 'warning' = 'info'): void {
    if (this.notes.some((note) => note.rule === rule && note.message === message)) return;
    this.notes.push(diagnostic(rule, span, message, { severity, backend: 'go' }));
  }

  /** Says, once, that ints of this type may wrap around where `unsafe` made them machine integers. */
  noteWrap(type: Type, span: Span): void {
    if (!this.types.wrapping || (type.kind === 'int' && contains(INT64, type.range))) return;
    const message = 'Integers wrap around at 64 bits: the overflow check is dropped.';
    this.note('unsafe-check-dropped', span, message, 'warning');
  }

  /** A helper function for one type, made once: `build` writes its text for the name that it gets. */
  make(key: string, hint: string, build: (name: string) => string): string {
    const known = this.made.get(key);
    if (known !== undefined) return known.name;
    const entry = { name: this.names.fresh(hint), text: '' };
    this.made.set(key, entry);
    entry.text = build(entry.name);
    return entry.name;
  }

  madeHelpers(): readonly string[] {
    return [...this.made.values()].map((entry) => entry.text);
  }

  goType(type: Type, span: Span): string {
    return this.types.go(type, span);
  }

  nameOf(binding: Binding): string {
    return this.names.binding(binding.id, binding.name);
  }

  /** True when a pattern's name is read, or is a name of our own (see `Names.own`). */
  isRead(binding: Binding): boolean {
    return binding.id < 0 || this.read.has(binding.id);
  }

  /** Names a value, so that it is computed here and once. */
  keep(block: Stmt[], hint: string, value: GoExpr): GoExpr {
    if (isSimple(value)) return value;
    const fresh = this.names.fresh(hint);
    block.push(define(fresh, value));
    return name(fresh);
  }

  /** Emits an expression: its statements into the block, its value as the answer. */
  value(expr: Expr, block: Stmt[]): GoExpr {
    return { ...this.bare(expr, block), span: expr.span };
  }

  private bare(expr: Expr, block: Stmt[]): GoExpr {
    switch (expr.kind) {
      case 'const':
        return this.constant(expr.value, expr.type, expr.span);
      case 'var': {
        if (expr.type.kind === 'iterator')
          return this.refuse(
            'unsupported-type',
            expr.span,
            'An iterator kept in a variable is used up as it is walked.',
          );
        const text = this.nameOf(expr.binding);
        return this.variables.has(expr.binding.id) ? { kind: 'name', name: text, mutable: true } : name(text);
      }
      case 'input':
        return name(this.inputName(expr.name));
      case 'op':
        return operation(this, expr, block);
      case 'logic': {
        const left = this.value(expr.left, block);
        const inner: Stmt[] = [];
        const right = this.value(expr.right, inner);
        const and = expr.op === 'and';
        if (inner.length === 0) return both(and ? '&&' : '||', left, right);
        const result = this.names.fresh('ok');
        block.push(define(result, left));
        inner.push(set(name(result), right));
        block.push(when(and ? name(result) : unary('!', name(result)), inner));
        return name(result);
      }
      case 'if': {
        const result = this.names.fresh('value');
        block.push({ kind: 'var', name: result, type: this.goType(expr.type, expr.span) });
        this.into(expr, block, { put: (inner, value) => inner.push(set(name(result), value)) });
        defaulted(block, result);
        return name(result);
      }
      case 'let':
        this.bind(expr.binding, expr.value, block);
        return this.value(expr.body, block);
      case 'assign': {
        const value = this.value(expr.value, block);
        const target: GoExpr = { kind: 'name', name: this.nameOf(expr.binding), mutable: true };
        const kept = this.keep(block, 'value', value);
        block.push(set(target, kept));
        return kept;
      }
      case 'display':
        return display(this, expr, block);
      case 'comp':
        return comprehension(this, expr, block);
      case 'sorted':
        return sortedExpr(this, expr, block);
      case 'convert': {
        if (expr.type.kind === 'float' && expr.type.orZero !== true && isFloatSum(expr.value))
          return this.value({ ...expr.value, type: expr.type }, block);
        const value = this.value(expr.value, block);
        return convert(this, value, expr.value, expr.type, expr.span, block);
      }
    }
  }

  /** Emits an expression towards its destination, branching on the way where the expression does. */
  into(expr: Expr, block: Stmt[], to: Destination): void {
    if (expr.kind === 'let') {
      this.bind(expr.binding, expr.value, block);
      this.into(expr.body, block, to);
      return;
    }
    if (expr.kind === 'if') {
      const test = this.value(expr.test, block);
      const then: Stmt[] = [];
      const otherwise: Stmt[] = [];
      this.into(expr.then, then, to);
      this.into(expr.otherwise, otherwise, to);
      if (to.leaves) block.push(when(test, then), ...otherwise);
      else block.push(when(test, then, otherwise));
      return;
    }
    if (expr.kind === 'comp') {
      comprehension(this, expr, block, to);
      return;
    }
    to.put(block, this.value(expr, block));
  }

  private bind(binding: Binding, value: Expr, block: Stmt[]): void {
    const result = this.value(value, block);
    if (this.read.has(binding.id)) block.push(define(this.nameOf(binding), this.typed(result, value.type)));
    else if (!isStable(result)) block.push(set(name('_'), result));
  }

  /** Gives an untyped constant its type, where `:=` would choose another. */
  typed(value: GoExpr, type: Type): GoExpr {
    const floatLiteral = value.kind === 'literal' && /[.e]/.test(value.text);
    return type.kind === 'float' && !floatLiteral && isUntyped(value) ? totalCall('float64', value) : value;
  }

  /**
   * Emits several expressions that Python evaluates from left to right. Where a later one needs statements, the
   * earlier ones are named first, unless nobody can tell.
   */
  values(exprs: readonly Expr[], block: Stmt[], hint = 'value'): GoExpr[] {
    const results: GoExpr[] = [];
    exprs.forEach((expr) => {
      const inner: Stmt[] = [];
      const value = this.value(expr, inner);
      if (inner.length > 0) {
        results.forEach((earlier, i) => {
          if (!isStable(earlier)) results[i] = this.keep(block, hint, earlier);
        });
        block.push(...inner);
      }
      results.push(value);
    });
    return results;
  }

  /** The text of an expression, for helpers that are written by hand. */
  printed(expr: GoExpr): string {
    const printer = new Printer();
    printer.expr(expr);
    return printer.finish().text;
  }

  /** Emits a lambda's body as statements that return it, with loops of its own. */
  functionBody(emit: (body: Stmt[]) => void): Stmt[] {
    const outer = this.loops;
    this.loops = [];
    const body: Stmt[] = [];
    this.within(() => emit(body));
    this.loops = outer;
    return withoutUnused(body);
  }

  /** True outside of every loop and lambda, where a comprehension may be split over goroutines. */
  get atTopLevel(): boolean {
    return this.depth === 0;
  }

  /** Emits the inside of a loop or lambda. */
  within<T>(emit: () => T): T {
    this.depth++;
    const result = emit();
    this.depth--;
    return result;
  }

  inputName(text: string): string {
    const index = this.program.inputs.findIndex((input) => input.name === text);
    return this.names.binding(-1 - index, text);
  }

  constant(value: ConstValue, type: Type, span: Span): GoExpr {
    if (value === null) return composite('struct{}');
    if (typeof value === 'boolean') return literal(String(value));
    if (typeof value === 'bigint') return this.integerConstant(value, type);
    if (typeof value === 'string') {
      const text = stringLiteral(value);
      if (text === null)
        return this.refuse(
          'unsupported-operation',
          span,
          "A lone surrogate has no place in Go's strings.",
          'Write the character that it was part of.',
        );
      return literal(text);
    }
    return 'bytes' in value ? literal(bytesLiteral(value.bytes)) : floatConstant(value.float);
  }

  private integerConstant(value: bigint, type: Type): GoExpr {
    if (type.kind === 'float') return floatConstant(Number(value));
    if (!this.types.isBig(type)) return integer(value);
    const word = value >= -(2n ** 63n) && value < 2n ** 63n;
    return word ? totalCall('big.NewInt', integer(value)) : totalCall('bigInt', literal(`"${value}"`));
  }
}

/** A float constant that Go reads back to the same bits, minus zero included. */
export function floatConstant(value: number): GoExpr {
  if (Number.isNaN(value)) return totalCall('math.NaN');
  if (value === Infinity) return totalCall('math.Inf', literal('1'));
  if (value === -Infinity) return totalCall('math.Inf', unary('-', literal('1')));
  if (Object.is(value, -0)) return totalCall('math.Copysign', literal('0'), unary('-', literal('1')));
  return value < 0 ? unary('-', literal(floatRepr(-value))) : literal(floatRepr(value));
}

/** True for a sum of floats that the program takes as a float, also when it is empty. */
function isFloatSum(expr: Expr): boolean {
  return expr.kind === 'comp' && expr.collector.kind === 'sum' && expr.type.kind === 'float';
}

function isUntyped(value: GoExpr): boolean {
  if (value.kind === 'literal') return true;
  if (value.kind === 'unary') return isUntyped(value.operand);
  return value.kind === 'binary' && isUntyped(value.left) && isUntyped(value.right);
}

/** `value := 0`, then the `if` that changes it, for a variable whose `else` is a constant. */
function defaulted(block: Stmt[], result: string): void {
  const [declared, choice] = block.slice(-2);
  if (declared?.kind !== 'var' || declared.name !== result || choice?.kind !== 'if') return;
  const [only] = choice.otherwise;
  if (choice.otherwise.length !== 1 || only?.kind !== 'assign' || only.op !== '=') return;
  const [constant] = only.values;
  if (constant?.kind !== 'literal' || typeOfLiteral(constant.text) !== declared.type) return;
  block.splice(-2, 2, define(result, constant), { ...choice, otherwise: [] });
}

const typeOfLiteral = (text: string): string | null =>
  /^\d+$/.test(text)
    ? 'int'
    : /^"[^"]*"$/.test(text)
      ? 'string'
      : /^(?:true|false)$/.test(text)
        ? 'bool'
        : null;
