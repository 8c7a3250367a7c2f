import type { Comp } from '../../language';
import type { Emitter } from './emitter';
import type { GoExpr, Stmt } from './syntax';

export function pipeline(_g: Emitter, _node: Comp, _block: Stmt[]): GoExpr | null {
  return null;
}
