import { contains, type Op, refuse, SAFE } from '../../language';
import { isHugeLogarithm, type MathOp, PYTHON_FUNCTIONS } from '../libm';
import { code, joinCode } from '../text';
import type { Emitter } from './emitter';
import { at, type Printed } from './printed';

/** CPython's function, bit by bit and with its exceptions. */
export function mathCall(emitter: Emitter, node: Op, op: MathOp): Printed {
  if (isHugeLogarithm(node))
    return refuse(
      'may-overflow',
      node.span,
      'The logarithm of an int that may be past the largest float is not computed here.',
      { backend: 'julia', hint: 'Narrow the range, or use the Python channel.' },
    );
  const name = PYTHON_FUNCTIONS[op];
  emitter.use(name);
  const values = node.args.map((arg) => {
    if (arg.type.kind !== 'int') return emitter.print(arg);
    if (!contains(SAFE, arg.type.range)) return emitter.unsupported(arg.span, 'A power of an int past 2^53');
    return code`Float64(${emitter.print(arg)})`;
  });
  return at(code`${name}(${joinCode(values, ', ')})`);
}
