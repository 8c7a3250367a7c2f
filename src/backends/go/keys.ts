import { type Span, someType, type Type } from '../../language';
import type { Emitter } from './emitter';
import { textOfKey, valueOfText } from './key-texts';
import { composite, field, type GoExpr, giveBack, isSimple, lambda, name, type Stmt } from './syntax';
import { tupleField } from './types';

/**
 * Sets and dicts hold their keys *packed*: what Go can't compare with `==` (a `*big.Int`, a slice, a set) becomes a
 * text. Every other key is its own packed form.
 */
export function needsPacking(g: Emitter, type: Type): boolean {
  return someType(type, (t) => g.types.isBig(t) || t.kind === 'sequence' || t.kind === 'set');
}

/** A key on its way into a set or dict. NaN is reported. */
export function pack(g: Emitter, value: GoExpr, type: Type, span: Span, block: Stmt[]): GoExpr {
  if (someType(type, (t) => t.kind === 'float'))
    return packed(g, g.help('checkKey', value), type, span, block);
  return packed(g, value, type, span, block);
}

function packed(g: Emitter, value: GoExpr, type: Type, span: Span, block: Stmt[]): GoExpr {
  if (!needsPacking(g, type)) return value;
  if (type.kind === 'tuple')
    return eachItem(g, value, type, g.types.key(type, span), block, (item, of) =>
      packed(g, item, of, span, block),
    );
  if (type.kind === 'optional')
    return g.totalHelp(
      'mapOptional',
      value,
      function1(g, g.goType(type.of, span), g.types.key(type.of, span), (x, body) =>
        packed(g, x, type.of, span, body),
      ),
    );
  return textOfKey(g, value, type, span, block);
}

/** A key on its way out of a set or dict. */
export function unpack(g: Emitter, value: GoExpr, type: Type, span: Span, block: Stmt[]): GoExpr {
  if (!needsPacking(g, type)) return value;
  if (type.kind === 'tuple')
    return eachItem(g, value, type, g.goType(type, span), block, (item, of) =>
      unpack(g, item, of, span, block),
    );
  if (type.kind === 'optional')
    return g.totalHelp(
      'mapOptional',
      value,
      function1(g, g.types.key(type.of, span), g.goType(type.of, span), (x, body) =>
        unpack(g, x, type.of, span, body),
      ),
    );
  return valueOfText(g, value, type, span, block);
}

/** A slice of packed keys as a slice of their values. */
export function unpackAll(g: Emitter, keys: GoExpr, type: Type, span: Span): GoExpr {
  if (!needsPacking(g, type)) return keys;
  const convert = function1(g, g.types.key(type, span), g.goType(type, span), (x, body) =>
    unpack(g, x, type, span, body),
  );
  return g.totalHelp('mapItems', keys, convert);
}

function eachItem(
  g: Emitter,
  value: GoExpr,
  type: Type & { kind: 'tuple' },
  go: string,
  block: Stmt[],
  change: (item: GoExpr, type: Type) => GoExpr,
): GoExpr {
  const kept = isSimple(value) ? value : g.keep(block, 'key', value);
  const arity = type.items.length;
  return composite(
    go,
    type.items.map((item, i) => ({ value: change(field(kept, tupleField(arity, i)), item) })),
  );
}

/** A function literal of one argument. */
export function function1(
  g: Emitter,
  from: string,
  to: string,
  emit: (x: GoExpr, body: Stmt[]) => GoExpr,
): GoExpr {
  const item = g.names.fresh('x');
  const body = g.functionBody((statements) => {
    const result = emit(name(item), statements);
    statements.push(giveBack(result));
  });
  return lambda([{ name: item, type: from }], to, body);
}
