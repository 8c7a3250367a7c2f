import { constant, convert, op } from './build';
import type { Span } from './diagnostic';
import { refuse } from './diagnostic';
import { elaborate } from './elaborate';
import { type Call, wrongType } from './elaborate-builtins';
import { toList } from './elaborate-displays';
import { textOf } from './elaborate-format';
import { asInt, isIntLike, rangeOf } from './elaborate-operators';
import { byMember } from './elaborate-unions';
import { constantOf, maximum, point } from './interval';
import type { Expr } from './ir';
import { requireIteration, requireOrder } from './iterate';
import { BYTES, bytes, FLOAT, int, STR } from './types';

export function makeInt(call: Call): Expr {
  call.expectKeywords('base');
  call.expectArity(0, 2);
  const [x, second] = call.args;
  if (!x) return constant(call.span, 0n);
  const baseAst = call.keyword('base');
  const base = second ?? (baseAst ? elaborate(baseAst, call.scope, call.context) : null);
  if (base !== null) {
    const known = base.type.kind === 'int' ? constantOf(base.type.range) : null;
    if (known === null || x.type.kind !== 'str')
      return refuse('unsupported-argument', call.span, 'The base of `int(text, base)` must be written out.');
    if (known !== 0n && (known < 2n || known > 36n))
      return refuse('type-error', call.span, 'int() base must be >= 2 and <= 36, or 0', {
        exception: 'ValueError',
      });
    return op(call.span, 'int.from_str', int(), [x], { base: Number(known) });
  }
  return byMember(x, call.context, (value) => {
    if (isIntLike(value.type)) return asInt(value);
    if (value.type.kind === 'float') return op(call.span, 'int.from_float', int(), [convert(value, FLOAT)]);
    return value.type.kind === 'str'
      ? op(call.span, 'int.from_str', int(), [value])
      : wrongType(call, value, 'a number or a string');
  });
}

const FLOAT_WORDS: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Infinity,
  '-inf': -Infinity,
  infinity: Infinity,
  '-infinity': -Infinity,
  '+inf': Infinity,
  '+nan': Number.NaN,
  '-nan': Number.NaN,
};

export function parsedFloat(span: Span, x: Expr): Expr {
  if (x.kind === 'const' && typeof x.value === 'string') {
    const text = x.value.trim().toLowerCase();
    const word = Object.hasOwn(FLOAT_WORDS, text) ? FLOAT_WORDS[text] : undefined;
    if (word !== undefined) return constant(span, { float: word });
    if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text)) return constant(span, { float: Number(text) });
  }
  return op(span, 'float.from_str', FLOAT, [x]);
}

export function makeStr(call: Call): Expr {
  call.expectKeywords('encoding');
  call.expectArity(0, 2);
  const [x, second] = call.args;
  if (!x) return constant(call.span, '');
  const encodingAst = call.keyword('encoding');
  const encoding = second ?? (encodingAst ? elaborate(encodingAst, call.scope, call.context) : null);
  if (encoding)
    return x.type.kind === 'bytes'
      ? op(call.span, 'bytes.decode', STR, [x], { encoding: codec(encoding) })
      : wrongType(call, x, 'bytes to decode');
  return textOf(call.span, x);
}

const CODECS: Readonly<Record<string, 'utf-8' | 'ascii' | 'latin-1'>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  ascii: 'ascii',
  'latin-1': 'latin-1',
  latin1: 'latin-1',
  'iso-8859-1': 'latin-1',
  'us-ascii': 'ascii',
};

export function codec(value: Expr): 'utf-8' | 'ascii' | 'latin-1' {
  const name =
    value.kind === 'const' && typeof value.value === 'string'
      ? value.value.toLowerCase().replace('_', '-')
      : '';
  const known = Object.hasOwn(CODECS, name) ? CODECS[name] : undefined;
  return (
    known ??
    refuse('unsupported-argument', value.span, 'This text encoding is not understood.', {
      hint: 'Use utf-8, ascii or latin-1, written out.',
    })
  );
}

export function makeBytes(call: Call): Expr {
  call.expectKeywords('encoding');
  call.expectArity(0, 2);
  const [x, second] = call.args;
  if (!x) return constant(call.span, { bytes: new Uint8Array() });
  const encodingAst = call.keyword('encoding');
  const encoding = second ?? (encodingAst ? elaborate(encodingAst, call.scope, call.context) : null);
  if (x.type.kind === 'str')
    return encoding
      ? op(call.span, 'str.encode', BYTES, [x], { encoding: codec(encoding) })
      : wrongType(call, x, 'an encoding beside a string');
  if (x.type.kind === 'bytes') return x;
  if (isIntLike(x.type))
    return op(call.span, 'bytes.zeros', bytes(maximum(rangeOf(x), point(0))), [asInt(x)]);
  const iteration = requireIteration(x);
  requireOrder(iteration, call.span, 'These bytes');
  if (iteration.element.kind !== 'never' && !isIntLike(iteration.element)) return wrongType(call, x, 'ints');
  const element = iteration.element.kind === 'int' ? iteration.element : int({ min: 0n, max: 1n });
  return op(call.span, 'bytes.from_ints', bytes(iteration.size), [toList(x, element, call.context)]);
}
