import { type Expr, mayRaise, type Sorted } from '../../language';
import { code, type Fragment } from '../text';
import { blockOf, method, type Rx, rx, valueBlock } from './code';
import type { Emitter } from './emitter';
import { keyOf, keyParameter, requireOrder } from './extrema';
import { walkSource } from './sources';
import { hasFloat } from './types';

/** The message under which a NaN in a sort is reported: Python's order is then an accident of its algorithm. */
const NO_ORDER = 'outside: NaN has no order';

/** `sorted(source, key=…, reverse=…)`, stable also when reversed. */
export function emitSorted(e: Emitter, node: Sorted): Rx {
  const { source, key, reverse } = node;
  const walk = isNewList(source) ? null : walkSource(e, source).owned();
  const list = walk === null ? e.value(source) : method(walk.iter, 'collect::<Vec<_>>()');
  const type = walk?.type ?? ('element' in source.type ? source.type.element : source.type);
  const element = { ...source, type };
  const name = e.fresh('items');
  const inPlace = (sort: Fragment): Rx => {
    const { statements, value } = list.block ?? { statements: [], value: list };
    const held = value.code.text;
    const mutable = statements.some((s) =>
      (typeof s === 'string' ? s : s.text).startsWith(`let mut ${held} `),
    );
    if (mutable) return valueBlock([...statements, code`${held}.${sort};`], value);
    return blockOf([...statements, code`let mut ${name} = ${value.code};`, code`${name}.${sort};`, name]);
  };
  if (key === null) {
    requireOrder(e, element);
    return inPlace(code`${plainSort(type, reverse)}`);
  }
  requireOrder(e, key.body);
  const floats = hasFloat(key.body.type);
  if (!floats && !mayRaise(key.body)) {
    const parameter = keyParameter(e, key);
    const value = e.value(key.body).code;
    const sort = isCheap(key.body.kind) ? 'sort_by_key' : 'sort_by_cached_key';
    if (reverse) e.use('std::cmp::Reverse');
    const by = reverse ? code`Reverse(${value})` : value;
    return inPlace(code`${sort}(|${parameter}| ${by})`);
  }
  // Each key is computed once and in order, also of a single item: it may raise.
  const item = e.fresh('item');
  const items = walk?.iter ?? method(list, 'into_iter()');
  const keyed = method(items, code`map(|${item}| (${keyOf(e, key, item)}, ${item}))`);
  const [a, b] = reverse ? ['b', 'a'] : ['a', 'b'];
  const order = floats ? `${a}.0.partial_cmp(&${b}.0).expect("${NO_ORDER}")` : `${a}.0.cmp(&${b}.0)`;
  return blockOf([
    code`let mut ${name} = ${method(keyed, 'collect::<Vec<_>>()').code};`,
    `${name}.sort_by(|a, b| ${order});`,
    code`${method(rx(name), 'into_iter()').code}.map(|(_, item)| item).collect::<Vec<_>>()`,
  ]);
}

/** A list that nobody else has: it is put in order where it is. */
const isNewList = (source: Expr): boolean => source.kind === 'comp' && source.collector.kind === 'list';

const isCheap = (kind: string): boolean => kind === 'var' || kind === 'op';

function plainSort(type: Sorted['type'], reverse: boolean): string {
  const [a, b] = reverse ? ['b', 'a'] : ['a', 'b'];
  if (hasFloat(type)) return `sort_by(|a, b| ${a}.partial_cmp(${b}).expect("${NO_ORDER}"))`;
  if (reverse) return 'sort_by(|a, b| b.cmp(a))';
  return type.kind === 'int' ? 'sort_unstable()' : 'sort()';
}
