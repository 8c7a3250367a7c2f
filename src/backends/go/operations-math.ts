import type { Op } from '../../language';
import { isHugeLogarithm, type MathOp, PYTHON_FUNCTIONS } from '../libm';
import type { Emitter } from './emitter';
import { mathHelper } from './helpers/math';
import { type GoExpr, totalCall } from './syntax';

/** Go's own functions, by algorithms of their own. */
const NATIVE: Readonly<Record<MathOp, string>> = {
  'float.pow': 'math.Pow',
  'int.pow_negative': 'math.Pow',
  'math.hypot': 'math.Hypot',
  'math.exp': 'math.Exp',
  'math.log': 'math.Log',
  'math.log2': 'math.Log2',
  'math.log10': 'math.Log10',
  'math.log1p': 'math.Log1p',
  'math.expm1': 'math.Expm1',
  'math.sin': 'math.Sin',
  'math.cos': 'math.Cos',
  'math.tan': 'math.Tan',
  'math.asin': 'math.Asin',
  'math.acos': 'math.Acos',
  'math.atan': 'math.Atan',
  'math.atan2': 'math.Atan2',
  'math.sinh': 'math.Sinh',
  'math.cosh': 'math.Cosh',
  'math.tanh': 'math.Tanh',
  'math.pow': 'math.Pow',
};

/** CPython's function, bit by bit and with its exceptions; in unsafe mode Go's. */
export function mathCall(g: Emitter, node: Op, op: MathOp, values: readonly GoExpr[]): GoExpr {
  if (isHugeLogarithm(node))
    return g.refuse(
      'may-overflow',
      node.span,
      'The logarithm of an int that may be past the largest float is not computed here.',
      'Narrow the range, or use the Python channel.',
    );
  if (!g.settings.unsafe) return g.help(mathHelper(PYTHON_FUNCTIONS[op]), ...values);
  g.note(
    'unsafe-check-dropped',
    node.span,
    `Go's ${NATIVE[op]} may differ from Python in the last digit, and answers NaN or Inf where Python raises.`,
    'warning',
  );
  return totalCall(NATIVE[op], ...values);
}
