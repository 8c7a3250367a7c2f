import { type Expr, mayRaise, type Type } from '../../language';
import { code, type Fragment, joinCode } from '../text';
import { blockOf, lifted, method, type Own, owned, P, paren, type Rx, rx } from './code';
import type { Emitter } from './emitter';
import { intShape, isCopy } from './types';

/**
 * Prints a value of one type in the representation of another: what the IR's `convert` nodes mean. Answers an owned
 * value.
 */
export function adapt(e: Emitter, r: Rx, node: Expr, to: Type): Rx {
  const from = node.type;
  if (r.literal !== undefined && to.kind === 'int') return { ...r, literal: intShape(to).bits };
  if (node.kind === 'display' && node.items.length === 0) return owned(r, from);
  if (e.show(from, node.span) === e.show(to, node.span) && !changesZero(from, to)) return owned(r, from);
  if (from.kind === 'never') return r;
  return convert(e, r, node, from, to);
}

/** A length needs no stop at `i64` on its way to a float. */
function counted(text: Fragment): Fragment {
  const length = /^[\w.]+\.len\(\)(?= as i64$)/.exec(text.text)?.[0];
  if (length === undefined) return text;
  return { text: length, map: text.map.map((m) => ({ ...m, end: Math.min(m.end, length.length) })) };
}

const changesZero = (from: Type, to: Type): boolean =>
  from.kind === 'float' && from.orZero === true && to.kind === 'float' && !to.orZero;

function convert(e: Emitter, r: Rx, node: Expr, from: Type, to: Type): Rx {
  const span = node.span;
  const unsupported = (): never =>
    e.refuse(
      'unsupported-type',
      span,
      'The Rust backend has no such conversion.',
      'Give all values one type.',
    );
  if (to.kind === 'optional') {
    if (from.kind === 'none') return rx('None');
    if (from.kind !== 'optional') return rx(code`Some(${convertOrSame(e, r, node, from, to.of).code})`);
    return mapped(e, r, node, 'map', from.of, to.of);
  }
  if (from.kind === 'optional')
    return convertOrSame(e, method(owned(r, from), 'expect("a value")'), node, from.of, to);
  switch (to.kind) {
    case 'int':
      if (from.kind === 'bool') return boolToInt(r, intShape(to).bits);
      if (from.kind === 'int') return intToInt(e, copied(r), intShape(from).bits, intShape(to));
      return unsupported();
    case 'float':
      if (from.kind === 'bool') return rx(code`${paren(boolToInt(r, 64), P.cast)} as f64`, P.cast);
      if (from.kind === 'int') return rx(code`${counted(paren(copied(r), P.cast))} as f64`, P.cast);
      // The empty sum's int 0 is held as -0.0.
      if (from.kind === 'float')
        return lifted(copied(r), (sum) => rx(code`${paren(sum, P.add)} + 0.0`, P.add));
      return unsupported();
    case 'list':
    case 'sequence':
      if ((from.kind === 'list' || from.kind === 'sequence') && from.element.kind === 'never')
        return mayRaise(node) ? unsupported() : rx('Vec::new()');
      if (from.kind === 'list' || from.kind === 'sequence')
        return mapped(e, r, node, 'list', from.element, to.element);
      if (from.kind === 'tuple')
        return taken(
          e,
          r,
          node,
          from.items,
          () => to.element,
          (parts) => rx(code`vec![${joinCode(parts, ', ')}]`),
        );
      return unsupported();
    case 'iterator':
      return from.kind === 'iterator' ? mapped(e, r, node, 'list', from.element, to.element) : unsupported();
    case 'tuple':
      if (from.kind !== 'tuple') return unsupported();
      return taken(
        e,
        r,
        node,
        from.items,
        (i) => to.items[i] ?? to,
        (parts) =>
          rx(parts.length === 1 ? code`(${joinCode(parts, '')},)` : code`(${joinCode(parts, ', ')})`),
      );
    case 'set':
      if (from.kind === 'set') {
        e.show(to, span);
        const container = to.frozen ? 'BTreeSet' : 'HashSet';
        if (from.element.kind === 'never') return mayRaise(node) ? unsupported() : rx(`${container}::new()`);
        return mapped(e, r, node, container, from.element, to.element);
      }
      return unsupported();
    case 'dict': {
      if (from.kind !== 'dict') return unsupported();
      e.show(to, span);
      const key = closureBody(e, 'key', node, from.key, to.key);
      const value = closureBody(e, 'value', node, from.value, to.value);
      return method(
        owned(r, from),
        code`into_iter().map(|(key, value)| (${key.code}, ${value.code})).collect::<${e.types.map(to.ordered)}<_, _>>()`,
      );
    }
    default:
      return unsupported();
  }
}

const copied = (r: Rx): Rx => (r.own === 'ref' ? rx(code`*${paren(r, P.unary)}`, P.unary) : r);

const boolToInt = (r: Rx, bits: 64 | 128): Rx => rx(code`i${bits}::from(${copied(r).code})`);

/** Into a narrower type the value is checked, unless the wider one only came from a missing bound. */
function intToInt(e: Emitter, r: Rx, from: 64 | 128, to: { bits: 64 | 128; proved: boolean }): Rx {
  if (r.literal !== undefined) return { ...r, literal: to.bits };
  if (from === to.bits) return r;
  if (to.bits === 128 || to.proved) return e.widen(r, from, to.bits);
  return rx(code`i64::try_from(${r.code}).expect("outside i64")`);
}

/** Maps the items of a container or option. */
function mapped(e: Emitter, r: Rx, node: Expr, how: string, from: Type, to: Type): Rx {
  const body = closureBody(e, 'item', node, from, to);
  const source = owned(r, node.type);
  if (how === 'map') return method(source, code`map(|item| ${body.code})`);
  const target = how === 'list' ? 'Vec' : how;
  return method(source, code`into_iter().map(|item| ${body.code}).collect::<${target}<_>>()`);
}

/** The conversion of an owned variable that no binding of the program stands for. */
function closureBody(e: Emitter, name: string, node: Expr, from: Type, to: Type): Rx {
  return convertOrSame(e, rx(name), node, from, to);
}

function convertOrSame(e: Emitter, r: Rx, node: Expr, from: Type, to: Type): Rx {
  if (e.show(from, node.span) === e.show(to, node.span) && !changesZero(from, to)) return owned(r, from);
  if (from.kind === 'never') return r;
  return convert(e, r, { ...node, type: from }, from, to);
}

/**
 * Takes a tuple apart and puts its items, each converted, together in another way. A tuple that is no variable is
 * named first.
 */
export function taken(
  e: Emitter,
  r: Rx,
  node: Expr,
  from: readonly Type[],
  to: (index: number) => Type,
  make: (parts: readonly Fragment[]) => Rx,
): Rx {
  if (node.kind === 'display' && node.type.kind === 'tuple')
    return make(node.items.map((item, i) => adapt(e, e.expr(item.value), item.value, to(i)).code));
  const parts = (tuple: Fragment | string, own: Own) =>
    from.map(
      (type, i) =>
        convertOrSame(e, rx(code`${tuple}.${i}`, P.primary, isCopy(type) ? 'value' : own), node, type, to(i))
          .code,
    );
  if (/^[a-z_][a-z0-9_.]*$/.test(r.code.text))
    return make(parts(r.code, r.own === 'value' ? 'value' : 'place'));
  const name = e.fresh('tuple');
  const whole = code`let ${name} = ${r.code};`;
  return blockOf([whole, make(parts(name, r.own === 'value' ? 'value' : 'place')).code]);
}
