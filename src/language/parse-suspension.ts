import type { CompAst } from './ast';
import { type Diagnostic, diagnostic, type Span } from './diagnostic';

/** A `yield` or `await`: whether CPython allows it depends on the function or comprehension around it. */
export interface Suspension {
  readonly kind: 'yield' | 'await';
  /** Of the keyword. */
  readonly span: Span;
}

/** The body of a lambda, or a comprehension; its first source is evaluated `outside` of it. */
export type Region =
  | { readonly kind: 'lambda'; readonly span: Span }
  | {
      readonly kind: CompAst['of'];
      readonly span: Span;
      readonly outside: Span;
      /** Its first `async for` clause. */
      readonly asynchronous: Span | null;
    };

const NAMES: Readonly<Record<CompAst['of'], string>> = {
  list: 'list comprehension',
  set: 'set comprehension',
  dict: 'dict comprehension',
  generator: 'generator expression',
};

/**
 * What to say about `yield`, `await` and `async for`. CPython rejects them outside of the functions they need: only a
 * generator expression may be asynchronous in a synchronous place, and only a lambda may `yield`. The rest is
 * Python that this language leaves out.
 *
 * @param regions in the order in which they end: inner ones first
 */
export function checkSuspensions(
  suspensions: readonly Suspension[],
  regions: readonly Region[],
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const reject = (span: Span, message: string) => {
    found.push(diagnostic('syntax-error', span, message, { exception: 'SyntaxError' }));
  };
  const leaveOut = (span: Span, keyword: string) => {
    found.push(diagnostic('unsupported-syntax', span, `\`${keyword}\` is not supported.`));
  };
  const asynchronous = new Set<Region>();
  for (const { kind, span } of suspensions) {
    const around = regions.find((region) => evaluates(region, span));
    if (kind === 'await') {
      if (!around) reject(span, "'await' outside function");
      else if (around.kind === 'lambda') reject(span, "'await' outside async function");
      else {
        asynchronous.add(around);
        leaveOut(span, 'await');
      }
    } else if (!around) reject(span, "'yield' outside function");
    else if (around.kind === 'lambda') leaveOut(span, 'yield');
    else reject(span, `'yield' inside ${NAMES[around.kind]}`);
  }
  for (const region of regions) {
    if (region.kind === 'lambda') continue;
    if (region.asynchronous) leaveOut(region.asynchronous, 'async for');
    if (region.kind === 'generator' || !(region.asynchronous || asynchronous.has(region))) continue;
    const around = regions.find((other) => other !== region && evaluates(other, region.span));
    if (around && around.kind !== 'lambda') asynchronous.add(around);
    else reject(region.span, 'asynchronous comprehension outside of an asynchronous function');
  }
  return found;
}

function evaluates(region: Region, span: Span): boolean {
  if (!contains(region.span, span)) return false;
  return region.kind === 'lambda' || !contains(region.outside, span);
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
