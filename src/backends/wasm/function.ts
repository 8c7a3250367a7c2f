import type { Span } from '../../language';
import type { Scalar } from './low-syntax';
import type { Value, Values } from './wat';

/** Writes the body of one function: its locals and its statements, in order. */
export class FunctionWriter {
  private readonly locals = new Map<string, Scalar>();
  private readonly labels = new Map<string, number>();
  private statements: string[] = [];

  constructor(
    readonly name: string,
    readonly params: readonly { readonly name: string; readonly type: Scalar }[],
  ) {}

  /** A new local; the name is made a WAT identifier of its own. */
  local(name: string, type: Scalar): string {
    const own = unique(identifier(name), (n) => this.locals.has(n) || this.params.some((p) => p.name === n));
    this.locals.set(own, type);
    return own;
  }

  label(name: string): string {
    const count = this.labels.get(name) ?? 0;
    this.labels.set(name, count + 1);
    return count === 0 ? name : `${name}_${count + 1}`;
  }

  /** A statement; it begins without a source location, whatever stood before it. */
  emit(statement: string): void {
    this.statements.push(`;;@\n${statement}`);
  }

  set(local: string, value: Value): void {
    this.emit(`(local.set $${local} ${value.text})`);
  }

  /** Runs `write` and returns its statements instead of emitting them. */
  capture<T>(write: () => T): { statements: readonly string[]; result: T } {
    const outer = this.statements;
    this.statements = [];
    try {
      const result = write();
      return { statements: this.statements, result };
    } finally {
      this.statements = outer;
    }
  }

  append(statements: readonly string[]): void {
    for (const statement of statements) this.statements.push(statement);
  }

  /** Evaluates into a variable that is set once; constants and such variables stay as they are. */
  hold(value: Value, name = 'value'): Value {
    return isAtom(value) ? value : this.keep(value, name);
  }

  /** Evaluates into a new variable. */
  keep(value: Value, name = 'value'): Value {
    const local = this.local(name, value.type);
    this.set(local, value);
    return read(local, value.type);
  }

  holdAll(values: Values, name?: string): Values {
    return values.map((v) => this.hold(v, name));
  }

  /** Fixes the order of evaluation of what isn't stable. */
  settle(values: Values): Values {
    return values.map((v) => (v.stable ? v : this.keep(v)));
  }

  /** Evaluates for its traps only what nobody reads. */
  discard(values: Values): void {
    for (const value of values) if (!value.stable) this.emit(`(drop ${value.text})`);
  }

  /** `(if test (then …) (else …))` as a statement. */
  branch(test: Value, then: () => void, otherwise?: () => void): void {
    const yes = this.capture(then).statements;
    const no = otherwise === undefined ? [] : this.capture(otherwise).statements;
    this.emit(
      `(if ${test.text} (then ${yes.join('\n')})${no.length === 0 ? '' : ` (else ${no.join('\n')})`})`,
    );
  }

  /** The finished function. `values` are left on the stack as its result. */
  finish(exported: string | null, result: Scalar | null, values: Values): string {
    const head = [
      `func $${this.name}`,
      ...(exported === null ? [] : [`(export "${exported}")`]),
      ...this.params.map((p) => `(param $${p.name} ${p.type})`),
      ...(result === null ? [] : [`(result ${result})`]),
      ...Array.from(this.locals, ([name, type]) => `(local $${name} ${type})`),
    ];
    return `(${head.join(' ')}\n${[...this.statements, ...values.map((v) => v.text)].join('\n')})`;
  }
}

/** A read of a variable that is set once (in an iteration). */
export const read = (local: string, type: Scalar): Value => ({
  type,
  text: `(local.get $${local})`,
  stable: true,
});

/** A read of a variable that changes: an accumulator, a position. */
export const readNow = (local: string, type: Scalar): Value => ({
  type,
  text: `(local.get $${local})`,
  stable: false,
});

/** A constant or a read of a variable. */
export const isAtom = (value: Value): boolean =>
  value.stable && /^\((?:local\.get|i32\.const|i64\.const|f64\.const) [^()]*\)$/.test(value.text);

/** The performer's name as a WAT identifier. */
export function identifier(name: string): string {
  return Array.from(name, (c) => (/[\w]/.test(c) ? c : `u${(c.codePointAt(0) ?? 0).toString(16)}`)).join('');
}

export function unique(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  for (let i = 2; ; i++) if (!taken(`${name}_${i}`)) return `${name}_${i}`;
}

/** Marks an expression or a statement as coming from a place in the source: binaryen keeps the comment through its passes. */
export function located(text: string, span: Span): string {
  return `\n;;@ py:${span.start + 1}:${span.end}\n${text}\n;;@\n`;
}
