import type { Sorted } from '../../language';
import { code } from '../text';
import type { Block } from './block';
import type { Context } from './context';
import { listOf } from './cursors';
import { typed } from './erase';
import { iterable } from './operations-collections';
import { elementType } from './patterns';
import { arrayOf, atom, method, type Printed, wrap } from './print';
import { comparison } from './values';

/** `sorted`: a copy, sorted with Python's order. JavaScript's sort is stable too, and stays so when reversed. */
export function sorted(cx: Context, expr: Sorted, out: Block): Printed {
  const element = elementType(expr.source.type);
  const fresh = listOf(cx, expr.source, out);
  if (expr.key === null) {
    const items = fresh.owned ? fresh.value : copy(fresh.value, expr.source.type);
    return method(items, 'sort', comparison(cx, element, expr.span, expr.reverse));
  }
  const { parameter, body } = expr.key;
  const name = cx.nameOf(parameter);
  const key = cx.lambda(`(${name})${typed(`: ${cx.typeText(body.type)}`)}`, (inner) =>
    cx.expression(body, inner),
  );
  const items = fresh.owned ? fresh.value : iterable(expr.source.type, fresh.value);
  return cx.help('sortBy', items, key, comparison(cx, body.type, expr.span, expr.reverse));
}

const copy = (items: Printed, type: Sorted['source']['type']): Printed =>
  arrayOf([atom(code`...${wrap(iterable(type, items), 1)}`)]);
