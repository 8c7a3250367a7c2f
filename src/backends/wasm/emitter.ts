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
  type Type,
  walk,
} from '../../language';
import type { EmitSettings } from '../contract';
import { collect } from './collect';
import { convert } from './convert';
import { display } from './display';
import { type FunctionWriter, isAtom, located, readNow } from './function';
import type { ModuleBuilder } from './module';
import { operation } from './operations';
import { isOutlined, outline } from './outline';
import { type Shape, shapeOf, slotsOf } from './shape';
import { listFrom, sortedList } from './sorted';
import { call, f64, i32, i64, pure, type Value, type Values, zero } from './wat';

/** State of emitting one function; `expr` turns IR into slots, emitting statements where a folded expression won't do. */
export class Emitter {
  private readonly bindings = new Map<number, Values>();
  private readonly variables = new Map<number, readonly string[]>();

  constructor(
    readonly program: Program,
    readonly settings: EmitSettings,
    readonly module: ModuleBuilder,
    readonly fn: FunctionWriter,
    private readonly inputs: ReadonlyMap<string, Values>,
    readonly notes: Diagnostic[] = [],
  ) {
    for (const variable of program.variables) {
      const slots = slotsOf(this.shape(variable.type, { start: 0, end: 0 }));
      this.variables.set(
        variable.id,
        slots.map((slot) => fn.local(variable.name, slot)),
      );
    }
  }

  shape(type: Type, span: Span): Shape {
    return shapeOf(type, span);
  }

  shapeOf(expr: Expr): Shape {
    return shapeOf(expr.type, expr.span);
  }

  refuse(rule: Rule, span: Span, message: string, hint?: string): never {
    return refuse(rule, span, message, { backend: 'wasm', ...(hint === undefined ? {} : { hint }) });
  }

  /** The slots of an expression; what one instruction computes carries its place in the source. */
  expr(node: Expr): Values {
    const values = this.write(node);
    const [only] = values;
    if (
      only === undefined ||
      values.length > 1 ||
      (node.kind !== 'op' && node.kind !== 'if' && node.kind !== 'logic')
    )
      return values;
    return [this.located(only, node.span)];
  }

  located(value: Value, span: Span): Value {
    return isAtom(value) ? value : { ...value, text: located(value.text, span) };
  }

  private write(node: Expr): Values {
    switch (node.kind) {
      case 'const':
        return this.constant(node.value, node.span);
      case 'var':
        return this.variable(node.binding);
      case 'input': {
        const values = this.inputs.get(node.name);
        return values ?? this.refuse('unknown-name', node.span, `There is no input \`${node.name}\`.`);
      }
      case 'op':
        return operation(this, node);
      case 'if':
        return this.conditional(
          node.test,
          () => this.expr(node.then),
          () => this.expr(node.otherwise),
          this.shapeOf(node),
        );
      case 'logic':
        return [this.logic(node.op, node.left, node.right)];
      case 'let':
        this.bind(node.binding, this.expr(node.value));
        return this.expr(node.body);
      case 'assign':
        return this.assign(node.binding, this.expr(node.value));
      case 'display':
        return display(this, node);
      case 'comp':
        return collect(this, node);
      case 'sorted':
        return [sortedList(this, node)];
      case 'convert':
        return convert(this, this.expr(node.value), node.value.type, node.type, node.span);
    }
  }

  /** An expression of one slot. */
  one(node: Expr): Value {
    return this.single(this.expr(node));
  }

  single(values: Values): Value {
    const [value] = values;
    if (value === undefined) throw new Error('a value has at least one slot');
    return value;
  }

  /**
   * A clause's test or element. In the idiom `functions` it becomes a function of what it reads, as long as its value
   * is one slot and it sets no variable.
   */
  part(node: Expr, name: string): Values {
    if (this.settings.mode !== 'functions' || !isOutlined(node) || slotsOf(this.shapeOf(node)).length > 1)
      return this.expr(node);
    return [this.located(outline(this, node, name), node.span)];
  }

  /** The slots of everything that an expression reads from outside, by binding and by input. */
  readsOf(node: Expr): { bindings: Map<number, Values>; inputs: Map<string, Values> } {
    const bindings = new Map<number, Values>();
    const inputs = new Map<string, Values>();
    walk(node, (inner) => {
      if (inner.kind === 'input') {
        const values = this.inputs.get(inner.name);
        if (values !== undefined) inputs.set(inner.name, values);
      } else if (
        inner.kind === 'var' &&
        (this.bindings.has(inner.binding.id) || this.variables.has(inner.binding.id))
      ) {
        bindings.set(inner.binding.id, this.variable(inner.binding));
      }
    });
    return { bindings, inputs };
  }

  /** Several expressions, evaluated in order. */
  args(nodes: readonly Expr[]): Values[] {
    return this.inOrder(nodes.map((node) => () => this.expr(node)));
  }

  /** Evaluates in order: what isn't stable goes to a variable when something after it needs statements. */
  inOrder(writers: readonly (() => Values)[]): Values[] {
    const written = writers.map((write) => this.fn.capture(write));
    const last = written.findLastIndex((w) => w.statements.length > 0);
    return written.map((w, i) => {
      this.fn.append(w.statements);
      return i < last ? this.fn.settle(w.result) : w.result;
    });
  }

  bind(binding: Binding, values: Values): void {
    this.bindings.set(
      binding.id,
      values.map((v) => this.fn.hold(v, binding.name)),
    );
  }

  /** Binds to variables that are already set. */
  bindTo(id: number, values: Values): void {
    this.bindings.set(id, values);
  }

  private variable(binding: Binding): Values {
    const locals = this.bindings.has(binding.id) ? undefined : this.variables.get(binding.id);
    if (locals !== undefined) {
      const slots = slotsOf(this.shape(binding.type, { start: 0, end: 0 }));
      return locals.map((local, i) => readNow(local, slots[i] ?? 'i32'));
    }
    const values = this.bindings.get(binding.id);
    if (values === undefined) throw new Error(`unbound ${binding.name}`);
    return values;
  }

  private assign(binding: Binding, values: Values): Values {
    const locals = this.variables.get(binding.id) ?? [];
    const held = this.fn.holdAll(values, binding.name);
    held.forEach((value, i) => {
      this.fn.set(locals[i] ?? '', value);
    });
    return held;
  }

  private constant(value: Extract<Expr, { kind: 'const' }>['value'], span: Span): Values {
    if (value === null) return [i32(0)];
    if (typeof value === 'boolean') return [i32(value ? 1 : 0)];
    if (typeof value === 'bigint') {
      if (!contains(INT64, { min: value, max: value }))
        return this.refuse('may-overflow', span, `${value} is outside the 64 bits of a Wasm integer.`);
      return [i64(value)];
    }
    if (typeof value === 'string') return [i32(this.module.text(value))];
    if ('float' in value) return [f64(value.float)];
    return [i32(this.module.bytes(value.bytes))];
  }

  /** `if` as an expression: folded when each arm is one expression, else through variables. */
  conditional(test: Expr, then: () => Values, otherwise: () => Values, shape: Shape): Values {
    const condition = this.one(test);
    return this.choose(condition, then, otherwise, shape);
  }

  choose(condition: Value, then: () => Values, otherwise: () => Values, shape: Shape): Values {
    const yes = this.fn.capture(then);
    const no = this.fn.capture(otherwise);
    const [slot, more] = slotsOf(shape);
    const [a, b] = [yes.result[0], no.result[0]];
    if (more === undefined && slot !== undefined && a !== undefined && b !== undefined) {
      const arm = (w: { statements: readonly string[] }, v: Value): string =>
        [...w.statements, v.text].join('\n');
      const text = `(if (result ${slot}) ${condition.text} (then ${arm(yes, a)}) (else ${arm(no, b)}))`;
      const stable =
        condition.stable && a.stable && b.stable && yes.statements.length + no.statements.length === 0;
      return [{ type: slot, text, stable }];
    }
    const locals = slotsOf(shape).map((s) => ({ name: this.fn.local('either', s), type: s }));
    const fill = (w: { statements: readonly string[]; result: Values }): void => {
      this.fn.append(w.statements);
      locals.forEach((local, i) => {
        this.fn.set(local.name, w.result[i] ?? zero(local.type));
      });
    };
    this.fn.branch(
      condition,
      () => fill(yes),
      () => fill(no),
    );
    return locals.map((local) => ({ type: local.type, text: `(local.get $${local.name})`, stable: true }));
  }

  private logic(op: 'and' | 'or', left: Expr, right: Expr): Value {
    const a = this.one(left);
    const arm = (): Values => [this.one(right)];
    const shape: Shape = { kind: 'bool' };
    return this.single(
      op === 'and' ? this.choose(a, arm, () => [i32(0)], shape) : this.choose(a, () => [i32(1)], arm, shape),
    );
  }

  convert(values: Values, from: Type, to: Type, span: Span): Values {
    return convert(this, values, from, to, span);
  }

  listFrom(source: Expr, item: Shape): Value {
    return listFrom(this, source, item);
  }

  /** Calls a helper or import, which joins the module. */
  call(name: string, ...args: readonly Value[]): Value {
    this.module.use(name);
    const result = this.module.signatureOf(name)?.result ?? 'i32';
    return call(name, result, ...args);
  }

  /** Notes once that `unsafe` drops a check, and says whether it does. */
  drops(check: string, span: Span): boolean {
    if (!this.settings.unsafe) return false;
    const message = `The ${check} check is dropped.`;
    if (!this.notes.some((note) => note.message === message)) {
      this.notes.push(
        diagnostic('unsafe-check-dropped', span, message, {
          severity: 'warning',
          backend: 'wasm',
        }),
      );
    }
    return true;
  }

  /** Reads a row of mutable locals. */
  readAll(locals: readonly { readonly name: string; readonly type: Value['type'] }[]): Values {
    return locals.map((l) => readNow(l.name, l.type));
  }

  /** True when a value of this int type may leave 64 bits. */
  overflows(type: Type): boolean {
    return type.kind === 'int' && !contains(INT64, type.range);
  }

  isTrue(value: Value): Value {
    return pure('i32.ne', 'i32', value, i32(0));
  }
}
