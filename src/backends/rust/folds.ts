import { type Comp, hull, type Interval, point } from '../../language';
import { code, type Fragment } from '../text';
import { blockOf, chain, lifted, method, P, paren, type Rx, rx, statement, suffixed } from './code';
import { productOf } from './comprehensions';
import type { Emitter } from './emitter';
import { loops } from './loops';
import { fitsBits, intShape } from './types';

/** Representation of a running sum or product: every partial result is in it. */
export function foldShape(comp: Comp): { readonly bits: 64 | 128; readonly proved: boolean } {
  const { collector, type } = comp;
  if ((collector.kind !== 'sum' && collector.kind !== 'prod') || type.kind !== 'int')
    return { bits: 64, proved: true };
  const neutral = point(collector.kind === 'sum' ? 0 : 1);
  const start = collector.start?.type.kind === 'int' ? collector.start.type.range : neutral;
  const partial = symmetric(hull(hull(type.range, start), neutral));
  const shape = intShape({ kind: 'int', range: partial });
  const element = collector.element.type.kind === 'int' ? intShape(collector.element.type).bits : 64;
  const bits = element === 128 ? 128 : shape.bits;
  return { bits, proved: fitsBits(partial, bits) };
}

function symmetric(range: Interval): Interval {
  if (range.min === null || range.max === null) return range;
  const top = -range.min > range.max ? -range.min : range.max;
  return { min: -top, max: top };
}

function startOf(e: Emitter, comp: Comp, bits: 64 | 128): Rx | null {
  const { collector } = comp;
  if ((collector.kind !== 'sum' && collector.kind !== 'prod') || collector.start === null) return null;
  const { start } = collector;
  const neutral = collector.kind === 'sum' ? 0n : 1n;
  if (start.kind === 'const' && start.value === neutral && comp.type.kind === 'int') return null;
  return comp.type.kind === 'int' ? e.int(start, bits) : e.value(start);
}

export function intFold(e: Emitter, comp: Comp, items: Rx): Rx {
  const { bits, proved } = foldShape(comp);
  const start = startOf(e, comp, bits);
  const sum = comp.collector.kind === 'sum';
  const unchecked = proved || dropsOverflowCheck(e, comp);
  const counted = proved && sum && start === null && bits === 64 ? counting(items) : null;
  if (counted !== null) return narrowed(e, comp, counted, bits);
  let total: Rx;
  if (proved) {
    total = method(items, `${sum ? 'sum' : 'product'}::<i${bits}>()`);
    if (start !== null)
      total = rx(
        code`${paren(start, sum ? P.add : P.mul)} ${sum ? '+' : '*'} ${total.code}`,
        sum ? P.add : P.mul,
      );
  } else {
    const first = suffixed(start ?? { ...rx(sum ? '0' : '1'), literal: bits }).code;
    const [name, verb] = sum ? ['sum', 'add'] : ['product', 'mul'];
    total = unchecked
      ? method(items, code`fold(${first}, i${bits}::wrapping_${verb})`)
      : method(
          method(items, code`try_fold(${first}, |${name}, item| ${name}.checked_${verb}(item))`),
          `expect("outside i${bits}")`,
        );
  }
  return narrowed(e, comp, total, bits);
}

/** The sum of a 1 for each item is their number. */
function counting({ chain: parts }: Rx): Rx | null {
  const last = parts?.calls.at(-1);
  const text = typeof last === 'string' ? last : (last?.text ?? '');
  if (parts === undefined || !/^map\((?:move )?\|[^|]*\| 1i64\)$/.test(text)) return null;
  const count = chain(parts.source, [...parts.calls.slice(0, -1), 'count()']);
  return lifted(count, (items) => rx(code`${items.code} as i64`, P.cast));
}

/** The folded value in the representation of the comprehension's own type. */
function narrowed(e: Emitter, comp: Comp, total: Rx, bits: 64 | 128): Rx {
  if (comp.type.kind !== 'int') return total;
  const own = intShape(comp.type);
  if (own.bits === bits) return total;
  if (own.bits === 128 || own.proved) return e.widen(total, bits, own.bits);
  return rx(code`i64::try_from(${total.code}).expect("outside i64")`);
}

/** In unsafe mode overflow wraps, and says so. */
export const dropsOverflowCheck = (e: Emitter, node: { readonly span: Comp['span'] }): boolean =>
  e.drops('The overflow check is dropped: a result that does not fit wraps around.', node.span);

export function floatFold(e: Emitter, comp: Comp, items: Rx): Rx {
  const start = startOf(e, comp, 64);
  if (comp.collector.kind === 'prod') {
    const product = method(items, 'product::<f64>()');
    return start === null
      ? product
      : method(items, code`fold(${start.code}, |product, item| product * item)`);
  }
  const sum = e.helper('CompensatedSum');
  return method(method(items, code`fold(${sum}::new(${floatStart(comp, start)}), ${sum}::add)`), 'value()');
}

const floatStart = (comp: Comp, start: Rx | null): Fragment =>
  comp.type.kind === 'float' && comp.type.orZero ? code`-0.0` : (start?.code ?? code`0.0`);

/** An int literal without its suffix, beside a variable of known type. */
const bare = (item: Rx): Rx => {
  const digits = /^(\d[\d_]*)i(?:64|128)$/.exec(item.code.text)?.[1];
  return digits === undefined ? item : rx(digits);
};

export function accumulated(e: Emitter, comp: Comp): Rx {
  const sum = comp.collector.kind === 'sum';
  const name = e.fresh(sum ? 'total' : 'product');
  const product = productOf(e, comp);
  if (comp.type.kind !== 'int') {
    const start = startOf(e, comp, 64);
    if (!sum) {
      const body = loops(e, comp.clauses, () =>
        statement(product.print(), (item) => code`${name} *= ${item.code};`),
      );
      return blockOf([code`let mut ${name} = ${start?.code ?? code`1.0`};`, body, name]);
    }
    const helper = e.helper('CompensatedSum');
    const body = loops(e, comp.clauses, () =>
      statement(product.print(), (item) => code`${name} = ${name}.add(${item.code});`),
    );
    return blockOf([
      code`let mut ${name} = ${helper}::new(${floatStart(comp, start)});`,
      body,
      `${name}.value()`,
    ]);
  }
  const { bits, proved } = foldShape(comp);
  const start = startOf(e, comp, bits) ?? { ...rx(sum ? '0' : '1'), literal: bits };
  const unchecked = !proved && dropsOverflowCheck(e, comp);
  const verb = sum ? 'add' : 'mul';
  const step = (): Fragment =>
    statement(product.print(), (item) => {
      if (proved) return code`${name} ${sum ? '+=' : '*='} ${bare(item).code};`;
      if (unchecked) return code`${name} = ${name}.wrapping_${verb}(${item.code});`;
      return code`${name} = ${name}.checked_${verb}(${item.code}).expect("outside i${bits}");`;
    });
  const body = loops(e, comp.clauses, step);
  const result = narrowed(e, comp, rx(name), bits);
  return blockOf([code`let mut ${name}: i${bits} = ${start.code};`, body, result.code]);
}
