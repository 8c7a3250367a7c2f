import {
  type Binding,
  type ConstValue,
  type Diagnostic,
  diagnostic,
  type ExceptionName,
  type Expr,
  type Input,
  type Op,
  ownExceptions,
  type Program,
  partsOf,
  Refusal,
  type Rule,
  readBindings,
  type Span,
  someType,
  type Type,
  walk,
} from '../../language';
import type { EmitSettings } from '../contract';
import type { Fragment } from '../text';
import { printComp } from './collectors';
import { printAssignment, printConditional, printLet, printLogic } from './control';
import { printConvert } from './conversions';
import type { Dialect } from './dialect';
import { printDisplay } from './displays';
import { nodesOf } from './evaluation';
import { isTable, printList } from './iterables';
import { Names } from './names';
import { printSorted } from './sorting';
import {
  BOOL_SHAPE,
  caseWhen,
  type FloatShape,
  joinShapes,
  mark,
  NONE_SHAPE,
  PRECEDENCE,
  raising,
  type Shape,
  shapeOf,
  type Term,
  term,
} from './term';

const NO_BINDINGS: ReadonlySet<number> = new Set();

const LONE_SURROGATE = /\p{Cs}/u;

/** Lets whose value is at most this many nodes are printed again at every use. */
const SMALL = 3;

/** Prints the expressions of one program in one dialect. */
export class Emitter {
  readonly names = new Names();
  readonly notes: Diagnostic[] = [];
  private readonly bound = new Map<number, Term>();
  private readonly uses = new Map<number, number>();
  /** Bindings whose value can raise and is printed where it is read: each must be evaluated once it is bound. */
  private readonly strict = new Set<number>();
  /** Expressions whose own exceptions are proved not to happen. */
  private readonly excused = new Set<Expr>();

  constructor(
    readonly program: Program,
    readonly settings: EmitSettings,
    readonly dialect: Dialect,
    /** Names of the inputs that are parameters, in order. */
    private readonly parameters: readonly string[],
  ) {
    walk(program.body, (node) => {
      if (node.kind === 'var') this.uses.set(node.binding.id, this.usesOf(node.binding) + 1);
    });
    for (const input of program.inputs) {
      this.names.reserve(input.name);
      // In a subquery over the table its columns would hide a binding of the same name.
      for (const column of columnNames(input.type)) this.names.reserve(column);
    }
  }

  bind(binding: Binding, value: Term): void {
    this.bound.set(binding.id, value);
  }

  isBound(id: number): boolean {
    return this.bound.has(id);
  }

  usesOf(binding: Binding): number {
    return this.uses.get(binding.id) ?? 0;
  }

  /** Leaves a construct: the whole program is refused, by name. */
  refuse(rule: Rule, span: Span, message: string, hint?: string): never {
    throw new Refusal(
      diagnostic(rule, span, message, {
        backend: `sql-${this.dialect.id}`,
        hint: hint ?? 'Another backend, or another dialect, may take it.',
      }),
    );
  }

  note(rule: Rule, span: Span, message: string): void {
    if (this.notes.some((n) => n.rule === rule && n.span.start === span.start && n.message === message))
      return;
    this.notes.push(
      diagnostic(rule, span, message, { severity: 'warning', backend: `sql-${this.dialect.id}` }),
    );
  }

  /** `value`, unless `bad` holds: then the exception. Unsafe drops the test and says so. */
  guard(span: Span, bad: Term, exception: ExceptionName, message: string, value: Term): Term {
    if (this.settings.unsafe) {
      this.note('unsafe-check-dropped', span, `The check for ${exception} (${message}) is dropped.`);
      return value;
    }
    const failed = this.dialect.raise(exception, message, value.shape);
    return raising(caseWhen(value.shape, bad, failed, value), exception);
  }

  print(expr: Expr): Term {
    return mark(this.printUnmarked(expr), expr.span);
  }

  private printUnmarked(expr: Expr): Term {
    switch (expr.kind) {
      case 'const':
        return this.constant(expr.value, expr.span);
      case 'var':
        return this.variable(expr.binding, expr.span);
      case 'input':
        if (isTable(expr.type)) return this.tableRows(expr);
        return this.dialect.input(
          { name: expr.name, type: this.supported(expr.type, expr.span) },
          this.parameters.indexOf(expr.name),
        );
      case 'op':
        return this.operation(expr);
      case 'if':
        return printConditional(this, expr);
      case 'logic':
        return printLogic(this, expr);
      case 'let':
        return printLet(this, expr);
      case 'assign':
        return printAssignment(this, expr);
      case 'display':
        return printDisplay(this, expr);
      case 'comp':
        this.requireEvaluated(expr, NO_BINDINGS);
        return printComp(this, expr);
      case 'sorted':
        this.requireEvaluated(expr, NO_BINDINGS);
        return printSorted(this, expr);
      case 'convert':
        return printConvert(this, expr);
    }
  }

  /** A condition of a WHERE, where NULL counts as false: equality with a value that is not None needs no NULL test. */
  printFilter(test: Expr): Term {
    if (test.kind !== 'op' || test.op !== 'eq') return this.print(test);
    const [left, right] = test.args;
    const plain = (side: Expr | undefined): boolean =>
      side?.kind === 'convert' && side.type.kind === 'optional' && side.value.type.kind !== 'optional';
    if (!left || !right || left.type.kind !== 'optional' || plain(left) === plain(right))
      return this.print(test);
    if (left.type.of.kind !== 'int' && left.type.of.kind !== 'str' && left.type.of.kind !== 'bool')
      return this.print(test);
    return mark(this.dialect.compare(this.print(left), '=', this.print(right)), test.span);
  }

  /** The rows of a table as a list of records. */
  private tableRows(node: Input): Term {
    const names = {
      table: () => this.names.fresh('r'),
      column: () => this.names.fresh('r'),
      ordinal: () => this.names.fresh('place'),
    };
    const element = node.type.kind === 'list' ? node.type.element : node.type;
    const source = this.dialect.tableSource(node.name, shapeOf(element), true, names);
    const order = source.order ? [this.dialect.orderBy(source.order)] : [];
    const query = { columns: [source.element], from: [source.from], where: [], order };
    if (this.dialect.id !== 'duckdb') {
      return this.refuse('unsupported-type', node.span, 'A table is walked here, not taken as a value.');
    }
    return this.held(this.dialect.listOf(source.element, query), node.span);
  }

  /** Types that no SQL value of ours stands for are refused where they appear. */
  supported(type: Type, span: Span): Type {
    if (someType(type, (t) => t.kind === 'union')) {
      this.refuse(
        'unsupported-type',
        span,
        'SQL columns hold one type; a value of several types is not printed.',
      );
    }
    return type;
  }

  constant(value: ConstValue, span: Span): Term {
    if (value === null) return this.dialect.none();
    if (typeof value === 'boolean') return term(BOOL_SHAPE)`${value ? 'TRUE' : 'FALSE'}`;
    if (typeof value === 'bigint') return this.integer(value, span);
    if (typeof value === 'string') {
      if (LONE_SURROGATE.test(value))
        this.refuse('unsupported-type', span, 'A string with a lone surrogate has no UTF-8 form.');
      return (
        this.dialect.string(value) ??
        this.refuse('unsupported-type', span, 'This engine keeps no NUL character in a string.')
      );
    }
    if ('float' in value) return this.float(value.float, span);
    return (
      this.dialect.bytes(value.bytes) ??
      this.refuse('unsupported-type', span, `Bytes are not printed for ${this.dialect.id}.`)
    );
  }

  float(value: number, span: Span): Term {
    return (
      this.dialect.float(value) ??
      this.refuse('unsupported-type', span, 'This engine reads another float from these digits.')
    );
  }

  integer(value: bigint, span: Span): Term {
    const bits =
      value >= -(2n ** 31n) && value < 2n ** 31n ? 32 : value >= -(2n ** 63n) && value < 2n ** 63n ? 64 : 128;
    if (bits > this.dialect.widestInt || value < -(2n ** 127n) || value >= 2n ** 127n) {
      this.refuse('may-overflow', span, 'This int is wider than the widest int of the engine.');
    }
    const shape: Shape = { kind: 'int', bits };
    return value < 0n ? term(shape, PRECEDENCE.unary)`${value}` : term(shape)`${value}`;
  }

  private variable(binding: Binding, span: Span): Term {
    if (binding.type.kind === 'iterator')
      this.refuse(
        'unsupported-type',
        span,
        'An iterator is used up as it is walked, which no value here is.',
      );
    return (
      this.bound.get(binding.id) ??
      this.refuse(
        'unsupported-operation',
        span,
        `\`${binding.name}\` keeps a value from row to row, which a query can't.`,
      )
    );
  }

  private operation(node: Op): Term {
    this.supported(node.type, node.span);
    const printer = this.dialect.operations[node.op];
    if (printer) return printer(this, node);
    return this.refuse(
      'unsupported-operation',
      node.span,
      `\`${node.op}\` has no exact counterpart in ${this.dialect.id}.`,
    );
  }

  /** An item of a tuple; one that is printed in place is taken apart without being built. */
  item(tuple: Term, index: number): Term {
    const known = tuple.items?.[index];
    return known ?? this.dialect.tupleItem(tuple, index);
  }

  /** Any iterable as a list value. */
  list(expr: Expr): Term {
    return printList(this, expr);
  }

  /** An int of 64 bits, for functions that take no wider one. */
  narrow(value: Term): Term {
    return value.shape.kind === 'int' && value.shape.bits > 64 ? this.dialect.narrow(value) : value;
  }

  shape(type: Type): Shape {
    return shapeOf(type);
  }

  valueOf(binding: Binding): Term | undefined {
    return this.bound.get(binding.id);
  }

  args(node: Op): Term[] {
    return node.args.map((arg) => this.print(arg));
  }

  /** An expression that Python evaluates only sometimes: an engine may run its subqueries always. */
  branch(expr: Expr): Term {
    const printed = this.print(expr);
    this.lazily(printed, expr.span);
    return printed;
  }

  lazily(printed: Term, span: Span): void {
    if (printed.query && printed.raises.size > 0) {
      this.refuse(
        'lazy-error-order',
        span,
        'This subquery can raise, and an engine may run it even where Python would not.',
        'Move the condition into an `if` clause of its own comprehension.',
      );
    }
  }

  /** A term for the body of a lambda, which holds no subquery. */
  inLambda(value: Term, span: Span): Term {
    if (!value.query) return value;
    return this.refuse(
      'unsupported-operation',
      span,
      'A subquery would stand inside a lambda, where this engine takes none.',
      'Write the inner comprehension as a `for` source.',
    );
  }

  /** Says that what this binding holds can raise, so that a reader that may not be evaluated is refused. */
  mustEvaluate(binding: Binding): void {
    this.strict.add(binding.id);
  }

  /** Refuses a reader that an engine may skip, unless what is evaluated before has read the same. */
  requireEvaluated(reader: Expr, evaluated: ReadonlySet<number>): void {
    if (this.strict.size === 0) return;
    for (const id of readBindings(reader)) {
      if (!this.strict.has(id) || evaluated.has(id)) continue;
      this.refuse('lazy-error-order', reader.span, 'A value that can raise is read only on some ways here.');
    }
  }

  /** Says that what this node itself could raise is proved not to happen. */
  excuse(node: Expr): void {
    this.excused.add(node);
  }

  /** Refuses a program of which something that can raise has been left out of the query. */
  requireAllRaising(body: Expr, code: Fragment): void {
    if (this.settings.unsafe) return;
    const printed = new Set(code.map.map(({ span }) => `${span.start} ${span.end}`));
    walk(body, (node) => {
      if (this.excused.has(node) || ownExceptions(node).length === 0) return;
      if (printed.has(`${node.span.start} ${node.span.end}`)) return;
      this.refuse(
        'lazy-error-order',
        node.span,
        'This can raise although its value is not needed by the query.',
      );
    });
  }

  /** True when a `let` clause is better repeated than given a column. */
  printsAgain(binding: Binding, value: Expr): boolean {
    return this.usesOf(binding) <= 1 || nodesOf(value) <= SMALL;
  }

  /** An int as a float, with the bounds that its type gives. */
  toFloat(value: Term, type: Type): Term {
    const float = this.dialect.toFloat(value);
    const range = type.kind === 'int' ? type.range : { min: 0n, max: 1n };
    const shape: FloatShape = {
      kind: 'float',
      low: range.min === null ? -1e39 : Number(range.min),
      high: range.max === null ? 1e39 : Number(range.max),
      nan: false,
      negativeZero: false,
    };
    return { ...float, shape };
  }

  /** A value that the dialect may not have. */
  held(value: Term | null, span: Span): Term {
    return (
      value ??
      this.refuse(
        'unsupported-type',
        span,
        `A container of these items has no exact value in ${this.dialect.id}.`,
      )
    );
  }

  listOfItems(items: readonly Term[], span: Span): Term {
    return this.held(
      this.dialect.list(items, items.map((i) => i.shape).reduce(joinShapes, NONE_SHAPE)),
      span,
    );
  }
}

/** Names of the fields of every record in a type. */
function columnNames(type: Type): readonly string[] {
  const own = type.kind === 'record' ? type.fields.map(({ name }) => name) : [];
  return [...own, ...partsOf(type).flatMap(columnNames)];
}
