import type { ConstValue, Display } from '../../language';
import { requireKey } from './collectors';
import type { Emitter } from './emitter';
import { joinShapes, NONE_SHAPE, type Term } from './term';

/** A list, tuple, set or dict written in place. */
export function printDisplay(emitter: Emitter, node: Display): Term {
  emitter.supported(node.type, node.span);
  if (node.of === 'dict') return printDict(emitter, node);
  if (node.of === 'tuple') {
    const items = node.items.map((item) => emitter.print(item.kind === 'entry' ? item.key : item.value));
    const tuple =
      emitter.dialect.tuple(items) ??
      emitter.refuse('unsupported-type', node.span, 'An empty tuple has no SQL value.');
    return { ...tuple, items };
  }
  const runs: Term[] = [];
  let items: Term[] = [];
  const flush = () => {
    if (items.length > 0) runs.push(emitter.listOfItems(items, node.span));
    items = [];
  };
  for (const item of node.items) {
    if (item.kind === 'spread') {
      flush();
      runs.push(emitter.print(item.value));
    } else if (item.kind === 'item') items.push(emitter.print(item.value));
  }
  flush();
  const [only] = runs;
  const whole =
    runs.length === 0
      ? emitter.listOfItems([], node.span)
      : runs.length === 1 && only
        ? only
        : emitter.held(emitter.dialect.concatLists(runs), node.span);
  if (node.of !== 'set') return whole;
  requireKey(emitter, whole, node, false);
  return emitter.dialect.distinct(whole);
}

function printDict(emitter: Emitter, node: Display): Term {
  const keys = new Set<string>();
  const entries = node.items.map((item): readonly [Term, Term] => {
    if (item.kind !== 'entry' || item.key.kind !== 'const') {
      return emitter.refuse(
        'unsupported-operation',
        node.span,
        'A dict display is printed when all its keys are constants.',
      );
    }
    const text = constantKey(item.key.value);
    if (keys.has(text)) emitter.refuse('unsupported-operation', item.key.span, 'This key is repeated.');
    keys.add(text);
    return [emitter.print(item.key), emitter.print(item.value)];
  });
  const key = entries.map(([k]) => k.shape).reduce(joinShapes, NONE_SHAPE);
  const value = entries.map(([, v]) => v.shape).reduce(joinShapes, NONE_SHAPE);
  return emitter.held(emitter.dialect.dictDisplay(entries, { kind: 'dict', key, value }), node.span);
}

function constantKey(value: ConstValue): string {
  if (typeof value === 'boolean') return String(Number(value));
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : `${typeof value} ${value}`;
}
