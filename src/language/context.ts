import type { Ast } from './ast';
import {
  type Diagnostic,
  type DiagnosticOptions,
  diagnostic,
  Refusal,
  type Rule,
  type Span,
} from './diagnostic';
import type { Binding, Expr, InputSpec } from './ir';
import type { Type } from './types';

/** Thrown when something already reported makes this expression meaningless. */
export class Poisoned extends Error {}

/**
 * A local name: the expression that a read of it stands for, null after an error in its source, or `'unbound'` where a
 * later `for` of the same comprehension binds it: Python keeps the name local to the whole comprehension.
 */
export type Local = Expr | null | 'unbound';

export class Scope {
  private constructor(
    private readonly names: ReadonlyMap<string, Local>,
    private readonly parent: Scope | null,
  ) {}

  static readonly empty = new Scope(new Map(), null);

  with(names: Iterable<readonly [string, Local]>): Scope {
    return new Scope(new Map(names), this);
  }

  /** What a test proved of a field (`row.note`), unless `row` has been bound anew since. */
  findField(name: string, field: string): Expr | undefined {
    const proved = this.names.get(`${name}.${field}`);
    if (proved !== undefined && proved !== null && proved !== 'unbound') return proved;
    return this.names.has(name) ? undefined : this.parent?.findField(name, field);
  }

  /** undefined when the name is not local. */
  find(name: string): Local | undefined {
    return this.names.has(name) ? this.names.get(name) : this.parent?.find(name);
  }
}

/** What elaboration of one program carries along: inputs, fresh names, diagnostics, walrus variables. */
export class Context {
  readonly diagnostics: Diagnostic[] = [];
  readonly usedInputs = new Map<string, InputSpec>();
  readonly variables: Binding[] = [];
  readonly walrusNames = new Set<string>();
  /** Walrus variables that are certainly set at this point of the evaluation. */
  assigned: ReadonlyMap<string, Binding> = new Map();
  /** Inside a generator, or a function that is handed on, a StopIteration becomes something else. */
  caught = false;
  private nextBinding = 0;
  private readonly takenNames = new Map<string, number>();

  constructor(
    readonly source: string,
    private readonly inputs: ReadonlyMap<string, Type>,
  ) {
    for (const name of inputs.keys()) this.takenNames.set(name, 1);
  }

  /** Elaborates what a generator or a function that is handed on evaluates. */
  catching<T>(what: () => T): T {
    const before = this.caught;
    this.caught = true;
    try {
      return what();
    } finally {
      this.caught = before;
    }
  }

  input(name: string): InputSpec | null {
    const type = this.inputs.get(name);
    if (type === undefined) return null;
    const known = this.usedInputs.get(name);
    if (known) return known;
    const spec = { name, type };
    this.usedInputs.set(name, spec);
    return spec;
  }

  /** A fresh binding: the performer's name, with a suffix when it is taken. */
  bind(name: string, type: Type): Binding {
    const base = name === '_' ? 'unused' : name;
    const uses = (this.takenNames.get(base) ?? 0) + 1;
    this.takenNames.set(base, uses);
    if (uses === 1) return { id: this.nextBinding++, name: base, type };
    const candidate = `${base}_${uses}`;
    if (this.takenNames.has(candidate)) return this.bind(name, type);
    this.takenNames.set(candidate, 1);
    return { id: this.nextBinding++, name: candidate, type };
  }

  report(problem: Diagnostic): void {
    const known = this.diagnostics.some(
      (d) =>
        d.code === problem.code && d.span.start === problem.span.start && d.span.end === problem.span.end,
    );
    if (!known) this.diagnostics.push(problem);
  }

  warn(rule: Rule, span: Span, message: string, options: DiagnosticOptions = {}): void {
    this.report(diagnostic(rule, span, message, { severity: 'warning', ...options }));
  }

  /** Runs one part of a construct; an error in it is recorded and the other parts are still looked at. */
  attempt<T>(part: () => T): T | null {
    try {
      return part();
    } catch (error) {
      if (error instanceof Refusal) this.report(error.diagnostic);
      else if (!(error instanceof Poisoned)) throw error;
      return null;
    }
  }

  /** Elaborates all parts so that every error is reported; throws when any failed. */
  all<T>(parts: readonly (() => T)[]): T[] {
    const results = parts.map((part) => this.attempt(part));
    const good = results.filter((r) => r !== null);
    if (good.length < results.length) throw new Poisoned();
    return good;
  }

  /**
   * Evaluates a part that may be skipped at run time: what it assigns is not certain afterwards. `repeated` names are
   * assigned somewhere in a part that runs several times, so an earlier value may be gone from the start.
   */
  maybe<T>(part: () => T, repeated: readonly string[] = []): T {
    const before = this.assigned;
    this.assigned = new Map([...before].filter(([name]) => !repeated.includes(name)));
    try {
      return part();
    } finally {
      const after = this.assigned;
      this.assigned = new Map([...before].filter(([name, binding]) => after.get(name) === binding));
    }
  }

  text(ast: Ast): string {
    return this.source.slice(ast.span.start, ast.span.end);
  }
}
