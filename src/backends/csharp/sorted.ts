import type { Sorted } from '../../language';
import type { Block } from './block';
import type { Context } from './context';
import { orderOf } from './keys';
import { method, type Printed, unlisted, wide } from './print';
import { elementType, walked } from './sources';

/** `sorted`: LINQ's ordering is stable, in both directions, and asks each key once. */
export function sorted(cx: Context, expr: Sorted, out: Block): Printed {
  const source = walked(cx, expr.source, out);
  const items = expr.source.kind === 'comp' ? unlisted(source) : source;
  const name = expr.reverse ? 'OrderByDescending' : 'OrderBy';
  const ranked = expr.key === null ? elementType(expr.source.type) : expr.key.body.type;
  const order = orderOf(cx, ranked, expr.span);
  const { key } = expr;
  const parameter = key === null ? cx.names.fresh('item') : cx.nameOf(key.parameter);
  const by =
    key === null
      ? `${parameter} => ${parameter}`
      : cx.lambda(parameter, (inner) => wide(cx.expression(key.body, inner)));
  return method(method(items, name, by, ...(order === '' ? [] : [order])), 'ToList');
}
