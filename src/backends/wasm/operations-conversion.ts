import type { FormatSpec, Op } from '../../language';
import type { Emitter } from './emitter';
import { reprOfValue, textOfValue } from './generic';
import type { OperationTable, OperationWriter } from './operations';
import { i32, i64, pure, type Value, type Values } from './wat';

const operand = (emitter: Emitter, node: Op): Value => emitter.single(emitter.args(node.args).flat());

/** `str(x)`: a string is itself, everything else its repr. */
const text: OperationWriter = (emitter, node) => {
  const [arg] = node.args;
  if (arg === undefined) throw new TypeError('an operand');
  const shape = emitter.shapeOf(arg);
  return [textOfValue(emitter, shape, emitter.expr(arg), node.span)];
};

const representation: OperationWriter = (emitter, node) => {
  const [arg] = node.args;
  if (arg === undefined) throw new TypeError('an operand');
  return [reprOfValue(emitter, emitter.shapeOf(arg), emitter.expr(arg), node.span)];
};

const ascii: OperationWriter = (emitter, node) => {
  const [arg] = node.args;
  if (arg?.type.kind === 'str') return [emitter.call('str_repr', operand(emitter, node), i32(1))];
  if (arg?.type.kind === 'int' || arg?.type.kind === 'float' || arg?.type.kind === 'bool')
    return representation(emitter, node);
  return emitter.refuse('unsupported-operation', node.span, 'Wasm has `ascii` of strings and numbers.');
};

const prefixed =
  (base: number): OperationWriter =>
  (emitter, node) => [emitter.call('int_prefixed', operand(emitter, node), i64(base))];

const fromText: OperationWriter = (emitter, node) => [
  emitter.call('int_parse', operand(emitter, node), i32(node.options?.base ?? 10)),
];

const code = (c: string): Value => i32(c.codePointAt(0) ?? 0);

/** PEP 3101: head (sign and prefix), body (digits or text), padding. */
const format: OperationWriter = (emitter, node) => {
  const [arg] = node.args;
  const spec = node.options?.spec;
  if (arg === undefined || spec === undefined)
    throw new TypeError('format has an argument and a specification');
  const shape = emitter.shapeOf(arg);
  const value = operand(emitter, node);
  switch (shape.kind) {
    case 'int':
      return [formatInt(emitter, node, value, spec)];
    case 'float':
      return [formatFloat(emitter, node, value, spec)];
    case 'str':
      return [formatText(emitter, node, value, spec)];
    case 'bool':
      if (spec.type === null && spec.width === 0 && spec.precision === null)
        return [reprOfValue(emitter, shape, [value], node.span)];
      break;
    default:
  }
  return emitter.refuse('unsupported-operation', node.span, `Wasm can't format a ${shape.kind} so.`);
};

const BASES: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16, d: 10, n: 10 };

function formatInt(emitter: Emitter, node: Op, value: Value, spec: FormatSpec): Value {
  const { fn } = emitter;
  const type = spec.type ?? 'd';
  const zeroFilled = spec.align === '=' && spec.fill === '0';
  if (type === 'c') {
    const one = fn.hold(emitter.call('format_char', value));
    return padded(emitter, i32(emitter.module.text('')), one, spec, '<');
  }
  const base = BASES[type];
  if (
    base === undefined ||
    spec.precision !== null ||
    (zeroFilled && spec.grouping !== null && spec.width > 0)
  )
    return emitter.refuse('unsupported-operation', node.span, 'Wasm has no such format of an int.');
  const x = fn.hold(value);
  if (type === 'd' && spec.width === 0 && spec.grouping === null && spec.sign === '-')
    return emitter.call('int_str', x);
  const magnitude: Value = {
    type: 'i64',
    text: `(select (i64.sub (i64.const 0) ${x.text}) ${x.text} (i64.lt_s ${x.text} (i64.const 0)))`,
    stable: true,
  };
  let body = emitter.call('int_digits', magnitude, i64(base), i32(type === 'X' ? 1 : 0));
  if (spec.grouping !== null)
    body = emitter.call('group_digits', body, code(spec.grouping), i32(base === 10 ? 3 : 4));
  let head = emitter.call('int_head', x, code(spec.sign));
  if (spec.alternate && base !== 10)
    head = emitter.call('concat', head, i32(emitter.module.text(`0${type}`)), i32(4));
  return padded(emitter, head, body, spec, '>');
}

/** Kinds of float formats, as `host.format_float` takes them; 0 is the default format with a precision. */
const FLOAT_KINDS = 'eEfFgG%';

function formatFloat(emitter: Emitter, node: Op, value: Value, spec: FormatSpec): Value {
  const { fn } = emitter;
  const zeroFilled = spec.align === '=' && spec.fill === '0';
  const kind = spec.type === null ? 0 : FLOAT_KINDS.indexOf(spec.type) + 1;
  const refused =
    spec.zeroNegative ||
    (spec.type !== null && kind === 0) ||
    (zeroFilled && spec.grouping !== null && spec.width > 0);
  if (refused)
    return emitter.refuse('unsupported-operation', node.span, 'Wasm has no such format of a float.');
  const x = fn.hold(value);
  const magnitude = pure('f64.abs', 'f64', x);
  const plain = kind === 0 && spec.precision === null;
  const body =
    plain && spec.grouping === null && !spec.alternate
      ? emitter.call('float_repr', magnitude)
      : emitter.call(
          'format_float',
          magnitude,
          i32(plain ? -1 : kind),
          i32(spec.precision ?? 6),
          i32(spec.alternate ? 1 : 0),
          i32(spec.grouping === null ? 0 : (spec.grouping.codePointAt(0) ?? 0)),
        );
  return padded(emitter, emitter.call('float_head', x, code(spec.sign)), body, spec, '>');
}

function formatText(emitter: Emitter, node: Op, value: Value, spec: FormatSpec): Value {
  if (spec.align === '=')
    return emitter.refuse('unsupported-operation', node.span, "'=' is no alignment of a string.");
  const body =
    spec.precision === null ? value : emitter.call('slice', value, i64(0), i64(spec.precision), i32(4));
  return padded(emitter, i32(emitter.module.text('')), body, spec, '<');
}

function padded(emitter: Emitter, head: Value, body: Value, spec: FormatSpec, align: '<' | '>'): Value {
  const empty = head.text === i32(emitter.module.text('')).text;
  if (spec.width === 0) return empty ? body : emitter.call('concat', head, body, i32(4));
  return emitter.call(
    'pad_format',
    head,
    body,
    code(spec.fill === '' ? ' ' : spec.fill),
    code(spec.align ?? align),
    i32(spec.width),
  );
}

const roundInt: OperationWriter = (emitter, node): Values => [
  emitter.call('int_round', ...emitter.args(node.args).flat()),
];

export const CONVERSION_OPERATIONS: OperationTable = {
  str: text,
  repr: representation,
  ascii,
  hex: prefixed(16),
  oct: prefixed(8),
  bin: prefixed(2),
  'int.from_str': fromText,
  'float.from_str': (emitter, node) => [emitter.call('float_parse', operand(emitter, node))],
  'round.int_digits': roundInt,
  format,
};
