import type { Collector, Comp, Expr, Lambda } from '../../language';
import { code, type Fragment } from '../text';
import { adapt } from './adapt';
import { blockOf, method, type Rx, rx, suffixed } from './code';
import type { Emitter } from './emitter';
import { loops } from './loops';
import { hasFloat, isCopy, isOrdered } from './types';

type Extremum = Extract<Collector, { kind: 'min' | 'max' }>;

/**
 * `min` or `max` of an iterator over owned items: the first of equals, as in Python. Rust's `max_by_key` answers the
 * last of equals, so the greatest is the least by reversed keys; floats have no total order and are compared by `<`.
 */
export function extremum(e: Emitter, comp: Comp, collector: Extremum, items: Rx): Rx {
  const { kind, element, key, fallback } = collector;
  const best = key === null ? byValue(e, kind, element, items) : byKey(e, kind, key, items);
  return orElse(e, comp, element, fallback, best, kind);
}

/** The same as statements: the best item so far, with its key. */
export function extremumLoop(e: Emitter, comp: Comp, collector: Extremum): Rx {
  const { kind, element, key, fallback } = collector;
  requireOrder(e, key?.body ?? element);
  const name = e.fresh(kind === 'min' ? 'least' : 'greatest');
  const item = e.fresh('item');
  const better = kind === 'min' ? '<' : '>';
  const body = loops(e, comp.clauses, () => {
    const value = code`let ${item} = ${suffixed(e.value(element)).code};`;
    if (key === null)
      return code`${value}\nif ${name}.as_ref().map_or(true, |best| ${item} ${better} *best) {\n    ${name} = Some(${item});\n}`;
    const parameter = keyParameter(e, key);
    const bound = parameter.text === '_' ? code`` : code`let ${parameter} = &${item};\n`;
    const keyed = code`let key = ${suffixed(e.value(key.body)).code};`;
    return code`${value}\n${bound}${keyed}\nif ${name}.as_ref().map_or(true, |(best, _)| key ${better} *best) {\n    ${name} = Some((key, ${item}));\n}`;
  });
  const best = key === null ? rx(name) : method(rx(name), 'map(|(_, item)| item)');
  return blockOf([`let mut ${name} = None;`, body, orElse(e, comp, element, fallback, best, kind).code]);
}

function byValue(e: Emitter, kind: 'min' | 'max', element: Expr, items: Rx): Rx {
  requireOrder(e, element);
  if (hasFloat(element.type))
    return method(
      items,
      `reduce(|best, item| if item ${kind === 'min' ? '<' : '>'} best { item } else { best })`,
    );
  return method(items, `${kind}()`);
}

function byKey(e: Emitter, kind: 'min' | 'max', key: Lambda, items: Rx): Rx {
  requireOrder(e, key.body);
  const parameter = keyParameter(e, key);
  const value = e.value(key.body).code;
  if (hasFloat(key.body.type)) {
    const item = e.fresh('item');
    const keyed = method(items, code`map(|${item}| (${keyOf(e, key, item)}, ${item}))`);
    const chosen = method(
      keyed,
      `reduce(|best, item| if item.0 ${kind === 'min' ? '<' : '>'} best.0 { item } else { best })`,
    );
    return method(chosen, 'map(|(_, item)| item)');
  }
  if (kind === 'min') return method(items, code`min_by_key(|${parameter}| ${value})`);
  e.use('std::cmp::Reverse');
  return method(items, code`min_by_key(|${parameter}| Reverse(${value}))`);
}

/** The parameter of a key closure, which gets a reference. */
export function keyParameter(e: Emitter, key: Lambda): Fragment {
  const { parameter } = key;
  if (!e.read.has(parameter.id)) return code`_`;
  return isCopy(parameter.type) ? code`&${e.bind(parameter, 'value')}` : code`${e.bind(parameter, 'ref')}`;
}

/** The key of a variable that owns its value. */
export function keyOf(e: Emitter, key: Lambda, item: string): Fragment {
  const parameter = keyParameter(e, key);
  const value = e.value(key.body).code;
  if (parameter.text === '_') return value;
  return code`{\n    let ${parameter} = &${item};\n    ${value}\n}`;
}

export function requireOrder(e: Emitter, compared: Expr): void {
  if (!isOrdered(compared.type))
    e.refuse(
      'unsupported-type',
      compared.span,
      'These values have no order in Rust.',
      'Compare numbers, strings or tuples.',
    );
}

function orElse(e: Emitter, comp: Comp, element: Expr, fallback: Expr | null, best: Rx, kind: string): Rx {
  const { type } = comp;
  const same = e.show(element.type, comp.span) === e.show(type, comp.span);
  if (fallback === null) {
    const found = method(best, `expect("ValueError: ${kind}() iterable argument is empty")`);
    return same ? found : adapt(e, found, element, type);
  }
  if (
    fallback.kind === 'const' &&
    fallback.value === null &&
    type.kind === 'optional' &&
    element.type.kind !== 'optional'
  ) {
    const unchanged = e.show(element.type, comp.span) === e.show(type.of, comp.span);
    return unchanged ? best : method(best, code`map(|item| ${adapt(e, rx('item'), element, type.of).code})`);
  }
  const found = same ? best : method(best, code`map(|item| ${adapt(e, rx('item'), element, type).code})`);
  const other = e.as(fallback, type);
  return method(
    found,
    fallback.kind === 'const' ? code`unwrap_or(${other.code})` : code`unwrap_or_else(|| ${other.code})`,
  );
}
