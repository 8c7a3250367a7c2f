import {
  type Binding,
  type Clause,
  type Expr,
  iterationOf,
  mayRaise,
  type Pattern,
  patternBindings,
  readBindings,
} from '../../language';
import type { Order, Source, SourceNames } from './dialect';
import type { Emitter } from './emitter';
import { identityOf } from './identity';
import { leastSize, progressionOf } from './iterables';
import { Laziness } from './laziness';
import { quoted } from './names';
import { nested, type Query } from './query';
import {
  and,
  BOOL_SHAPE,
  binary,
  INT64_SHAPE,
  type Piece,
  PRECEDENCE,
  shapeOf,
  type Term,
  term,
  wrap,
} from './term';

/** The clauses of a comprehension as the FROM and WHERE of a query; its rows are the rounds of the loop. */
export class Relation {
  readonly ctes: { readonly name: string; readonly query: Query }[] = [];
  private from: Piece[] = [];
  private where: Term[] = [];
  private order: Order[] = [];
  private readonly live: Binding[] = [];
  /** Bindings of its clauses, and of comprehensions that are their sources. */
  private readonly own: ReadonlySet<number>;
  /** Names of the columns that its sources have given. */
  private readonly columns: string[] = [];
  private readonly laziness: Laziness;
  /** Bindings that tell any two rows apart. */
  private identity: readonly Binding[] | null = [];

  private constructor(
    private readonly emitter: Emitter,
    private readonly ordered: boolean,
    private readonly staged: boolean,
    clauses: readonly Clause[],
  ) {
    this.own = new Set(boundBy(clauses));
    this.laziness = new Laziness(emitter);
  }

  /** `staged` gives every clause a CTE of its own. */
  static of(emitter: Emitter, clauses: readonly Clause[], ordered: boolean, staged: boolean): Relation {
    const relation = new Relation(emitter, ordered, staged, clauses);
    relation.addClauses(clauses);
    return relation;
  }

  /** The query of the given columns, in loop order when the relation is ordered. */
  query(columns: readonly Piece[], extra: readonly Term[] = []): Query {
    return {
      ctes: this.ctes,
      columns,
      from: this.from,
      where: [...this.where, ...extra],
      order: this.orderPieces(),
    };
  }

  get orders(): readonly Order[] {
    return this.order;
  }

  orderPieces(): Piece[] {
    return this.order.map((o) => this.emitter.dialect.orderBy(o));
  }

  get raises(): boolean {
    return [...this.from, ...this.where].some(
      (p) => typeof p === 'object' && 'raises' in p && p.raises.size > 0,
    );
  }

  /** Bindings that tell any two rows apart, or null when rows may repeat. */
  get distinctBy(): readonly Binding[] | null {
    return this.identity;
  }

  /** Refuses an order by what varies with outer rows, which SQLite does not see from the ORDER BY of a subquery. */
  requireOwnOrder(exprs: readonly Expr[]): void {
    if (this.emitter.dialect.id !== 'sqlite') return;
    const outer = exprs.find((expr) =>
      [...readBindings(expr)].some((id) => !this.own.has(id) && this.emitter.isBound(id)),
    );
    if (outer)
      this.emitter.refuse(
        'unsupported-operation',
        outer.span,
        'An order in a subquery sees no outer row here.',
      );
  }

  /** True when the expression varies with outer rows only. */
  isOuter(expr: Expr): boolean {
    const reads = [...readBindings(expr)];
    return reads.length > 0 && !reads.some((id) => this.own.has(id));
  }

  /** The same of the value as it is printed, which may leave parts of the expression out. */
  printsOuter(value: Term, expr: Expr): boolean {
    if (readBindings(expr).size === 0) return false;
    const words = new Set(value.fragment.text.match(/[\p{L}\p{N}_]+/gu) ?? []);
    return this.isOuter(expr) || !this.columns.some((column) => words.has(column));
  }

  /**
   * The value as the argument of an aggregate. SQL gives an aggregate over outer columns only to the outer query: such
   * a value first becomes a column of a derived table.
   */
  aggregated(value: Term, expr: Expr): Term {
    if (!this.printsOuter(value, expr)) return value;
    const { names } = this.emitter;
    const column = quoted(names.fresh('item'));
    const columns: Piece[] = [term(value.shape)`${value} AS ${column}`];
    const order = this.order.map((o) => {
      const at = quoted(names.fresh('place'));
      columns.push(term(o.key.shape)`${o.key} AS ${at}`);
      return { ...o, key: term(o.key.shape)`${at}` };
    });
    const derived = nested('(', { columns, from: this.from, where: this.where, order: [] }, ')', value.shape);
    this.from = [term(value.shape)`${derived} AS ${quoted(names.fresh('items'))}`];
    this.where = [];
    this.order = order;
    return { ...term(value.shape)`${column}`, raises: value.raises };
  }

  /** Refuses a raising subquery that an engine may run although no row asks for it. */
  checkNested(printed: Term, expr: Expr): void {
    this.laziness.checkNested(printed, expr);
  }

  private addClauses(clauses: readonly Clause[]): void {
    clauses.forEach((clause, i) => {
      const rest = clauses.slice(i + 1);
      if (clause.kind === 'for') this.addSource(clause.pattern, clause.source, rest);
      else if (clause.kind === 'if') this.addFilter(clause.test, rest);
      else this.addLet(clause.binding, clause.value, rest);
    });
  }

  private addFilter(test: Expr, rest: readonly Clause[]): void {
    if (test.kind === 'const' && test.value === true) return;
    const printed = this.emitter.printFilter(test);
    const guarded = this.laziness.checkFilter(printed, test);
    if (guarded && printed.query && this.where.length > 0) this.emitter.lazily(printed, test.span);
    if (guarded && this.where.length > 0) {
      const before = and(...this.where);
      this.where = [term(BOOL_SHAPE)`CASE WHEN ${before} THEN ${printed} ELSE FALSE END`];
    } else this.where.push(...conjuncts(printed));
    if (this.staged && rest[0]?.kind !== 'if') this.stage('kept');
  }

  private addLet(binding: Binding, value: Expr, rest: readonly Clause[]): void {
    const printed = this.emitter.print(value);
    this.laziness.checkLet(printed, binding, value, rest);
    if (printed.raises.size > 0) this.emitter.mustEvaluate(binding);
    if (printed.raises.size > 0 || this.emitter.printsAgain(binding, value)) {
      this.emitter.bind(binding, printed);
      // The next stage gives it a column, for the columns that it is made of may end there.
      if (printed.raises.size === 0) this.live.push(binding);
      return;
    }
    const source = this.emitter.dialect.letSource(printed, this.sourceNames({ kind: 'name', binding }));
    if (source) this.from.push(source.from);
    this.emitter.bind(binding, source?.value ?? printed);
    if (source) this.live.push(binding);
    if (source && this.staged) this.stage(`with_${binding.name}`);
  }

  private addSource(pattern: Pattern, source: Expr, rest: readonly Clause[]): void {
    if (
      source.kind === 'comp' &&
      (source.collector.kind === 'list' ||
        source.collector.kind === 'sequence' ||
        source.collector.kind === 'generator')
    ) {
      this.addClauses(source.clauses);
      this.bindTo(pattern, source.collector.element, rest);
      return;
    }
    if (this.emitter.dialect.id === 'postgresql' && iterationOf(source.type)?.element.kind === 'never')
      this.emitter.refuse('unsupported-type', source.span, 'The items of an empty list have no type here.');
    const names = this.sourceNames(pattern);
    const outside = [...readBindings(source)].some((id) => this.emitter.isBound(id) && !this.own.has(id));
    const made = this.sourceOf(source, names);
    if (
      outside &&
      typeof made.from === 'object' &&
      'query' in made.from &&
      made.from.query &&
      !this.emitter.dialect.nestsSources
    ) {
      this.emitter.refuse(
        'unsupported-operation',
        source.span,
        'A subquery in FROM does not see the rows of an outer query here.',
      );
    }
    const text = typeof made.from === 'object' && 'fragment' in made.from ? made.from.fragment.text : '';
    if (/\blambda\b/.test(text) && [...readBindings(source)].some((id) => this.emitter.isBound(id))) {
      this.emitter.refuse(
        'unsupported-operation',
        source.span,
        'A lambda in FROM does not see the columns of other sources here.',
      );
    }
    this.laziness.checkSource(pattern, made.from, source, rest);
    this.from.push(made.from);
    if (made.order) this.order.push(made.order);
    this.bindPattern(pattern, made.element);
    const more = this.identity === null ? null : identityOf(pattern, source);
    this.identity = this.identity === null || more === null ? null : [...this.identity, ...more];
    if (this.staged && (rest.length > 0 || this.ctes.length > 0)) this.stage(stageName(pattern));
  }

  /** Binds the element of a fused inner comprehension. */
  private bindTo(pattern: Pattern, element: Expr, rest: readonly Clause[]): void {
    if (pattern.kind === 'ignore') {
      if (mayRaise(element)) this.laziness.refuseUnread(element);
      return;
    }
    if (pattern.kind === 'name') {
      this.addLet(pattern.binding, element, rest);
      this.laziness.alsoInnermost(pattern.binding);
      return;
    }
    if (element.kind === 'display' && element.of === 'tuple') {
      element.items.forEach((item, i) => {
        const part = pattern.items[i];
        if (part && item.kind === 'item') this.bindTo(part, item.value, rest);
      });
      return;
    }
    const printed = this.emitter.print(element);
    this.laziness.checkParts(printed, element);
    this.bindPattern(pattern, printed);
  }

  private bindPattern(pattern: Pattern, element: Term): void {
    if (pattern.kind === 'ignore') return;
    if (pattern.kind === 'name') {
      this.emitter.bind(pattern.binding, element);
      this.live.push(pattern.binding);
      return;
    }
    pattern.items.forEach((part, i) => {
      if (part.kind !== 'ignore') this.bindPattern(part, this.emitter.item(element, i));
    });
  }

  private sourceOf(source: Expr, names: SourceNames): Source {
    const { dialect } = this.emitter;
    const progression = progressionOf(this.emitter, source);
    if (progression) return dialect.rangeSource(progression, this.ordered, names);
    if (source.kind === 'input' && source.type.kind === 'list' && source.type.element.kind === 'record') {
      return dialect.tableSource(source.name, shapeOf(source.type.element), this.ordered, names);
    }
    if (source.kind === 'op' && source.op === 'enumerate') return this.enumerated(source.args, names);
    if (source.type.kind === 'str') {
      return dialect.characterSource(
        this.emitter.print(source),
        leastSize(source.type) < 1n,
        this.ordered,
        names,
      );
    }
    return dialect.listSource(this.emitter.list(source), this.ordered, names);
  }

  /** `enumerate`: the ordinal is the index. */
  private enumerated(args: readonly Expr[], names: SourceNames): Source {
    const [items, start] = args;
    if (!items || !start) throw new TypeError('enumerate takes two arguments');
    const { dialect } = this.emitter;
    const source =
      items.type.kind === 'str'
        ? dialect.characterSource(this.emitter.print(items), leastSize(items.type) < 1n, true, names)
        : dialect.listSource(this.emitter.list(items), true, names);
    if (!source.position) throw new TypeError('an ordered list source counts');
    const index =
      start.kind === 'const' && start.value === 0n
        ? source.position
        : binary(INT64_SHAPE, PRECEDENCE.additive, source.position, '+', this.emitter.print(start));
    const pair = this.emitter.dialect.tuple([index, source.element]);
    if (!pair) throw new TypeError('every engine has pairs');
    return {
      ...source,
      element: { ...pair, items: [index, source.element] },
      order: this.ordered ? source.order : null,
    };
  }

  private sourceNames(pattern: Pattern): SourceNames {
    const { names } = this.emitter;
    const own = (column: string): string => {
      this.columns.push(column.replaceAll('"', ''));
      return column;
    };
    return {
      table: () => names.fresh(TABLES.find((t) => !names.has(t)) ?? 't'),
      column: () =>
        own(
          pattern.kind === 'name'
            ? names.column(pattern.binding)
            : names.fresh(pattern.kind === 'tuple' ? 'item' : 'i'),
        ),
      ordinal: () =>
        own(names.fresh(pattern.kind === 'name' ? `${plain(pattern.binding.name)}_at` : 'item_at')),
    };
  }

  /** Closes what there is so far into a CTE, and goes on from its columns. */
  private stage(base: string): void {
    const columns: Piece[] = [];
    const seen = new Set<string>();
    const rename = (value: Term, name: () => string): Term => {
      const text = value.fragment.text;
      if (/^\w+$|^"[^"]+"$/.test(text)) {
        if (!seen.has(text)) columns.push(value);
        seen.add(text);
        return value;
      }
      const column = name();
      this.columns.push(column.replaceAll('"', ''));
      columns.push(term(value.shape)`${value} AS ${column}`);
      return term(value.shape)`${column}`;
    };
    for (const binding of this.live) {
      if (this.emitter.usesOf(binding) === 0) continue;
      const value = this.emitter.valueOf(binding);
      if (value)
        this.emitter.bind(
          binding,
          rename(value, () => this.emitter.names.column(binding)),
        );
    }
    this.order = this.order.map((o) => ({
      ...o,
      key: rename(o.key, () => this.emitter.names.fresh('place')),
    }));
    if (columns.length === 0) columns.push('1 AS one');
    const name = this.emitter.names.fresh(base);
    this.ctes.push({ name, query: { columns, from: this.from, where: this.where, order: [] } });
    this.from = [wrap(name, BOOL_SHAPE, undefined, [...this.from, ...this.where])];
    this.where = [];
  }
}

const TABLES = ['t', 'u', 'v', 'w', 's', 'r', 'q', 'p'];

const plain = (name: string): string => name.replace(/\W/g, '_');

function stageName(pattern: Pattern): string {
  return pattern.kind === 'name' ? `each_${plain(pattern.binding.name)}` : 'items';
}

/** Every binding that the clauses make, also those of comprehensions that are their sources. */
function boundBy(clauses: readonly Clause[]): number[] {
  return clauses.flatMap((clause) => {
    if (clause.kind === 'let') return [clause.binding.id];
    if (clause.kind === 'if') return [];
    const inner = clause.source.kind === 'comp' ? boundBy(clause.source.clauses) : [];
    return [...patternBindings(clause.pattern).map((b) => b.id), ...inner];
  });
}

/** The operands of a chain of ANDs are separate lines of WHERE. */
function conjuncts(test: Term): readonly Term[] {
  return test.conjuncts ?? [test];
}
