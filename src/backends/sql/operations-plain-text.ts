import { type Op, ownExceptions, type Type } from '../../language';
import type { Printer, Printers } from './dialect';
import type { Emitter } from './emitter';
import { leastSize } from './iterables';
import { quotedString } from './literals';
import { one, rangeOf, repeated } from './operations-int';
import {
  ASCII_SHAPE,
  and,
  BOOL_SHAPE,
  call,
  caseWhen,
  compare,
  INT64_SHAPE,
  or,
  PRECEDENCE,
  paren,
  STR_SHAPE,
  type Term,
  term,
} from './term';

/** What SQLite and PostgreSQL call their text functions. */
export interface TextNames {
  readonly chr: (code: Term) => Term;
  readonly ord: string;
  /** Position of a part from 1, or 0. */
  readonly position: string;
  readonly trim: string;
  readonly asText: (value: Term) => Term;
  /** True for text of ASCII only. */
  readonly isAscii: (text: Term) => Term;
  readonly repeat: (text: Term, count: Term) => Term;
  /** Characters of these codes are no text here. */
  readonly noText: (code: Term) => Term | null;
}

const ASCII_SPACE = ' \t\n\r\v\f\x1c\x1d\x1e\x1f';
const isAscii = (t: Term): boolean => t.shape.kind === 'str' && t.shape.ascii === true;

/** Text operations that need no regular expressions. */
export function plainText(names: TextNames): Printers {
  const asciiOnly = (emitter: Emitter, node: Op, text: Term, value: Term): Term => {
    if (isAscii(text)) return value;
    repeated(emitter, node, text);
    const failed = emitter.dialect.raise('Outside', 'this operation is kept for ASCII text', value.shape);
    return caseWhen(value.shape, names.isAscii(text), value, failed);
  };
  const mapped =
    (print: (text: Term) => Term): Printer =>
    (emitter, node) => {
      const text = one(emitter, node);
      return asciiOnly(emitter, node, text, print(text));
    };
  const caseTest =
    (name: 'upper' | 'lower', other: 'upper' | 'lower'): Printer =>
    (emitter, node) => {
      const text = one(emitter, node);
      repeated(emitter, node, text);
      const test = and(
        compare(text, '=', call(STR_SHAPE, name, text)),
        compare(text, '<>', call(STR_SHAPE, other, text)),
      );
      return asciiOnly(emitter, node, text, test);
    };
  const strip =
    (name: string): Printer =>
    (emitter, node) => {
      const [text, chars] = emitter.args(node);
      if (!text) throw new TypeError('strip takes a string');
      if (chars && node.args[1]?.type.kind !== 'none') return call(text.shape, name, text, chars);
      return asciiOnly(
        emitter,
        node,
        text,
        call(text.shape, name, text, quotedString(ASCII_SPACE, emitter.dialect.id)),
      );
    };
  const at = (text: Term, part: Term): Term => call({ kind: 'int', bits: 32 }, names.position, text, part);
  const searched = (emitter: Emitter, node: Op): [Term, Term] => {
    const [text, part] = emitter.args(node);
    if (!text || !part || node.args.length > 2 || !node.args[1] || leastSize(node.args[1].type) < 1n) {
      return emitter.refuse(
        'unsupported-operation',
        node.span,
        'Searching with bounds, or for text that may be empty, is not printed.',
      );
    }
    return [text, part];
  };
  const affix =
    (test: (text: Term, part: Term) => Term): Printer =>
    (emitter, node) => {
      const [text, part] = emitter.args(node);
      const second = node.args[1];
      if (!text || !part || !second || node.args.length > 2)
        return emitter.refuse(
          'unsupported-operation',
          node.span,
          'Bounds of startswith and endswith are not printed.',
        );
      repeated(emitter, node, text, part);
      if (second.type.kind === 'str') return test(text, part);
      if (second.kind !== 'display')
        return emitter.refuse(
          'unsupported-operation',
          node.span,
          'Several prefixes are printed where they are written in place.',
        );
      const tests = second.items.map((item) =>
        test(text, emitter.print(item.kind === 'entry' ? item.key : item.value)),
      );
      return tests.length === 0 ? term(BOOL_SHAPE)`FALSE` : or(...tests);
    };
  return {
    'str.upper': mapped((t) => call(ASCII_SHAPE, 'upper', t)),
    'str.lower': mapped((t) => call(ASCII_SHAPE, 'lower', t)),
    'str.casefold': mapped((t) => call(ASCII_SHAPE, 'lower', t)),
    'str.isupper': caseTest('upper', 'lower'),
    'str.islower': caseTest('lower', 'upper'),
    'str.isascii': (emitter, node) => names.isAscii(one(emitter, node)),
    'str.strip': strip(names.trim),
    'str.lstrip': strip('ltrim'),
    'str.rstrip': strip('rtrim'),
    'str.startswith': affix((text, part) =>
      compare(term(STR_SHAPE)`substr(${text}, 1, length(${part}))`, '=', part),
    ),
    'str.endswith': affix((text, part) =>
      and(
        term(BOOL_SHAPE, PRECEDENCE.comparison)`length(${text}) >= length(${part})`,
        compare(term(STR_SHAPE)`substr(${text}, length(${text}) - length(${part}) + 1)`, '=', part),
      ),
    ),
    'str.replace': (emitter, node) => {
      const [text, old, replacement] = emitter.args(node);
      if (
        !text ||
        !old ||
        !replacement ||
        node.args.length > 3 ||
        !node.args[1] ||
        leastSize(node.args[1].type) < 1n
      ) {
        return emitter.refuse(
          'unsupported-operation',
          node.span,
          'Replacing a limited number of times, or text that may be empty, is not printed.',
        );
      }
      return call(
        isAscii(text) && isAscii(replacement) ? ASCII_SHAPE : STR_SHAPE,
        'replace',
        text,
        old,
        replacement,
      );
    },
    'str.find': (emitter, node) =>
      term(INT64_SHAPE, PRECEDENCE.additive)`${at(...searched(emitter, node))} - 1`,
    'str.index': (emitter, node) => {
      const [text, part] = searched(emitter, node);
      repeated(emitter, node, text, part);
      const missing = compare(at(text, part), '=', term(INT64_SHAPE)`0`);
      return emitter.guard(
        node.span,
        missing,
        'ValueError',
        'substring not found',
        term(INT64_SHAPE, PRECEDENCE.additive)`${at(text, part)} - 1`,
      );
    },
    'str.count': (emitter, node) => {
      const [text, part] = searched(emitter, node);
      repeated(emitter, node, text, part);
      return term(
        INT64_SHAPE,
        PRECEDENCE.multiplicative,
      )`(length(${text}) - length(replace(${text}, ${part}, ''))) / length(${part})`;
    },
    chr: (emitter, node) => {
      const code = one(emitter, node);
      const range = node.args[0] ? rangeOf(node.args[0].type) : { min: null, max: null };
      const within = (low: bigint, high: bigint): boolean =>
        range.min !== null && range.max !== null && range.min >= low && range.max <= high;
      const value = { ...names.chr(code), shape: within(0n, 127n) ? ASCII_SHAPE : STR_SHAPE };
      const bad = within(1n, 0xd7ffn) ? null : names.noText(code);
      const held = bad
        ? caseWhen(
            value.shape,
            bad,
            emitter.dialect.raise('Outside', 'this character is no text here', value.shape),
            value,
          )
        : value;
      if (ownExceptions(node).length === 0) return held;
      const outside = term(
        BOOL_SHAPE,
        PRECEDENCE.comparison,
      )`${paren(code, PRECEDENCE.other)} NOT BETWEEN 0 AND 1114111`;
      return emitter.guard(node.span, outside, 'ValueError', 'chr() arg not in range(0x110000)', held);
    },
    ord: (emitter, node) => {
      const [arg] = node.args;
      if (arg?.kind === 'const' && typeof arg.value === 'string' && Array.from(arg.value).length === 1) {
        return emitter.integer(BigInt(arg.value.codePointAt(0) ?? 0), node.span);
      }
      const text = one(emitter, node);
      const value = call({ kind: 'int', bits: 32 }, names.ord, text);
      if (ownExceptions(node).length === 0) return value;
      repeated(emitter, node, text);
      return emitter.guard(
        node.span,
        term(BOOL_SHAPE, PRECEDENCE.comparison)`length(${text}) <> 1`,
        'TypeError',
        'ord() expected a character',
        value,
      );
    },
    repeat: (emitter, node) => {
      const [text, count] = emitter.args(node);
      if (!text || !count || node.type.kind !== 'str')
        return emitter.refuse('unsupported-operation', node.span, 'Only text is repeated here.');
      const range = node.args[1] ? rangeOf(node.args[1].type) : null;
      const times = emitter.narrow(count);
      return {
        ...names.repeat(
          text,
          range?.min !== null && range !== null && range.min >= 0n
            ? times
            : emitter.dialect.greatest(times, term(INT64_SHAPE)`0`),
        ),
        shape: text.shape,
      };
    },
    str: textOf(names),
    repr: (emitter, node) =>
      node.args[0]?.type.kind === 'str'
        ? emitter.refuse('unsupported-operation', node.span, 'Text is not quoted here.')
        : textOf(names)(emitter, node),
  };
}

function textOf(names: TextNames): Printer {
  return (emitter, node) => {
    const type: Type | undefined = node.args[0]?.type;
    const value = one(emitter, node);
    if (type?.kind === 'int') return { ...names.asText(value), shape: ASCII_SHAPE };
    if (type?.kind === 'bool') return caseWhen(ASCII_SHAPE, value, "'True'", "'False'");
    if (type?.kind === 'str') return value;
    if (type?.kind === 'none') return term(ASCII_SHAPE)`'None'`;
    return emitter.refuse(
      'unsupported-operation',
      node.span,
      'The text of this value is written otherwise here.',
    );
  };
}
