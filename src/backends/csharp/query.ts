import type { Comp } from '../../language';
import { code, type Fragment, indent, joinCode } from '../text';
import { Block } from './block';
import { type Delivered, walkedAs } from './chain';
import type { Context } from './context';
import { atom, type Printed } from './print';

/** The comprehension as a query expression; null where a clause would need statements. */
export function query(cx: Context, comp: Comp, out: Block, delivered: Delivered): Printed | null {
  const lines: Fragment[] = [];
  let only: { readonly iter: Printed; readonly parameter: string } | null = null;
  const before = new Block();
  for (const [i, clause] of comp.clauses.entries()) {
    const block = i === 0 ? before : new Block();
    if (clause.kind === 'for') {
      const { iter, parameter } = walkedAs(cx, clause.source, clause.pattern, block);
      if (comp.clauses.length === 1) only = { iter, parameter };
      lines.push(code`from ${parameter} in ${iter.code}`);
    } else if (clause.kind === 'if') lines.push(code`where ${cx.expression(clause.test, block).code}`);
    else {
      const value = cx.expression(clause.value, block);
      lines.push(code`let ${cx.nameOf(clause.binding)} = ${value.code}`);
    }
    if (block !== before && !block.empty) return null;
  }
  const last = new Block();
  const chosen = delivered.print(last).code;
  lines.push(code`select ${chosen}`);
  if (!last.empty) return null;
  out.append(before);
  // `from x in xs select x` says no more than `xs`.
  if (only?.parameter === chosen.text) return only.iter;
  const flat = lines.reduce((length, line) => length + line.text.length + 1, 0) < 60;
  if (!flat) return atom(code`(\n${indent(joinCode(lines, '\n'), '    ')})`);
  const line = joinCode(lines, ' ');
  return { ...atom(code`(${line})`), bare: line };
}
