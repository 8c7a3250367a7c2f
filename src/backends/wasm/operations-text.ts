import type { Expr, Op } from '../../language';
import { loadAt } from './builder';
import type { Emitter } from './emitter';
import type { OperationTable, OperationWriter } from './operations';
import { i32, i64, pure, type Value, type Values } from './wat';

const MAX = 2n ** 63n - 1n;

const isNone = (node: Expr | undefined): boolean => node === undefined || node.type.kind === 'none';

/** Operands, with what is missing or None left out. */
function given(emitter: Emitter, node: Op): (Value | null)[] {
  const values = emitter.args(node.args);
  return node.args.map((arg, i) => (isNone(arg) ? null : emitter.single(values[i] ?? [])));
}

const need = (value: Value | null | undefined): Value => {
  if (value === null || value === undefined) throw new TypeError('an operand is missing');
  return value;
};

const helper =
  (name: string, ...extra: readonly Value[]): OperationWriter =>
  (emitter, node) => [emitter.call(name, ...emitter.args(node.args).flat(), ...extra)];

/** find, index, count: `(s, sub[, start[, end]])`. */
const searching =
  (name: string): OperationWriter =>
  (emitter, node) => {
    const [s, sub, start, stop] = given(emitter, node);
    return [emitter.call(name, need(s), need(sub), start ?? i64(0), stop ?? i64(MAX))];
  };

/** startswith, endswith: one prefix, or a sequence of them. */
const affix =
  (name: string): OperationWriter =>
  (emitter, node) => {
    const [, prefix] = node.args;
    if (prefix === undefined) throw new TypeError('a prefix');
    const shape = emitter.shapeOf(prefix);
    const [s, p, start, stop] = given(emitter, node);
    const bounds = [start ?? i64(0), stop ?? i64(MAX)];
    if (shape.kind === 'str') return [emitter.call(name, need(s), need(p), ...bounds)];
    if (shape.kind !== 'sequence' || shape.item.kind !== 'str')
      return emitter.refuse(
        'unsupported-type',
        node.span,
        'Wasm tests a string against a string or a tuple of strings.',
      );
    const any = `${name}_any`;
    emitter.module.define(
      any,
      () => `fn ${any}(s: i32, list: i32, start: i64, stop: i64): i32 {
        var at = list + 8;
        var end = at + i32[list] * 4;
        while (at < end) {
          if (${name}(s, i32[at], start, stop)) return 1;
          at = at + 4;
        }
        return 0;
      }`,
    );
    return [emitter.call(any, need(s), need(p), ...bounds)];
  };

const strip =
  (sides: number): OperationWriter =>
  (emitter, node) => {
    const [s, chars] = given(emitter, node);
    return [emitter.call('str_strip', need(s), chars ?? i32(0), i32(sides))];
  };

const split =
  (onSpace: string | null, onSeparator: string): OperationWriter =>
  (emitter, node) => {
    const [s, separator, limit] = given(emitter, node);
    if (separator === null || separator === undefined) {
      if (onSpace === null)
        return limit === null || limit === undefined
          ? [emitter.call('str_split_space', need(s), i64(-1))]
          : emitter.refuse(
              'unsupported-operation',
              node.span,
              'Wasm has no `rsplit` on white space with a limit.',
            );
      return [emitter.call(onSpace, need(s), limit ?? i64(-1))];
    }
    return [emitter.call(onSeparator, need(s), separator, limit ?? i64(-1))];
  };

const padded =
  (name: string): OperationWriter =>
  (emitter, node) => {
    const [s, width, fill] = given(emitter, node);
    return [emitter.call(name, need(s), need(width), fill ?? i32(emitter.module.text(' ')))];
  };

const cased = (mode: number): OperationWriter => helper('str_case', i32(mode));

/** partition, rpartition: three strings. */
const partition =
  (find: string, missing: 'left' | 'right'): OperationWriter =>
  (emitter, node) => {
    const name = `${find}_parts`;
    const empty = emitter.module.text('');
    const absent = missing === 'right' ? [`s`, `${empty}`, `${empty}`] : [`${empty}`, `${empty}`, `s`];
    emitter.module.define(
      name,
      () => `fn ${name}(s: i32, separator: i32): i32 {
        if (i32[separator] == 0) raise ValueError;
        var place = alloc(16);
        var found = ${find}(s, separator, 0, i32[s]);
        i32[place] = found < 0 ? ${absent[0]} : part(s, 0, found, 4);
        i32[place + 4] = found < 0 ? ${absent[1]} : separator;
        i32[place + 8] = found < 0 ? ${absent[2]} : part(s, found + i32[separator], i32[s], 4);
        return place;
      }`,
    );
    const place = emitter.fn.keep(emitter.call(name, ...emitter.args(node.args).flat()), 'parts');
    const str = { kind: 'str' } as const;
    return emitter.fn.holdAll(loadAt({ kind: 'tuple', items: [str, str, str] }, place, 0));
  };

const replace: OperationWriter = (emitter, node) => {
  const [s, old, fresh, limit] = given(emitter, node);
  return [emitter.call('str_replace', need(s), need(old), need(fresh), limit ?? i64(-1))];
};

const splitlines: OperationWriter = (emitter, node) => {
  const [s, keep] = given(emitter, node);
  return [emitter.call('str_splitlines', need(s), keep ?? i32(0))];
};

const tested = (kind: number): OperationWriter => helper('str_is', i32(kind));

/** chr: with the range of the argument proved, no check. */
const chr: OperationWriter = (emitter, node): Values => {
  const [point] = emitter.args(node.args).flat();
  const [arg] = node.args;
  const range = arg?.type.kind === 'int' ? arg.type.range : null;
  const safe =
    range !== null && range.min !== null && range.min >= 0n && range.max !== null && range.max <= 0x10ffffn;
  return [
    safe
      ? emitter.call('str_char', pure('i32.wrap_i64', 'i32', need(point)))
      : emitter.call('str_chr', need(point)),
  ];
};

export const TEXT_OPERATIONS: OperationTable = {
  chr,
  ord: (emitter, node) => {
    const [arg] = node.args;
    if (arg !== undefined && arg.type.kind !== 'str')
      return emitter.refuse('unsupported-type', node.span, 'Wasm has `ord` of strings only.');
    return [emitter.call('str_ord', ...emitter.args(node.args).flat())];
  },
  'str.upper': cased(0),
  'str.lower': cased(1),
  'str.swapcase': cased(2),
  'str.capitalize': cased(3),
  'str.title': cased(4),
  'str.casefold': cased(5),
  'str.strip': strip(3),
  'str.lstrip': strip(1),
  'str.rstrip': strip(2),
  'str.split': split('str_split_space', 'str_split'),
  'str.rsplit': split(null, 'str_rsplit'),
  'str.splitlines': splitlines,
  'str.startswith': affix('str_startswith'),
  'str.endswith': affix('str_endswith'),
  'str.replace': replace,
  'str.find': searching('str_find'),
  'str.rfind': searching('str_rfind'),
  'str.index': searching('str_index'),
  'str.rindex': searching('str_rindex'),
  'str.count': searching('str_count'),
  'str.isalpha': tested(0),
  'str.isdecimal': tested(1),
  'str.isdigit': tested(2),
  'str.isnumeric': tested(3),
  'str.isalnum': tested(4),
  'str.isprintable': helper('str_isprintable'),
  'str.isupper': helper('str_iscase', i32(6)),
  'str.islower': helper('str_iscase', i32(7)),
  'str.isspace': helper('str_isspace'),
  'str.isascii': helper('str_isascii'),
  'str.istitle': helper('str_istitle'),
  'str.isidentifier': helper('str_isidentifier'),
  'str.zfill': helper('str_zfill'),
  'str.ljust': padded('str_ljust'),
  'str.rjust': padded('str_rjust'),
  'str.center': padded('str_center'),
  'str.partition': partition('str_find_in', 'right'),
  'str.rpartition': partition('str_rfind_in', 'left'),
  'str.removeprefix': helper('str_removeprefix'),
  'str.removesuffix': helper('str_removesuffix'),
  'str.expandtabs': (emitter, node) => {
    const [s, size] = given(emitter, node);
    return [emitter.call('str_expandtabs', need(s), size ?? i64(8))];
  },
};
