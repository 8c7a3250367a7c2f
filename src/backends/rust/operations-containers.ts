import { contains, type Expr, type Op, type Type } from '../../language';
import { code, type Fragment, joinCode } from '../text';
import { adapt } from './adapt';
import { pipeline } from './chains';
import {
  blockOf,
  borrowed,
  call,
  comparand,
  lifted,
  method,
  owned,
  P,
  paren,
  type Rx,
  receiver,
  rx,
  strOf,
  suffixed,
} from './code';
import type { Emitter } from './emitter';
import { fieldName } from './names';
import type { Printer, Printers } from './operations';
import { borrowedAs, holdsNoNan, named } from './operations-compare';
import { rangeWalk, walkSource } from './sources';
import { isCopy } from './types';

const isList = (type: Type): boolean => type.kind === 'list' || type.kind === 'sequence';

const asLength = (count: Rx): Rx => lifted(count, (c) => rx(code`${c.code} as i64`, P.cast));

const length: Printer = (e, node) => {
  const [value] = node.args;
  if (value === undefined) return rx('0');
  const { type } = value;
  if (type.kind === 'tuple') return { ...rx(String(type.items.length)), literal: 64 };
  if (type.kind === 'range') return asLength(method(walkSource(e, value).iter, 'count()'));
  if (e.pipelines && value.kind === 'comp' && value.collector.kind === 'list') {
    const { clauses, collector } = value;
    const items = e.attempt(() => pipeline(e, clauses, collector.element, false));
    if (items !== null) return asLength(method(items.iter, 'count()'));
  }
  const r = e.expr(value);
  if (type.kind === 'str')
    return r.own === 'char' ? { ...rx('1'), literal: 64 } : asLength(method(method(r, 'chars()'), 'count()'));
  return asLength(method(r, 'len()'));
};

/** Whether an index needs no look at its sign. */
const isNonNegative = (node: Expr): boolean =>
  node.type.kind === 'int' && contains({ min: 0n, max: null }, node.type.range);

const index: Printer = (e, node) => {
  const [source, at] = node.args;
  if (source === undefined || at === undefined) return rx('()');
  if (source.type.kind === 'str') {
    const position = e.int(at, 64).code;
    return call(e.helper('char_at'), [stringArgument(e, source), position]);
  }
  if (source.type.kind === 'range') return rangeItem(e, node, source, at);
  if (!isList(source.type) && source.type.kind !== 'bytes')
    return e.refuse('unsupported-type', node.span, "The Rust backend can't index this value.");
  const r = e.expr(source);
  const known = at.kind === 'const' && typeof at.value === 'bigint' && at.value >= 0n ? at.value : null;
  let item: Rx;
  if (isNonNegative(at)) {
    const position = known !== null ? code`${known}` : code`${paren(e.int(at, 64), P.cast)} as usize`;
    const mayBeEither = !isWithin(at, source) && !isBeyond(at, source);
    if (source.type.kind !== 'bytes' && mayBeEither && e.drops(BOUNDS_CHECK, node.span))
      return unchecked(r, position, node.type);
    item = rx(code`${receiver(r)}[${position}]`, P.primary, isCopy(node.type) ? 'value' : 'place');
  } else {
    item = rx(
      code`*${call(e.helper('at'), [borrowed(r), e.int(at, 64).code]).code}`,
      P.unary,
      isCopy(node.type) ? 'value' : 'place',
    );
  }
  if (source.type.kind === 'bytes') return rx(code`${paren(item, P.cast)} as i64`, P.cast);
  // An item of a temporary list must be taken out before the list is gone.
  return r.own === 'value' ? owned(item, node.type) : item;
};

/** `range(…)[i]`: from the end where the index is negative. */
function rangeItem(e: Emitter, node: Op, source: Expr, at: Expr): Rx {
  const { iter } = source.kind === 'op' ? rangeWalk(e, source, true) : walkSource(e, source);
  const negative = at.type.kind === 'int' && contains({ min: null, max: -1n }, at.type.range);
  if (!negative && !isNonNegative(at))
    return e.refuse(
      'unsupported-operation',
      node.span,
      'An index of unknown sign into a range is not printed.',
      'Index list(range(…)).',
    );
  const position = suffixed(e.int(at, 64));
  const found = negative
    ? method(method(iter, 'rev()'), code`nth((-1 - ${paren(position, P.add + 1)}) as usize)`)
    : method(iter, code`nth(${paren(position, P.cast)} as usize)`);
  return method(found, 'expect("IndexError: range object index out of range")');
}

const BOUNDS_CHECK = 'The bounds check of an index is dropped: outside the list it reads foreign memory.';

/** Whether an index is proved to be inside. */
function isWithin(at: Expr, source: Expr): boolean {
  const least = 'size' in source.type ? source.type.size.min : null;
  return (
    least !== null && at.type.kind === 'int' && contains({ min: -least, max: least - 1n }, at.type.range)
  );
}

/** Whether an index is proved to be behind the end: rustc does not compile such a read without its check. */
function isBeyond(at: Expr, source: Expr): boolean {
  const most = 'size' in source.type ? source.type.size.max : null;
  const least = at.type.kind === 'int' ? at.type.range.min : null;
  return most !== null && least !== null && least >= most;
}

function unchecked(r: Rx, position: Fragment, type: Type): Rx {
  const item = code`unsafe { ${receiver(r)}.get_unchecked(${position}) }`;
  return isCopy(type) ? rx(code`(*${item})`) : owned(rx(code`(${item})`, P.primary, 'ref'), type);
}

/** A string as the argument of a helper that takes `&str`. */
export function stringArgument(e: Emitter, node: Expr): Fragment {
  return borrowed(e.expr(node));
}

const tupleGet: Printer = (e, node) => {
  const [source] = node.args;
  if (source === undefined) return rx('()');
  const r = e.expr(source);
  return rx(
    code`${receiver(r)}.${node.options?.index ?? 0}`,
    P.primary,
    isCopy(node.type) ? 'value' : r.own === 'value' ? 'value' : 'place',
  );
};

const recordGet: Printer = (e, node) => {
  const [source] = node.args;
  if (source === undefined) return rx('()');
  const r = e.expr(source);
  return rx(
    code`${receiver(r)}.${fieldName(node.options?.field ?? '')}`,
    P.primary,
    isCopy(node.type) || r.own === 'value' ? 'value' : 'place',
  );
};

/** A slice bound as `Option<i64>`. */
function bound(e: Emitter, node: Expr | undefined): Fragment {
  if (node === undefined || node.type.kind === 'none') return code`None`;
  return code`Some(${e.int(node, 64).code})`;
}

const slice: Printer = (e, node) => {
  const [source, start, stop, step] = node.args;
  if (source === undefined) return rx('()');
  const simple = walkSlice(e, node);
  if (simple !== null) return simple;
  const by = step === undefined || step.type.kind === 'none' ? code`1` : e.int(step, 64).code;
  if (source.type.kind === 'str')
    return call(e.helper('slice_str'), [stringArgument(e, source), bound(e, start), bound(e, stop), by]);
  return call(e.helper('slice'), [borrowed(e.expr(source)), bound(e, start), bound(e, stop), by]);
};

/** `xs[2:5]` with constant bounds is `skip` and `take`. */
function walkSlice(e: Emitter, node: Op): Rx | null {
  const [source, start, stop, step] = node.args;
  if (source === undefined || (step !== undefined && step.type.kind !== 'none')) return null;
  const plain = (bound: Expr | undefined) =>
    bound === undefined ||
    bound.type.kind === 'none' ||
    (bound.kind === 'const' && typeof bound.value === 'bigint' && bound.value >= 0n);
  if (!plain(start) || !plain(stop) || source.type.kind === 'bytes') return null;
  const walk = walkSource(e, node);
  if (source.type.kind === 'str') return method(walk.iter, 'collect::<String>()');
  return method(walk.owned().iter, 'collect::<Vec<_>>()');
}

const concatenation: Printer = (e, node) => {
  const { type } = node;
  if (type.kind === 'bytes' || type.kind === 'list' || type.kind === 'sequence') {
    const parts = node.args.map((arg) => {
      const r = isList(arg.type) && isList(type) ? e.as(arg, { ...type }) : e.expr(arg);
      return borrowed(r);
    });
    return rx(
      code`[${joinCode(
        parts.map((p) => (code`${p}[..]`.text.startsWith('&') ? code`${p}[..]` : code`&${p}[..]`)),
        ', ',
      )}].concat()`,
    );
  }
  if (type.kind === 'tuple') return tuples(e, node);
  return e.refuse('unsupported-type', node.span, "The Rust backend can't join these.");
};

/** Tuples are joined item by item; a part that is no variable is named first. */
function tuples(e: Emitter, node: Op): Rx {
  const statements: Fragment[] = [];
  const items = node.args.flatMap((arg) => {
    if (arg.type.kind !== 'tuple') return [];
    const name = e.fresh('part');
    statements.push(code`let ${name} = ${e.value(arg).code};`);
    return arg.type.items.map((_, i) => `${name}.${i}`);
  });
  const joined = items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
  return blockOf([...statements, joined]);
}

const repetition: Printer = (e, node) => {
  const [source, count] = node.args;
  if (source === undefined || count === undefined) return rx('()');
  const times = isNonNegative(count)
    ? code`${paren(e.int(count, 64), P.cast)} as usize`
    : code`${receiver(suffixed(e.int(count, 64)))}.max(0) as usize`;
  const plain =
    count.kind === 'const' && typeof count.value === 'bigint' && count.value >= 0n
      ? code`${count.value}`
      : times;
  const r = e.expr(source);
  if (source.type.kind === 'str') return method(rx(e.text(source)), code`repeat(${plain})`);
  if (
    isList(source.type) &&
    source.type.kind !== 'bytes' &&
    !isCopy('element' in source.type ? source.type.element : source.type)
  )
    return rx(code`vec![${owned(r, source.type).code}; ${plain}].concat()`);
  return method(r, code`repeat(${plain})`);
};

const listSearch =
  (name: 'list.index' | 'list.count'): Printer =>
  (e, node) => {
    const [source, item] = node.args;
    if (source === undefined || item === undefined || !('element' in source.type)) return rx('0');
    const { element } = source.type;
    const found = e.fresh('found');
    return named(e, item, 'wanted', (value) => {
      const walk = walkSource(e, source).owned();
      const wanted =
        item.type.kind === 'str'
          ? strOf(value)
          : item.type.kind === 'float' && !holdsNoNan(item)
            ? call(e.helper('not_nan'), [value.code])
            : e.show(item.type, item.span) === e.show(element, item.span)
              ? comparand(value)
              : adapt(e, value, item, element);
      const same = code`${paren(suffixed(wanted), P.compare + 1)}`;
      if (name === 'list.count')
        return asLength(method(method(walk.iter, code`filter(|${found}| *${found} == ${same})`), 'count()'));
      return asLength(
        method(
          method(walk.iter, code`position(|${found}| ${found} == ${same})`),
          'expect("ValueError: not in list")',
        ),
      );
    });
  };

const getItem: Printer = (e, node) => {
  const [source, key] = node.args;
  if (source?.type.kind !== 'dict' || key === undefined) return rx('()');
  const found = method(
    method(e.expr(source), code`get(${borrowedAs(e, key, source.type.key)})`, 'ref'),
    'expect("KeyError")',
    'ref',
  );
  return owned(found, node.type);
};

const get: Printer = (e, node) => {
  const [source, key] = node.args;
  if (source?.type.kind !== 'dict' || key === undefined) return rx('None');
  const found = method(
    method(e.expr(source), code`get(${borrowedAs(e, key, source.type.key)})`),
    isCopy(source.type.value) ? 'copied()' : 'cloned()',
  );
  return source.type.value.kind === 'optional' ? method(found, 'flatten()') : found;
};

const getOr: Printer = (e, node) => {
  const [source, key, fallback] = node.args;
  if (source?.type.kind !== 'dict' || key === undefined || fallback === undefined) return rx('()');
  const found = method(
    method(e.expr(source), code`get(${borrowedAs(e, key, source.type.key)})`),
    isCopy(source.type.value) ? 'copied()' : 'cloned()',
  );
  const same = e.show(source.type.value, node.span) === e.show(node.type, node.span);
  if (!same)
    return e.refuse('mixed-types', node.span, 'The default has another representation than the values.');
  const other = e.as(fallback, node.type);
  if (fallback.kind === 'const') return method(found, code`unwrap_or(${other.code})`);
  // Python evaluates the default before it looks.
  const name = e.fresh('fallback');
  return blockOf([code`let ${name} = ${suffixed(other).code};`, method(found, `unwrap_or(${name})`).code]);
};

const merge: Printer = (e, node) => {
  const [left, right] = node.args;
  if (left === undefined || right === undefined || node.type.kind !== 'dict') return rx('()');
  const name = e.fresh('merged');
  return blockOf([
    code`let mut ${name} = ${e.as(left, node.type).code};`,
    code`${name}.extend(${e.as(right, node.type).code});`,
    name,
  ]);
};

/** `&a | &b` of two sets. */
const algebra =
  (symbol: '|' | '&' | '-' | '^'): Printer =>
  (e, node) => {
    const operands = node.args.map((arg) => {
      const r =
        e.show(arg.type, arg.span) === e.show(node.type, arg.span) ? e.expr(arg) : setAs(e, arg, node.type);
      return borrowed(r);
    });
    return rx(
      joinCode(
        operands.map((o) => code`${o}`),
        ` ${symbol} `,
      ),
      SET_PREC[symbol],
    );
  };

const SET_PREC = { '|': P.bitOr, '&': P.bitAnd, '-': P.add, '^': P.bitXor } as const;

/** A set in another representation (frozen or not). */
function setAs(e: Emitter, node: Expr, type: Type): Rx {
  return e.as(node, type);
}

const relation =
  (name: string): Printer =>
  (e, node) => {
    const [left, right] = node.args;
    if (left === undefined || right === undefined) return rx('false');
    const other =
      e.show(left.type, node.span) === e.show(right.type, node.span) ? e.expr(right) : e.as(right, left.type);
    return method(e.expr(left), code`${name}(${borrowed(other)})`);
  };

/** A proper subset: contained and smaller. */
const properSubset =
  (flipped: boolean): Printer =>
  (e, node) => {
    const [left, right] = flipped ? [...node.args].reverse() : node.args;
    if (left === undefined || right === undefined) return rx('false');
    const smaller = code`${e.receiver(left)}.len() < ${e.receiver(right)}.len()`;
    return rx(code`${smaller} && ${e.receiver(left)}.is_subset(${borrowed(e.expr(right))})`, P.and);
  };

const unpack: Printer = (e, node) => {
  const [source] = node.args;
  if (source === undefined) return rx('()');
  const walk = walkSource(e, source).owned();
  const list = method(walk.iter, 'collect::<Vec<_>>()').code;
  const star = node.options?.star === true;
  return call(e.helper(star ? 'unpack_star' : 'unpack'), [list, code`${node.options?.arity ?? 0}`]);
};

const lazily: Printer = (e, node) =>
  e.refuse(
    'unsupported-operation',
    node.span,
    `${node.op} is only printed where it is walked.`,
    'Use it after `for … in`, or in list(…).',
  );

export const CONTAINER_OPERATIONS: Printers = {
  len: length,
  index,
  'tuple.get': tupleGet,
  'record.get': recordGet,
  slice,
  repeat: repetition,
  unpack,
  'list.index': listSearch('list.index'),
  'list.count': listSearch('list.count'),
  'dict.getitem': getItem,
  'dict.get': get,
  'dict.get_or': getOr,
  'dict.merge': merge,
  'set.union': algebra('|'),
  'set.intersection': algebra('&'),
  'set.difference': algebra('-'),
  'set.symmetric_difference': algebra('^'),
  'set.issubset': relation('is_subset'),
  'set.issuperset': relation('is_superset'),
  'set.isdisjoint': relation('is_disjoint'),
  'set.lt': properSubset(false),
  'set.gt': properSubset(true),
  range: lazily,
  zip: lazily,
  enumerate: lazily,
  reversed: lazily,
  'dict.items': lazily,
  'dict.keys': lazily,
  'dict.values': lazily,
};

export { concatenation };
