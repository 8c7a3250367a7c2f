import type { Comp } from '../../language';
import { code, concat, type Fragment, joinCode } from '../text';
import { Block } from './block';
import { type Delivered, walkedAs } from './chain';
import type { Context } from './context';
import { atom, type Printed } from './print';

/** The comprehension as a query expression; null where a clause would need statements. */
export function query(cx: Context, comp: Comp, out: Block, delivered: Delivered): Printed | null {
  const lines: Fragment[] = [];
  const before = new Block();
  for (const [i, clause] of comp.clauses.entries()) {
    const block = i === 0 ? before : new Block();
    if (clause.kind === 'for') {
      const { iter, parameter } = walkedAs(cx, clause.source, clause.pattern, block);
      lines.push(code`from ${parameter} in ${iter.code}`);
    } else if (clause.kind === 'if') lines.push(code`where ${cx.expression(clause.test, block).code}`);
    else {
      const value = cx.expression(clause.value, block);
      lines.push(code`let ${cx.nameOf(clause.binding)} = ${value.code}`);
    }
    if (block !== before && !block.empty) return null;
  }
  const last = new Block();
  lines.push(code`select ${delivered.print(last).code}`);
  if (!last.empty) return null;
  out.append(before);
  const flat = lines.reduce((length, line) => length + line.text.length + 1, 0) < 60;
  return atom(concat(['(', joinCode(lines, flat ? ' ' : '\n '), ')']));
}
