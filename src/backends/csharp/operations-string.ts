import type { Op } from '../../language';
import { code } from '../text';
import type { Context } from './context';
import type { HelperName } from './helpers';
import { args, nth, type OperationPrinter, type OperationTable, typeAt } from './operations-table';
import { atom, cast, method, type Printed, simple } from './print';
import { isBig } from './types';

const helper = (name: HelperName, ...more: readonly string[]): OperationPrinter =>
  args((cx, _, operands) => cx.help(name, ...operands, ...more));

const isConst = (node: Op, i: number): string | null => {
  const arg = node.args[i];
  return arg?.kind === 'const' && typeof arg.value === 'string' ? arg.value : null;
};

/** An operand that is None or left out becomes `null`; an int stays within 64 bits. */
function optionalInts(cx: Context, node: Op, operands: readonly Printed[], from: number): Printed[] {
  const given = operands.slice(from).map((operand, i) => {
    const type = typeAt(node, from + i);
    if (type.kind === 'none') return simple('null');
    if (type.kind !== 'int' || isBig(type))
      return cx.refuse(
        'unsupported-operation',
        node.span,
        'This position has no form in C#.',
        'Use an int within 64 bits.',
      );
    return operand;
  });
  while (given.length > 0 && given.at(-1)?.code.text === 'null') given.pop();
  return given;
}

const strip = (sides: 'Strip' | 'StripStart' | 'StripEnd'): OperationPrinter =>
  args((cx, node, operands) => {
    const text = nth(operands, 0);
    if (operands[1] === undefined || typeAt(node, 1).kind === 'none') return cx.help(sides, text);
    return cx.help(`${sides}.Chars`, text, operands[1]);
  });

const split = (right: boolean): OperationPrinter =>
  args((cx, node, operands) => {
    const limit = operands[2] === undefined ? [] : optionalInts(cx, node, operands, 2);
    const text = nth(operands, 0);
    if (operands[1] === undefined || typeAt(node, 1).kind === 'none')
      return limit.length === 0
        ? cx.help('SplitWords', text)
        : cx.help(right ? 'SplitWordsFromEnd' : 'SplitWords', text, ...limit);
    return cx.help(right ? 'SplitFromEnd' : 'Split', text, operands[1], ...limit);
  });

const affix = (name: 'StartsWith' | 'EndsWith'): OperationPrinter =>
  args((cx, node, operands) => {
    const [text, wanted] = [nth(operands, 0), nth(operands, 1)];
    const where = optionalInts(cx, node, operands, 2);
    const type = typeAt(node, 1);
    if (type.kind === 'str') {
      if (where.length === 0) return method(text, name, wanted, 'StringComparison.Ordinal');
      return cx.help(`${name}Within`, text, wanted, ...where);
    }
    if (type.kind !== 'sequence' && type.kind !== 'tuple')
      return cx.refuse(
        'unsupported-operation',
        node.span,
        'This prefix has no form in C#.',
        'Use a string or a tuple of strings.',
      );
    if (where.length > 0)
      return cx.refuse(
        'unsupported-operation',
        node.span,
        'Several prefixes with positions have no form in C#.',
        'Slice first.',
      );
    const kept = text;
    const one = cx.names.fresh('affix');
    const items =
      type.kind === 'sequence'
        ? wanted
        : atom(
            code`new string[] { ${type.items.map((_, i) => `${wanted.code.text}.Item${i + 1}`).join(', ')} }`,
          );
    return method(
      items,
      'Any',
      atom(code`${one} => ${method(kept, name, simple(one), 'StringComparison.Ordinal').code}`),
    );
  });

const search = (name: 'Find' | 'FindLast', must: boolean): OperationPrinter =>
  args((cx, node, operands) => {
    const found = cx.help(name, nth(operands, 0), nth(operands, 1), ...optionalInts(cx, node, operands, 2));
    const value = must ? cx.help('Found', found) : found;
    return isBig(node.type) ? cast('BigInteger', value) : value;
  });

const pad = (
  name: 'PadStart' | 'PadEnd' | 'PadBoth',
  direct: 'PadLeft' | 'PadRight' | null,
): OperationPrinter =>
  args((cx, node, operands) => {
    const [text, width] = [nth(operands, 0), nth(operands, 1)];
    const fill = node.args.length > 2 ? isConst(node, 2) : ' ';
    if (
      direct !== null &&
      cx.oneUnit &&
      width.narrow &&
      /^\d+$/.test(width.narrow.text) &&
      fill !== null &&
      /^[\x20-\x7e]$/.test(fill)
    ) {
      const char = fill === "'" || fill === '\\' ? `'\\${fill}'` : `'${fill}'`;
      return fill === ' ' ? method(text, direct, width) : method(text, direct, width, char);
    }
    return cx.help(name, text, width, operands[2] ?? '" "');
  });

export const STRING_OPERATIONS: OperationTable = {
  'str.upper': helper('Upper'),
  'str.lower': helper('Lower'),
  'str.casefold': helper('CaseFold'),
  'str.title': helper('TitleCase'),
  'str.capitalize': helper('Capitalize'),
  'str.swapcase': helper('SwapCase'),
  'str.strip': strip('Strip'),
  'str.lstrip': strip('StripStart'),
  'str.rstrip': strip('StripEnd'),
  'str.split': split(false),
  'str.rsplit': split(true),
  'str.splitlines': args((cx, _, operands) =>
    cx.help('SplitLines', nth(operands, 0), operands[1] ?? 'false'),
  ),
  'str.startswith': affix('StartsWith'),
  'str.endswith': affix('EndsWith'),
  'str.replace': args((cx, node, operands) => {
    const from = isConst(node, 1);
    if (operands[3] === undefined && from !== null && from !== '' && cx.oneUnit)
      return method(nth(operands, 0), 'Replace', nth(operands, 1), nth(operands, 2));
    return cx.help(
      'ReplaceText',
      nth(operands, 0),
      nth(operands, 1),
      nth(operands, 2),
      ...optionalInts(cx, node, operands, 3),
    );
  }),
  'str.find': search('Find', false),
  'str.rfind': search('FindLast', false),
  'str.index': search('Find', true),
  'str.rindex': search('FindLast', true),
  'str.count': args((cx, node, operands) => {
    const value = cx.help(
      'CountText',
      nth(operands, 0),
      nth(operands, 1),
      ...optionalInts(cx, node, operands, 2),
    );
    return isBig(node.type) ? cast('BigInteger', value) : value;
  }),
  'str.isdigit': helper('AreDigits'),
  'str.isnumeric': helper('AreNumeric'),
  'str.isdecimal': helper('AreDecimals'),
  'str.isalpha': helper('AreLetters'),
  'str.isalnum': helper('AreLettersOrDigits'),
  'str.isupper': helper('IsUpper'),
  'str.islower': helper('IsLower'),
  'str.isspace': helper('AreSpaces'),
  'str.istitle': helper('IsTitle'),
  'str.isascii': helper('IsAscii'),
  'str.isprintable': helper('IsPrintable'),
  'str.isidentifier': helper('IsIdentifier'),
  'str.zfill': helper('ZeroFill'),
  'str.ljust': pad('PadEnd', 'PadRight'),
  'str.rjust': pad('PadStart', 'PadLeft'),
  'str.center': pad('PadBoth', null),
  'str.partition': helper('Partition'),
  'str.rpartition': helper('PartitionLast'),
  'str.removeprefix': args((cx, _, operands) => cx.help('RemovePrefix', ...operands)),
  'str.removesuffix': args((cx, _, operands) => cx.help('RemoveSuffix', ...operands)),
  'str.expandtabs': helper('ExpandTabs'),
};
