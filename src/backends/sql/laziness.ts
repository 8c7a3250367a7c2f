import {
  type Binding,
  type Clause,
  type Expr,
  mayRaise,
  type Pattern,
  patternBindings,
  readBindings,
  some,
} from '../../language';
import type { Emitter } from './emitter';
import { leastSize } from './iterables';
import type { Piece, Term } from './term';

/**
 * What an engine may evaluate although Python would not, or may leave out although Python would raise there: the rounds
 * of one comprehension so far, and what is refused for their sake.
 */
export class Laziness {
  /** Bindings of the innermost `for`. */
  private innermost: readonly Binding[] = [];
  private filtered = false;
  private surelyFilled = true;
  /** Each `for`: what it binds, and whether it certainly delivers something. */
  private readonly sources: { readonly bindings: readonly Binding[]; readonly filled: boolean }[] = [];
  /** A filter that can raise has been added: what follows must not keep it from being evaluated. */
  private raisingFilter = false;

  constructor(private readonly emitter: Emitter) {}

  /** Refuses a raising subquery that an engine may run although no row asks for it. */
  checkNested(printed: Term, expr: Expr): void {
    if (!printed.query || printed.raises.size === 0) return;
    const ofTheRow = (inner: Expr): boolean => {
      const reads = readBindings(inner);
      return this.innermost.some((b) => reads.has(b.id));
    };
    // An engine runs a subquery that no row changes once, and ahead of them.
    const ahead = some(expr, (inner) => inner.kind === 'comp' && mayRaise(inner) && !ofTheRow(inner));
    if (!ahead && ofTheRow(expr)) return;
    if (this.surelyFilled && !this.filtered) return;
    this.refuse(
      expr,
      'This subquery does not depend on the row, and can raise where Python would not evaluate it.',
    );
  }

  /** Takes a filter in. Answers whether it must wait for the filters before it. */
  checkFilter(printed: Term, test: Expr): boolean {
    this.checkNested(printed, test);
    this.checkPlacement(printed, test);
    // Values known at planning may take every column out of a subquery, which then runs before any row is read.
    if (
      printed.query &&
      printed.raises.size > 0 &&
      !this.surelyFilled &&
      this.emitter.dialect.id !== 'duckdb'
    )
      this.refuse(test, 'This subquery can raise, and an engine may run it although there is no row.');
    if (this.raisingFilter && /^(TRUE|FALSE)$/.test(printed.fragment.text))
      this.refuse(
        test,
        'A filter before this one can raise, and an engine that knows the answer may drop it.',
      );
    this.raisingFilter ||= printed.raises.size > 0;
    this.filtered = true;
    return this.raisingFilter;
  }

  /** A name in the middle of the clauses, whose value may be computed where it is read. */
  checkLet(printed: Term, binding: Binding, value: Expr, rest: readonly Clause[]): void {
    this.checkNested(printed, value);
    const waits = rest.some((c) => c.kind !== 'let') || this.emitter.usesOf(binding) === 0;
    if (printed.raises.size > 0 && waits)
      this.refuse(value, "This value can raise before it is needed, which a query can't tell.");
  }

  /** An element that a pattern takes apart. */
  checkParts(printed: Term, element: Expr): void {
    this.checkNested(printed, element);
    if (printed.raises.size > 0) this.refuse(element, 'This value can raise before it is taken apart.');
  }

  /** Takes a source in. */
  checkSource(pattern: Pattern, from: Piece, source: Expr, rest: readonly Clause[]): void {
    const bindings = patternBindings(pattern);
    const filled = leastSize(source.type) >= 1n;
    const raises = typeof from === 'object' && 'raises' in from && from.raises.size > 0;
    if (raises) this.checkPlacement(from, source);
    if (raises && !bindings.some((b) => this.emitter.usesOf(b) > 0)) this.refuseUnread(source);
    const later = rest.some((c) => c.kind === 'if' || (c.kind === 'for' && leastSize(c.source.type) < 1n));
    if (raises && (this.filtered || later))
      this.refuse(source, 'This source can raise, and a filter may keep an engine from evaluating it.');
    if (this.raisingFilter && !filled)
      this.refuse(
        source,
        'A filter before this source can raise, and an empty source may keep an engine from evaluating it.',
      );
    this.innermost = bindings;
    if (!filled) this.surelyFilled = false;
    this.sources.push({ bindings, filled });
  }

  /** A binding that varies with the innermost source. */
  alsoInnermost(binding: Binding): void {
    this.innermost = [...this.innermost, binding];
  }

  refuseUnread(expr: Expr): never {
    return this.refuse(
      expr,
      'This can raise although nobody reads it, and an engine evaluates only what is read.',
    );
  }

  /**
   * An engine evaluates a filter on the sources that it reads, before it joins the others: if one of those is empty,
   * Python never evaluates it.
   */
  private checkPlacement(printed: Term, expr: Expr): void {
    if (printed.raises.size === 0) return;
    const reads = readBindings(expr);
    const skipped = this.sources.some((s) => !s.filled && !s.bindings.some((b) => reads.has(b.id)));
    if (skipped)
      this.refuse(expr, 'This can raise, and an engine may evaluate it although another source is empty.');
  }

  private refuse({ span }: Expr, message: string): never {
    return this.emitter.refuse('lazy-error-order', span, message);
  }
}
