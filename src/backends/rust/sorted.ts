import { mayRaise, type Sorted } from '../../language';
import { code } from '../text';
import { blockOf, method, type Rx, rx } from './code';
import type { Emitter } from './emitter';
import { keyOf, keyParameter, requireOrder } from './extrema';
import { walkSource } from './sources';
import { hasFloat } from './types';

/** The message under which a NaN in a sort is reported: Python's order is then an accident of its algorithm. */
const NO_ORDER = 'outside: NaN has no order';

/** `sorted(source, key=…, reverse=…)`, stable also when reversed. */
export function emitSorted(e: Emitter, node: Sorted): Rx {
  const walk = walkSource(e, node.source).owned();
  const element = { ...node.source, type: walk.type };
  const name = e.fresh('items');
  const collect = method(walk.iter, 'collect::<Vec<_>>()').code;
  const { key, reverse } = node;
  if (key === null) {
    requireOrder(e, element);
    return blockOf([
      code`let mut ${name} = ${collect};`,
      code`${name}.${plainSort(walk.type, reverse)};`,
      name,
    ]);
  }
  requireOrder(e, key.body);
  const floats = hasFloat(key.body.type);
  if (!floats && !mayRaise(key.body)) {
    const parameter = keyParameter(e, key);
    const value = e.value(key.body).code;
    const sort = isCheap(key.body.kind) ? 'sort_by_key' : 'sort_by_cached_key';
    if (reverse) e.use('std::cmp::Reverse');
    const by = reverse ? code`Reverse(${value})` : value;
    return blockOf([code`let mut ${name} = ${collect};`, code`${name}.${sort}(|${parameter}| ${by});`, name]);
  }
  // Each key is computed once and in order, also of a single item: it may raise.
  const item = e.fresh('item');
  const keyed = method(walk.iter, code`map(|${item}| (${keyOf(e, key, item)}, ${item}))`);
  const [a, b] = reverse ? ['b', 'a'] : ['a', 'b'];
  const order = floats ? `${a}.0.partial_cmp(&${b}.0).expect("${NO_ORDER}")` : `${a}.0.cmp(&${b}.0)`;
  return blockOf([
    code`let mut ${name} = ${method(keyed, 'collect::<Vec<_>>()').code};`,
    `${name}.sort_by(|a, b| ${order});`,
    code`${method(rx(name), 'into_iter()').code}.map(|(_, item)| item).collect::<Vec<_>>()`,
  ]);
}

const isCheap = (kind: string): boolean => kind === 'var' || kind === 'op';

function plainSort(type: Sorted['type'], reverse: boolean): string {
  const [a, b] = reverse ? ['b', 'a'] : ['a', 'b'];
  if (hasFloat(type)) return `sort_by(|a, b| ${a}.partial_cmp(${b}).expect("${NO_ORDER}"))`;
  if (reverse) return 'sort_by(|a, b| b.cmp(a))';
  return type.kind === 'int' ? 'sort_unstable()' : 'sort()';
}
