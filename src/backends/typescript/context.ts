import {
  type Binding,
  type Comp,
  type Diagnostic,
  deliveredSize,
  diagnostic,
  type ExceptionName,
  type Expr,
  type IntType,
  type Program,
  type Rule,
  refuse,
  type Span,
  type Type,
} from '../../language';
import type { EmitSettings } from '../contract';
import { code } from '../text';
import { Block } from './block';
import { typed } from './erase';
import type { HelperName } from './helpers';
import { Names } from './names';
import {
  arrow,
  atom,
  bare,
  call,
  PRECEDENCE,
  type Printed,
  printed,
  simple,
  stringLiteral,
  wrap,
} from './print';
import { type Rep, Representation } from './types';

interface Printers {
  readonly expression: (cx: Context, expr: Expr, out: Block) => Printed;
  readonly inOrder: (cx: Context, exprs: readonly Expr[], out: Block) => Printed[];
}

/** What printing one program keeps at hand: names, helpers in use, settings, and the way back to `expression`. */
export class Context {
  readonly names: Names;
  readonly helpers = new Set<HelperName>();
  readonly notes: Diagnostic[] = [];
  readonly representation: Representation;
  /** Variables that `assign` nodes set: their reads may not be moved. */
  readonly mutable: ReadonlySet<number>;
  /** Bindings whose number is never -0, such as loop counters. */
  readonly clean = new Set<number>();
  /** Bindings that are positions of a container, by its key: see `bounds.ts`. */
  readonly positions = new Map<number, string>();
  /** True where a string may come to hold half of a surrogate pair that joining could complete. */
  readonly joinsText: boolean;
  private readonly source: string;

  private readonly inputs = new Map<string, string>();
  private nextId = -1;
  private wish: string | null = null;

  constructor(
    program: Program,
    readonly settings: EmitSettings,
    private readonly printers: Printers,
    joinsText: boolean,
    helperNames: readonly string[],
  ) {
    this.representation = new Representation(!settings.unsafe);
    this.source = program.source;
    this.mutable = new Set(program.variables.map((b) => b.id));
    this.names = new Names(helperNames);
    this.joinsText = joinsText;
  }

  /** Prints an expression; statements that it needs go to the block first. */
  expression(expr: Expr, out: Block): Printed {
    return this.printers.expression(this, expr, out);
  }

  /** Prints expressions that are evaluated one after the other. */
  inOrder(exprs: readonly Expr[], out: Block): Printed[] {
    return this.printers.inOrder(this, exprs, out);
  }

  /** An id for a binding that the program doesn't have. */
  freshId(): number {
    return this.nextId--;
  }

  /** The parameter that an input becomes. */
  inputName(input: string): string {
    const known = this.inputs.get(input);
    if (known !== undefined) return known;
    const name = this.names.fresh(input);
    this.inputs.set(input, name);
    return name;
  }

  /** True for a name that the performer wrote with `:=`. */
  isPerformers(binding: Binding): boolean {
    return new RegExp(`\\b${binding.name}\\s*:=`).test(this.source);
  }

  /** What is printed by a form that may turn out not to fit: helpers that only it used are forgotten. */
  attempt(print: (out: Block) => Printed | null, out: Block): Printed | null {
    const before = new Set(this.helpers);
    const trial = new Block();
    const result = print(trial);
    if (result === null) {
      for (const name of this.helpers) if (!before.has(name)) this.helpers.delete(name);
    } else out.append(trial);
    return result;
  }

  /** Asks that the next comprehension collects into this name. */
  wishFor(name: string | null): void {
    this.wish = name;
  }

  /** The wish, for the comprehension that starts now and none inside it. */
  takeWish(): string | null {
    const { wish } = this;
    this.wish = null;
    return wish;
  }

  /** True when a comprehension certainly delivers an item. */
  provedNonEmpty(comp: Comp): boolean {
    return (deliveredSize(comp).min ?? 0n) > 0n;
  }

  get pipeline(): boolean {
    return this.settings.mode === 'pipeline';
  }

  rep(type: IntType): Rep {
    return this.representation.of(type);
  }

  isBig(type: Type): boolean {
    return this.representation.isBig(type);
  }

  /** A call of a helper function, which is then printed below the program. */
  help(name: HelperName, ...args: readonly (Printed | string)[]): Printed {
    this.helpers.add(name);
    return call(name, ...args);
  }

  use(name: HelperName): string {
    this.helpers.add(name);
    return name;
  }

  /** Type text between erasure marks, `: number` for instance. */
  annotation(type: Type): string {
    return typed(`: ${this.typeText(type)}`);
  }

  typeText(type: Type): string {
    const text = this.representation.text(type);
    if (text.includes('KeyedSet<')) this.helpers.add('KeyedSet');
    if (text.includes('KeyedMap<')) this.helpers.add('KeyedMap');
    if (/\bFloat\b/.test(text)) this.helpers.add('Float');
    if (text.includes('Tuple<')) this.helpers.add('Tuple');
    if (text.includes('FrozenSet<')) this.helpers.add('FrozenSet');
    return text;
  }

  nameOf(binding: Binding): string {
    return this.names.of(binding);
  }

  /** A new constant that holds the value. */
  store(value: Printed, out: Block, base: string, type?: Type): Printed {
    const name = this.names.fresh(base);
    // An assertion, where an annotation would let the checker narrow the union to what is assigned.
    if (type?.kind === 'union')
      out.add(
        code`const ${name} = ${wrap(value, PRECEDENCE.relational)}${typed(` as ${this.typeText(type)}`)};`,
      );
    else if (type) out.add(code`const ${name}${this.annotation(type)} = ${bare(value)};`);
    else out.add(code`const ${name} = ${value.code};`);
    return simple(name);
  }

  /** A name for a value whose members are told apart by tests on that name. */
  named(value: Printed, out: Block, base: string, type: Type): Printed {
    const path =
      value.simple &&
      /^[A-Za-z_$][\w$]*(\[\d+\]|\.\w+)*$/.test(value.code.text) &&
      value.code.text !== 'null';
    return path ? value : this.store(value, out, base, type);
  }

  /** The value itself if it may be repeated, else a new constant. */
  stable(value: Printed, out: Block, base = 'value', type?: Type): Printed {
    return value.simple ? value : this.store(value, out, base, type);
  }

  /** `throw new PyError(…)` as an expression. */
  raise(exception: ExceptionName, message: string): Printed {
    return this.help('raise', `'${exception}'`, stringLiteral(message));
  }

  /** An arrow function; its body is a block where the expression needs statements. */
  lambda(parameters: string, build: (out: Block) => Printed): Printed {
    const out = new Block();
    const body = build(out);
    if (out.empty) return arrow(parameters, body);
    out.add(code`return ${body.code};`);
    return printed(code`${parameters} => {\n${out.render(1)}}`, PRECEDENCE.arrow);
  }

  /** Text that says where a check was dropped. Only in unsafe mode. */
  dropped(span: Span, check: string): void {
    this.note('unsafe-check-dropped', span, `${check} is not checked here.`, 'warning');
  }

  note(rule: Rule, span: Span, message: string, severity: 'warning' | 'info'): void {
    const known = this.notes.some(
      (n) => n.message === message && n.span.start === span.start && n.span.end === span.end,
    );
    if (!known) this.notes.push(diagnostic(rule, span, message, { severity, backend: 'typescript' }));
  }

  refuse(rule: Rule, span: Span, message: string, hint: string): never {
    refuse(rule, span, message, { backend: 'typescript', hint });
  }
}

/** `null` narrowed away, for the type checker only. */
export const notNull = (value: Printed): Printed => atom(code`${value.code}${typed('!')}`);
