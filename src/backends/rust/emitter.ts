import {
  type Binding,
  type Diagnostic,
  diagnostic,
  type Expr,
  type Input,
  type Rule,
  refuse,
  type Span,
  type Type,
} from '../../language';
import type { EmitSettings } from '../contract';
import { code, type Fragment, mark } from '../text';
import { adapt } from './adapt';
import { borrowed, type Own, owned, P, paren, type Rx, receiver, rx, strOf, suffixed } from './code';
import { emitExpr } from './expressions';
import { HELPERS, type HelperName, isHelperName } from './helpers';
import { fieldName, Names } from './names';
import { BACKEND, intShape, isCopy, TypePrinter } from './types';

interface Variable {
  readonly name: string;
  readonly own: Own;
}

/** State of one emission: names, storage of variables, helpers in use, notes. */
export class Emitter {
  readonly types = new TypePrinter(fieldName);
  readonly helpers = new Set<HelperName>();
  readonly imports = new Set<string>();
  readonly notes: Diagnostic[] = [];
  /** Whether closures must own what they capture, because an iterator that holds them leaves its scope. */
  moving = false;
  /** How many comprehensions are being printed around this point. */
  depth = 0;
  private readonly names: Names;
  private readonly variables = new Map<number, Variable>();
  private readonly inputs = new Map<string, Variable>();
  /** Walrus variables, which live in cells. */
  private readonly cells = new Map<number, string>();

  constructor(
    readonly settings: EmitSettings,
    /** Bindings that the program reads; the others are printed as `_`. */
    readonly read: ReadonlySet<number>,
  ) {
    this.names = new Names(['evaluate', 'std', 'program', ...Object.keys(HELPERS)]);
  }

  get pipelines(): boolean {
    return this.settings.mode !== 'loops';
  }

  expr(e: Expr): Rx {
    const printed = emitExpr(this, e);
    const { chain: _parts, block, ...rest } = printed;
    const marked = { ...rest, code: mark(printed.code, e.span) };
    if (block === undefined) return marked;
    const value = { ...block.value, code: mark(block.value.code, e.span) };
    return { ...marked, block: { ...block, value } };
  }

  /** An owned value. */
  value(e: Expr): Rx {
    return owned(this.expr(e), e.type);
  }

  /** An owned value of a type that may be represented otherwise than the expression's own. */
  as(e: Expr, type: Type): Rx {
    return adapt(this, this.expr(e), e, type);
  }

  /** `&T`, or what coerces to it. */
  borrow(e: Expr): Fragment {
    return borrowed(this.expr(e));
  }

  receiver(e: Expr): Fragment {
    return receiver(this.expr(e));
  }

  /** A string as `&str`. */
  str(e: Expr): Rx {
    return strOf(this.expr(e));
  }

  /** As the receiver of a method of `str`. */
  text(e: Expr): Fragment {
    const r = this.expr(e);
    return r.own === 'char' ? code`${receiver(r)}.to_string()` : receiver(r);
  }

  /** An int in the wanted width; a wider one is checked. Literals stay without a suffix. */
  int(e: Expr, bits: 64 | 128): Rx {
    const r = owned(this.expr(e), e.type);
    if (r.literal !== undefined) return { ...r, literal: bits };
    const own = e.type.kind === 'int' ? intShape(e.type).bits : 64;
    return own > bits ? rx(code`i64::try_from(${r.code}).expect("outside i64")`) : this.widen(r, own, bits);
  }

  /** Between widths, where the value is known to fit. */
  widen(r: Rx, from: 64 | 128, to: 64 | 128): Rx {
    return from === to ? r : rx(code`${paren(suffixed(r), P.cast)} as i${to}`, P.cast);
  }

  helper(name: HelperName): string {
    this.helpers.add(name);
    for (const other of HELPERS[name].needs ?? []) if (isHelperName(other)) this.helper(other);
    return name;
  }

  use(path: string): void {
    this.imports.add(path);
  }

  show(type: Type, span: Span): string {
    return this.types.show(type, span);
  }

  refuse(rule: Rule, span: Span, message: string, hint?: string): never {
    return refuse(
      rule,
      span,
      message,
      hint === undefined ? { backend: BACKEND } : { backend: BACKEND, hint },
    );
  }

  note(rule: Rule, span: Span, message: string, hint?: string): void {
    const options = { severity: 'warning' as const, backend: BACKEND };
    const note = diagnostic(rule, span, message, hint === undefined ? options : { ...options, hint });
    const known = this.notes.some(
      (n) => n.rule === rule && n.message === message && n.span.start === span.start,
    );
    if (!known) this.notes.push(note);
  }

  /** Whether a check is left out, which only unsafe mode does: the listener is told. */
  drops(check: string, span: Span): boolean {
    if (this.settings.unsafe) this.note('unsafe-check-dropped', span, check);
    return this.settings.unsafe;
  }

  /** Forgets helpers and notes of an attempt that answers null. */
  attempt<T>(print: () => T | null): T | null {
    const helpers = [...this.helpers];
    const imports = [...this.imports];
    const notes = this.notes.length;
    const result = print();
    if (result !== null) return result;
    this.helpers.clear();
    for (const name of helpers) this.helpers.add(name);
    this.imports.clear();
    for (const path of imports) this.imports.add(path);
    this.notes.length = notes;
    return null;
  }

  fresh(wanted: string): string {
    return this.names.fresh(wanted);
  }

  /** Declares a binding, or changes how its variable is held in the next closure. */
  bind(binding: Binding, own: Own): string {
    if (!this.read.has(binding.id)) return '_';
    const name = this.variables.get(binding.id)?.name ?? this.names.fresh(binding.name);
    this.variables.set(binding.id, { name, own });
    return name;
  }

  bindInput(name: string, own: Own): string {
    const printed = this.names.fresh(name);
    this.inputs.set(name, { name: printed, own });
    return printed;
  }

  bindCell(binding: Binding): string {
    const name = this.names.fresh(binding.name);
    this.cells.set(binding.id, name);
    return name;
  }

  get hasCells(): boolean {
    return this.cells.size > 0;
  }

  /** A variable that stands for a part of a source: its name, and the node that reads it. */
  bindPart(own: Own): { readonly name: string; readonly read: Pick<Input, 'kind' | 'name'> } {
    const name = this.names.fresh('part');
    // No input of a program has a space in its name.
    const key = `${name} of a source`;
    this.inputs.set(key, { name, own });
    return { name, read: { kind: 'input', name: key } };
  }

  cell(binding: Binding): string | undefined {
    return this.cells.get(binding.id);
  }

  variable(binding: Binding, span: Span): Rx {
    const cell = this.cells.get(binding.id);
    if (cell !== undefined) return rx(isCopy(binding.type) ? `${cell}.get()` : `${cell}.borrow().clone()`);
    const variable = this.variables.get(binding.id);
    if (variable === undefined)
      return this.refuse(
        'unsupported-operation',
        span,
        `The variable ${binding.name} is read before it is set.`,
      );
    return rx(variable.name, P.primary, variable.own);
  }

  input(node: Input): Rx {
    const input = this.inputs.get(node.name);
    if (input === undefined)
      return this.refuse('unknown-name', node.span, `There is no input named ${node.name}.`);
    return rx(input.name, P.primary, input.own);
  }

  /** How a variable of this binding is held, if it is known. */
  ownOf(id: number): Own | undefined {
    return this.variables.get(id)?.own;
  }
}

/** How a variable that owns a value of the type is held. */
export const storedAs = (type: Type): Own => (isCopy(type) ? 'value' : 'place');
