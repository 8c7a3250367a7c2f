import { type Pattern, patternBindings, type Span, type Type } from '../../language';
import type { Emitter } from './emitter';
import { composite, field, type GoExpr, isSimple, name, type Stmt } from './syntax';
import { tupleField } from './types';

/** What one iteration gives: a value, or the items of a tuple that nobody needs as a whole. */
export type Element =
  | {
      readonly kind: 'value';
      readonly value: GoExpr;
      readonly type: Type;
      /** A place in a list: named before it is used. */
      readonly unstable?: true;
    }
  | { readonly kind: 'items'; readonly items: readonly Element[] };

export const single = (value: GoExpr, type: Type): Element => ({ kind: 'value', value, type });

/** True when some name of the pattern is read. */
export function isRead(g: Emitter, pattern: Pattern): boolean {
  return patternBindings(pattern).some((binding) => g.isRead(binding));
}

/** The Go name that the element itself should get, or null when nothing of it is read. */
export function nameFor(g: Emitter, pattern: Pattern, hint: string): string | null {
  if (!isRead(g, pattern)) return null;
  return pattern.kind === 'name' ? g.nameOf(pattern.binding) : g.names.fresh(hint);
}

/** Gives the names of a pattern the parts of an element. */
export function bindPattern(g: Emitter, pattern: Pattern, element: Element, span: Span, block: Stmt[]): void {
  const targets: string[] = [];
  const values: GoExpr[] = [];
  collectBindings(g, pattern, element, span, block, targets, values);
  if (targets.length === 0) return;
  block.push({ kind: 'assign', targets: targets.map(name), op: ':=', values });
}

function collectBindings(
  g: Emitter,
  pattern: Pattern,
  element: Element,
  span: Span,
  block: Stmt[],
  targets: string[],
  values: GoExpr[],
): void {
  if (!isRead(g, pattern) || pattern.kind === 'ignore') return;
  if (pattern.kind === 'name') {
    const own = g.nameOf(pattern.binding);
    const value = whole(g, element, span);
    if (value.kind === 'name' && value.name === own) return;
    targets.push(own);
    values.push(value);
    return;
  }
  const parts = partsOf(g, element, pattern.items.length, block);
  pattern.items.forEach((item, i) => {
    const part = parts[i];
    if (part !== undefined) collectBindings(g, item, part, span, block, targets, values);
  });
}

function partsOf(g: Emitter, element: Element, arity: number, block: Stmt[]): readonly Element[] {
  if (element.kind === 'items') return element.items;
  const { type } = element;
  const kept = isSimple(element.value) ? element.value : g.keep(block, 'item', element.value);
  const items = type.kind === 'tuple' ? type.items : [];
  return items.map((item, i) => single(field(kept, tupleField(arity, i)), item));
}

/** The element as one value. */
export function whole(g: Emitter, element: Element, span: Span): GoExpr {
  if (element.kind === 'value') return element.value;
  const type: Type = { kind: 'tuple', items: element.items.map(typeOfElement) };
  return composite(
    g.goType(type, span),
    element.items.map((item) => ({ value: whole(g, item, span) })),
  );
}

function typeOfElement(element: Element): Type {
  return element.kind === 'value' ? element.type : { kind: 'tuple', items: element.items.map(typeOfElement) };
}
