import type { CompAst } from './ast';
import { type Diagnostic, diagnostic, type Span } from './diagnostic';

/** A `yield` or `await`: whether CPython allows it depends on the function or comprehension around it. */
export interface Suspension {
  readonly kind: 'yield' | 'await';
  readonly span: Span;
}

/** The body of a lambda, or a comprehension; its first source is evaluated `outside` of it. */
export type Region =
  | { readonly kind: 'lambda'; readonly span: Span }
  | {
      readonly kind: CompAst['of'];
      readonly span: Span;
      readonly outside: Span;
      /** Has an `async for`. */
      readonly asynchronous: boolean;
    };

const NAMES: Readonly<Record<CompAst['of'], string>> = {
  list: 'list comprehension',
  set: 'set comprehension',
  dict: 'dict comprehension',
  generator: 'generator expression',
};

/**
 * CPython's errors about `yield`, `await` and `async for` outside of the functions they need. Only a generator
 * expression may be asynchronous in a synchronous place, and only a lambda may `yield`.
 *
 * @param regions in the order in which they end: inner ones first
 */
export function checkSuspensions(
  suspensions: readonly Suspension[],
  regions: readonly Region[],
): Diagnostic[] {
  const errors: Diagnostic[] = [];
  const report = (span: Span, message: string) => {
    errors.push(diagnostic('syntax-error', span, message, { exception: 'SyntaxError' }));
  };
  const asynchronous = new Set<Region>(
    regions.filter((region) => region.kind !== 'lambda' && region.asynchronous),
  );
  if (suspensions.length === 0 && asynchronous.size === 0) return errors;
  for (const { kind, span } of suspensions) {
    const around = regions.find((region) => evaluates(region, span));
    if (kind === 'await') {
      if (!around) report(span, "'await' outside function");
      else if (around.kind === 'lambda') report(span, "'await' outside async function");
      else asynchronous.add(around);
    } else if (!around) report(span, "'yield' outside function");
    else if (around.kind !== 'lambda') report(span, `'yield' inside ${NAMES[around.kind]}`);
  }
  for (const region of regions) {
    if (!asynchronous.has(region) || region.kind === 'generator') continue;
    const around = regions.find((other) => other !== region && evaluates(other, region.span));
    if (around && around.kind !== 'lambda') asynchronous.add(around);
    else report(region.span, 'asynchronous comprehension outside of an asynchronous function');
  }
  return errors;
}

function evaluates(region: Region, span: Span): boolean {
  if (!contains(region.span, span)) return false;
  return region.kind === 'lambda' || !contains(region.outside, span);
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
