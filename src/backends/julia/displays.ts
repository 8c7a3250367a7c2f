import type { Display } from '../../language';
import { code, type Fragment, joinCode } from '../text';
import type { Emitter } from './emitter';
import { juliaType, keyType } from './types';

export function printDisplay(emitter: Emitter, expr: Display): Fragment {
  const { type, span } = expr;
  if (type.kind === 'dict') return printDict(emitter, expr);
  const items = expr.items.map((item) =>
    item.kind === 'spread'
      ? code`${emitter.print(item.value)}...`
      : item.kind === 'item'
        ? emitter.print(item.value)
        : code``,
  );
  const inside = joinCode(items, ', ');
  if (type.kind === 'tuple') return items.length === 1 ? code`(${inside},)` : code`(${inside})`;
  if (type.kind === 'set') return code`Set{${keyType(type.element, span)}}([${inside}])`;
  if (type.kind === 'list' || type.kind === 'sequence')
    return code`${juliaType(type.element, span)}[${inside}]`;
  return emitter.unsupported(span, 'This display');
}

function printDict(emitter: Emitter, expr: Display): Fragment {
  const { type, span } = expr;
  if (type.kind !== 'dict') return emitter.unsupported(span, 'This display');
  const key = keyType(type.key, span);
  const value = juliaType(type.value, span);
  const entries = (items: Display['items']): Fragment =>
    joinCode(
      items.map((item) =>
        item.kind === 'entry' ? code`(${emitter.print(item.key)}, ${emitter.print(item.value)})` : code``,
      ),
      ', ',
    );
  emitter.use('todict');
  if (expr.items.every((item) => item.kind === 'entry')) {
    const list = expr.items.length === 0 ? code`()` : code`(${entries(expr.items)},)`;
    return code`todict(${key}, ${value}, ${list})`;
  }
  emitter.use('merged');
  const parts = expr.items.map((item) =>
    item.kind === 'merge' ? emitter.print(item.value) : code`todict(${key}, ${value}, (${entries([item])},))`,
  );
  return code`merged(OrderedDict{${key},${value}}, ${joinCode(parts, ', ')})`;
}
