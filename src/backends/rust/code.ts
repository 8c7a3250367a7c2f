import type { Type } from '../../language';
import { code, concat, type Fragment, indent, joinCode } from '../text';
import { isCopy } from './types';

/** Binding strength of Rust's expressions, the strongest highest. */
export const P = {
  primary: 20,
  unary: 15,
  cast: 14,
  mul: 13,
  add: 12,
  shift: 11,
  bitAnd: 10,
  bitXor: 9,
  bitOr: 8,
  compare: 7,
  and: 6,
  or: 5,
  range: 4,
  /** `if`, blocks, closures: in parentheses wherever they are an operand. */
  block: 1,
} as const;

/**
 * What kind of Rust expression stands for a Python value of type T: an owned (or `Copy`) `value`, a `place` that holds
 * an owned value which is not `Copy`, a `ref` (`&T`), a `slice` (`&[T]`), a `str` (`&str`), or a `char`.
 */
export type Own = 'value' | 'place' | 'ref' | 'slice' | 'str' | 'char';

/** A printed Rust expression. */
export interface Rx {
  readonly code: Fragment;
  readonly prec: number;
  readonly own: Own;
  /** An int literal, which needs a suffix where nothing else tells its type. */
  readonly literal?: 64 | 128;
  /** A float literal: methods of it, or of a variable that it alone types, need the suffix. */
  readonly float?: true;
  /** The parts of a chain of method calls, which goes on several lines when it grows. */
  readonly chain?: { readonly source: Rx; readonly calls: readonly (Fragment | string)[] };
  /** What is true where an (in)equality is false. */
  readonly opposite?: Fragment;
  /** The tests of an `if … else if …` with what each chooses, and the last `else`. */
  readonly branches?: { readonly chosen: readonly (readonly [Fragment, Rx])[]; readonly otherwise: Rx };
  /** The parts of a block: where statements may stand, they need no braces. */
  readonly block?: { readonly statements: readonly (Fragment | string)[]; readonly value: Rx };
}

export const rx = (text: Fragment | string, prec: number = P.primary, own: Own = 'value'): Rx => ({
  code: typeof text === 'string' ? { text, map: [] } : text,
  prec,
  own,
});

export const paren = (r: Rx, atLeast: number): Fragment => (r.prec >= atLeast ? r.code : code`(${r.code})`);

/** As the receiver of a method call, an index or a field access. */
export const receiver = (r: Rx): Fragment => paren(suffixed(r), P.primary);

/** A literal with its type; anything else as it is. */
export function suffixed(r: Rx): Rx {
  if (r.float) return { code: code`${r.code}_f64`, prec: r.prec, own: r.own };
  return r.literal === undefined ? r : { code: code`${r.code}i${r.literal}`, prec: r.prec, own: r.own };
}

/** `source.call()` */
export const method = (r: Rx, call: Fragment | string, own: Own = 'value'): Rx => chain(r, [call], own);

/** `f(a, b)` */
export const call = (name: string, args: readonly Fragment[], own: Own = 'value'): Rx =>
  rx(code`${name}(${joinCode(args, ', ')})`, P.primary, own);

/** An owned value of the type. */
export function owned(r: Rx, type: Type): Rx {
  switch (r.own) {
    case 'value':
      return r;
    case 'place':
      return method(r, 'clone()');
    case 'ref':
      return isCopy(type) ? rx(code`*${paren(r, P.unary)}`, P.unary) : method(r, 'clone()');
    case 'slice':
      return method(r, 'to_vec()');
    case 'str':
    case 'char':
      return method(r, 'to_string()');
  }
}

/** `&T`; of a string something that coerces to `&str`; of a list something that coerces to `&[T]`. */
export function borrowed(r: Rx): Fragment {
  switch (r.own) {
    case 'value':
    case 'place':
      return code`&${paren(suffixed(r), P.unary)}`;
    case 'char':
      return code`&${receiver(r)}.to_string()`;
    default:
      return r.code;
  }
}

/** A string as exactly `&str`, for comparisons and matches. */
export function strOf(r: Rx): Rx {
  if (r.own === 'str') return r;
  if (r.own === 'char') return rx(code`${receiver(r)}.to_string().as_str()`, P.primary, 'str');
  return rx(code`${receiver(r)}.as_str()`, P.primary, 'str');
}

/** `!test`; an (in)equality turns round. */
export function negated(test: Rx): Rx {
  const { opposite } = test;
  return opposite === undefined
    ? rx(code`!${paren(test, P.unary)}`, P.unary)
    : { ...rx(opposite, P.compare), opposite: test.code };
}

/** As an operand of `==`, which takes its operands by reference. */
export function comparand(r: Rx): Rx {
  if (r.own === 'ref' || r.own === 'slice') return rx(code`*${paren(r, P.unary)}`, P.unary);
  return r;
}

/** `{` lines `}` */
export function block(lines: readonly (Fragment | string)[]): Fragment {
  return code`{\n${indent(joinCode(lines, '\n'), '    ')}\n}`;
}

/** A block as an expression: statements, then its value. */
export function blockOf(lines: readonly (Fragment | string)[]): Rx {
  const last = lines[lines.length - 1] ?? '';
  return valueBlock(lines.slice(0, -1), rx(last, precOf(typeof last === 'string' ? last : last.text)));
}

/** Statements, then a value; a block as the value is a part of the same block. */
export function valueBlock(statements: readonly (Fragment | string)[], value: Rx): Rx {
  if (value.block !== undefined)
    return valueBlock([...statements, ...value.block.statements], value.block.value);
  return { ...rx(block([...statements, value.code]), P.block), block: { statements, value } };
}

/** Names and plain calls bind tightly; anything else is put in parentheses beside an operator. */
const precOf = (text: string): number =>
  /^\w+(?:\.\w+\(\))*$/.test(text) ? P.primary : /^!\w+$/.test(text) ? P.unary : P.block;

/** An expression that evaluates `first` before anything else: what `first` needs comes before the whole. */
export function lifted(first: Rx, make: (value: Rx) => Rx): Rx {
  const whole = make(first);
  if (first.block === undefined) return whole;
  const value = make(first.block.value);
  return { ...whole, block: { statements: first.block.statements, value } };
}

/** As `lifted`, of two operands; the second one waits for nothing when the first is a name or a literal. */
export const liftedBoth = (left: Rx, right: Rx, make: (left: Rx, right: Rx) => Rx): Rx =>
  lifted(left, (l) => (/^[\w.]+$/.test(l.code.text) ? lifted(right, (r) => make(l, r)) : make(l, right)));

/** A statement around a value, after the statements that the value needs. */
export function statement(r: Rx, print: (value: Rx) => Fragment): Fragment {
  if (r.block === undefined) return print(r);
  return joinCode([...r.block.statements, print(r.block.value)], '\n');
}

/** The body of a closure: in braces where it has statements. */
export const closureBody = (r: Rx): Fragment =>
  r.block === undefined ? r.code : block([...r.block.statements, r.block.value.code]);

/** The body of an arm or closure: on one line when it is short. */
export function braces(body: Rx): Fragment {
  if (body.block !== undefined) return closureBody(body);
  const text = body.code.text;
  return text.includes('\n') || text.length > 60 ? block([body.code]) : code`{ ${body.code} }`;
}

/** Wider than this, rustfmt puts each call of a chain on its own line. */
const CHAIN_WIDTH = 60;

/** `source.call().call()`, broken like rustfmt does. */
export function chain(source: Rx, calls: readonly (Fragment | string)[], own: Own = 'value'): Rx {
  const start = source.chain?.source ?? source;
  const all = [...(source.chain?.calls ?? []), ...calls];
  const head = receiver(start);
  const flat = concat([head, ...all.flatMap((c) => ['.', c])]);
  const broken = /\n +\.[^\n]*$/.test(head.text);
  const short = all.length < 2 || (flat.text.length <= CHAIN_WIDTH && !flat.text.includes('\n'));
  // A head no longer than the indentation keeps the first call beside it.
  const beside = head.text.length <= 4 && !head.text.includes('\n');
  const lines = (calls: readonly (Fragment | string)[]) => concat(calls.flatMap((c) => ['\n.', c]));
  const text =
    short && !broken
      ? flat
      : beside
        ? code`${head}.${all[0] ?? ''}${indent(lines(all.slice(1)), '    ')}`
        : code`${head}${indent(lines(all), '    ')}`;
  const result: Rx = { code: text, prec: P.primary, own, chain: { source: start, calls: all } };
  // What comes before the receiver comes before the whole chain.
  if (start.block === undefined) return result;
  const { statements, value } = start.block;
  return { ...result, block: { statements, value: chain(value, all, own) } };
}

/** A string literal. Only for text without lone surrogates. */
export function stringLiteral(text: string): string {
  return `"${Array.from(text, (c) => (c === '"' ? '\\"' : escapeChar(c))).join('')}"`;
}

export function charLiteral(c: string): string {
  return `'${c === "'" ? "\\'" : escapeChar(c)}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\0': '\\0',
};

function escapeChar(c: string): string {
  const known = ESCAPES[c];
  if (known !== undefined) return known;
  // Letters, marks that follow a letter, digits, signs and pictures are readable; the rest is written by number.
  if (/^[\x20-\x7e]$/.test(c) || /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(c)) return c;
  return `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`;
}

/** `1_000_000` from five digits on. */
export function intLiteral(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString();
  const grouped = digits.length < 5 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, '_');
  return value < 0n ? `-${grouped}` : grouped;
}

export function floatLiteral(x: number): Rx {
  if (Number.isNaN(x)) return rx('f64::NAN');
  if (x === Infinity) return rx('f64::INFINITY');
  if (x === -Infinity) return rx('f64::NEG_INFINITY');
  const text = Object.is(x, -0) ? '-0.0' : String(x);
  const literal = /[.e]/.test(text) ? text.replace('e+', 'e') : `${text}.0`;
  return { ...rx(literal, text.startsWith('-') ? P.unary : P.primary), float: true };
}

/** False for text with a lone surrogate, which no Rust string holds. */
export const isWellFormed = (text: string): boolean => !/\p{Cs}/u.test(text);
