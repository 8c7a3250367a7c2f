import type { Comp } from '../../language';
import type { Block } from './block';
import type { Context } from './context';
import type { Printed } from './print';

export function pipeline(_cx: Context, _comp: Comp, _out: Block): Printed | null {
  return null;
}
