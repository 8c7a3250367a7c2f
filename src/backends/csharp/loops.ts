import { type Comp, contains, type Expr, INT64, type Op } from '../../language';
import { code } from '../text';
import { Block } from './block';
import { as, walkedAs } from './chain';
import type { Context } from './context';
import { requireKey } from './expressions';
import { comparerOf } from './keys';
import { binary, not, type Printed, simple, slot } from './print';
import { isBig } from './types';

/** The comprehension as nested loops; null where a chain says it better. */
export function looped(cx: Context, comp: Comp, out: Block): Printed | null {
  const { collector, type } = comp;
  switch (collector.kind) {
    case 'list':
    case 'set':
    case 'frozenset': {
      if (type.kind !== 'list' && type.kind !== 'set') return null;
      const comparer = type.kind === 'set' ? comparerOf(cx, type.element) : '';
      return grown(cx, comp, out, `new ${cx.typeText(type, comp.span)}(${comparer})`, (name, inner) => {
        inner.add(code`${name}.Add(${slot(as(cx, collector.element, type.element, inner))});`);
      });
    }
    case 'dict': {
      if (type.kind !== 'dict') return null;
      requireKey(cx, type.key, comp);
      return grown(
        cx,
        comp,
        out,
        `new ${cx.typeText(type, comp.span)}(${comparerOf(cx, type.key)})`,
        (name, inner) => {
          const [k, v] = cx.inOrder(
            [toType(collector.key, type.key), toType(collector.value, type.value)],
            inner,
          );
          if (k && v) inner.add(code`${name}[${slot(k)}] = ${slot(v)};`);
        },
      );
    }
    case 'sum': {
      if (type.kind !== 'int') return null;
      const big = isBig(type) || isBig(collector.element.type);
      if (big !== isBig(type)) return null;
      const start = collector.start === null ? simple('0') : cx.expression(collector.start, out);
      const name = cx.names.fresh('total');
      out.add(code`${big ? 'BigInteger' : 'long'} ${name} = ${slot(start)};`);
      loops(cx, comp, out, (inner) => {
        const value = cx.expression(collector.element, inner);
        inner.add(value.narrow?.text === '1' ? `${name}++;` : code`${name} += ${slot(value)};`);
      });
      return simple(name);
    }
    case 'any':
    case 'all': {
      if (comp.clauses.filter((c) => c.kind === 'for').length > 1) return null;
      const any = collector.kind === 'any';
      const name = cx.names.fresh(any ? 'found' : 'every');
      out.add(`var ${name} = ${!any};`);
      loops(cx, comp, out, (inner) => {
        const value = cx.expression(collector.element, inner);
        const decided = new Block();
        decided.add(`${name} = ${any};`);
        decided.add('break;');
        inner.nest({ head: code`if (${(any ? value : not(value)).code})`, body: decided });
      });
      return simple(name);
    }
    default:
      return null;
  }
}

const toType = (expr: Expr, type: Expr['type']): Expr =>
  expr.type === type ? expr : { kind: 'convert', value: expr, type, span: expr.span };

function grown(
  cx: Context,
  comp: Comp,
  out: Block,
  empty: string,
  step: (name: string, inner: Block) => void,
): Printed {
  const name = cx.names.fresh('result');
  out.add(`var ${name} = ${empty};`);
  loops(cx, comp, out, (inner) => step(name, inner));
  return simple(name);
}

/** The clauses as statements with `step` inside. */
export function loops(cx: Context, comp: Comp, out: Block, step: (inner: Block) => void): void {
  clauseLoop(cx, comp, 0, out, step);
}

function clauseLoop(cx: Context, comp: Comp, at: number, out: Block, step: (inner: Block) => void): void {
  const clause = comp.clauses[at];
  if (clause === undefined) {
    step(out);
    return;
  }
  const body = new Block();
  if (clause.kind === 'if') {
    const test = cx.expression(clause.test, out);
    clauseLoop(cx, comp, at + 1, body, step);
    out.nest({ head: code`if (${test.code})`, body });
  } else if (clause.kind === 'let') {
    const value = cx.expression(clause.value, out);
    out.add(code`var ${cx.nameOf(clause.binding)} = ${value.code};`);
    clauseLoop(cx, comp, at + 1, out, step);
  } else {
    const head = counted(cx, clause, out) ?? walkedHead(cx, clause, out);
    clauseLoop(cx, comp, at + 1, body, step);
    out.nest({ head, body });
  }
}

type For = Extract<Comp['clauses'][number], { kind: 'for' }>;

function walkedHead(cx: Context, clause: For, out: Block) {
  const { iter, parameter } = walkedAs(cx, clause.source, clause.pattern, out);
  return code`foreach (var ${parameter} in ${iter.code})`;
}

/** `for (var i = 0L; i < n; i++)`, where the counter can't run past 64 bits. */
function counted(cx: Context, clause: For, out: Block) {
  const { source } = clause;
  if (source.kind !== 'op' || source.op !== 'range' || source.type.kind !== 'range') return null;
  const range = source as Op;
  if (
    range.args.some((arg) => isBig(arg.type)) ||
    !contains({ min: (INT64.min ?? 0n) / 2n, max: (INT64.max ?? 0n) / 2n }, source.type.range)
  )
    return null;
  const [startExpr, , stepExpr] = range.args;
  const step = stepExpr?.kind === 'const' && typeof stepExpr.value === 'bigint' ? stepExpr.value : 0n;
  if (step === 0n || startExpr === undefined || step > 2n ** 31n || step < -(2n ** 31n)) return null;
  const [start = simple('0'), stop = simple('0')] = cx.inOrder(range.args.slice(0, 2), out);
  const limit = cx.stable(stop, out, 'stop');
  const name = clause.pattern.kind === 'name' ? cx.nameOf(clause.pattern.binding) : cx.names.fresh('_');
  const move =
    step === 1n
      ? `${name}++`
      : step === -1n
        ? `${name}--`
        : step > 0n
          ? `${name} += ${step}`
          : `${name} -= ${-step}`;
  // A lambda inside would see the counter itself move, so the counter is copied where one is made.
  if (source.type.range.min === null) return null;
  return code`for (var ${name} = ${start.narrow && !start.code.text.endsWith('L') ? `(long)${start.code.text}` : start.code}; ${binary(step > 0n ? '<' : '>', simple(name), limit).code}; ${move})`;
}
