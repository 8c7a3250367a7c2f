import type { Comp, Expr } from '../../language';
import { Block } from './block';
import type { Context } from './context';
import { clausesLoop, type Nest } from './sources';

/** The loops with `step` inside. Returns the label to leave them by, when `step` asked for one. */
export function loops(
  cx: Context,
  comp: Comp,
  out: Block,
  step: (inner: Block, leave: () => string) => void,
): void {
  const nest: Nest = { loops: 0 };
  const all = new Block();
  let label: string | null = null;
  clausesLoop(cx, comp, 0, all, nest, (inner) => {
    const leave = (): string => {
      if (nest.loops === 1) return 'break;';
      label ??= cx.names.fresh('search');
      return `break ${label};`;
    };
    step(inner, leave);
  });
  if (label !== null) all.labelLast(label);
  out.append(all);
}

/** What a comprehension collects; a dict's values. */
export const elementOf = (comp: Comp): Expr => {
  const { collector } = comp;
  if (collector.kind === 'dict') return collector.value;
  return collector.element;
};
