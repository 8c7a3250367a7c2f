import type { Expr } from '../../language';
import { code, concat, type Fragment, joinCode } from '../text';
import { isWellFormed, P, type Rx, receiver, rx, stringLiteral } from './code';
import type { Emitter } from './emitter';
import { simpleSpec } from './formats';

/** One `{…}` of a template. */
interface Field {
  readonly spec: string;
  readonly argument: Fragment;
}

/** `a + 'text' + str(b)` and f-strings: one `format!`. */
export function template(e: Emitter, pieces: readonly Expr[]): Rx {
  let text = '';
  const values: Fragment[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'const' && typeof piece.value === 'string') {
      text += literalText(e, piece);
      continue;
    }
    const { spec, argument } = field(e, piece);
    if (/^[a-z_][a-z0-9_]*$/.test(argument.text) && argument.text !== 'self')
      text += `{${argument.text}${spec}}`;
    else {
      text += `{${spec}}`;
      values.push(argument);
    }
  }
  return rx(
    concat(['format!("', text, '"', values.length === 0 ? '' : ', ', joinCode(values, ', '), ')']),
    P.primary,
  );
}

/** A constant's characters as inside a template literal, where a brace is written twice. */
function literalText(e: Emitter, piece: Extract<Expr, { kind: 'const' }>): string {
  const text = String(piece.value);
  if (!isWellFormed(text))
    e.refuse('unsupported-operation', piece.span, 'A Rust string holds no lone surrogate.');
  return stringLiteral(text.replace(/[{}]/g, '$&$&')).slice(1, -1);
}

function field(e: Emitter, piece: Expr): Field {
  if (piece.kind === 'op') {
    const [value] = piece.args;
    if (piece.op === 'str' && value?.type.kind === 'int') return { spec: '', argument: displayed(e, value) };
    if (piece.op === 'format' && value !== undefined && piece.options?.spec) {
      const spec = simpleSpec(value, piece.options.spec);
      if (spec !== null) return { spec: spec === '' ? '' : `:${spec}`, argument: displayed(e, value) };
    }
  }
  return { spec: '', argument: displayed(e, piece) };
}

/** Macros of `std::fmt` take their arguments by reference. */
function displayed(e: Emitter, value: Expr): Fragment {
  const r = e.expr(value);
  return r.literal === undefined ? r.code : code`${r.code}i${r.literal}`;
}

/** `format!("{:>5}", x)` */
export function formatted(e: Emitter, value: Expr, spec: string): Rx {
  const argument = displayed(e, value);
  if (spec === '' && value.type.kind === 'int') return rx(code`${receiver(e.expr(value))}.to_string()`);
  if (/^[a-z_][a-z0-9_]*$/.test(argument.text))
    return rx(code`format!("{${argument}${spec === '' ? '' : `:${spec}`}}")`);
  return rx(code`format!("{${spec === '' ? '' : `:${spec}`}}", ${argument})`);
}
