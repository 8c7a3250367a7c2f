import { asSequence, BYTE, CHAR, NEVER, type Pattern, type Type } from '../../language';
import { code } from '../text';
import type { Block } from './block';
import type { Context } from './context';
import { arrayOf, bare, element, isLiteral, type Printed, wrap } from './print';

/** How an element reaches the names of a pattern. */
export function elementType(type: Type): Type {
  switch (type.kind) {
    case 'list':
    case 'sequence':
    case 'set':
    case 'iterator':
      return type.element;
    case 'tuple':
      return asSequence(type).element;
    case 'str':
      return CHAR;
    case 'bytes':
      return BYTE;
    case 'dict':
      return type.key;
    case 'range':
      return { kind: 'int', range: type.range };
    default:
      return NEVER;
  }
}

/** A binding pattern, `[a, [b, c]]`. */
export function patternText(cx: Context, pattern: Pattern, type: Type): string {
  if (pattern.kind === 'name') return cx.nameOf(pattern.binding);
  if (pattern.kind === 'ignore') return '';
  const items = pattern.items.map((item, i) =>
    patternText(cx, item, type.kind === 'tuple' ? (type.items[i] ?? NEVER) : NEVER),
  );
  while (items.at(-1) === '') items.pop();
  return `[${items.join(', ')}]`;
}

/** Types that the checker would infer too widely from a literal. */
export const ANNOTATED: ReadonlySet<Type['kind']> = new Set([
  'tuple',
  'union',
  'optional',
  'list',
  'sequence',
]);

/** Declares the names of a pattern for a value. */
export function bindPattern(cx: Context, pattern: Pattern, value: Printed, out: Block, type: Type): void {
  if (pattern.kind === 'ignore') {
    if (!value.simple) out.add(code`${wrap(value, 1)};`);
    return;
  }
  if (pattern.kind === 'name' && value.clean) cx.clean.add(pattern.binding.id);
  const path = /^[\w$.]+(\[[\w$]+\])*$/.test(value.code.text);
  const annotation = isLiteral(value) || (!path && ANNOTATED.has(type.kind)) ? cx.annotation(type) : '';
  out.add(
    code`const ${patternText(cx, pattern, type)}${annotation} = ${annotation === '' ? value.code : bare(value)};`,
  );
}

/** An element, or the parts of a tuple that need not be built when a pattern takes it apart at once. */
export type Slot =
  | { readonly value: Printed; readonly type: Type }
  | { readonly parts: readonly Slot[]; readonly type: Type };

/** Binds the parts of a tuple pattern one by one; a name for the whole builds the tuple. */
export function bindSlot(cx: Context, pattern: Pattern, slot: Slot, out: Block): void {
  if (pattern.kind === 'ignore') return;
  if (pattern.kind === 'tuple' && 'parts' in slot) {
    pattern.items.forEach((item, i) => {
      const part = slot.parts[i];
      if (part !== undefined) bindSlot(cx, item, part, out);
    });
    return;
  }
  if (pattern.kind === 'tuple' && 'value' in slot && slot.type.kind === 'tuple') {
    // Reading items by number is several times faster than destructuring.
    const { items } = slot.type;
    const row = cx.stable(slot.value, out, 'row');
    pattern.items.forEach((item, i) => {
      bindSlot(cx, item, { value: element(row, String(i)), type: items[i] ?? NEVER }, out);
    });
    return;
  }
  bindPattern(cx, pattern, slotValue(slot), out, slot.type);
}

const slotValue = (slot: Slot): Printed =>
  'value' in slot ? slot.value : arrayOf(slot.parts.map(slotValue));
