import type { OpName } from '../../language';
import { type Argument, argumentsOf, clamped, neverNegative, oneArgument } from './arguments';
import type { Emitter } from './emitter';
import type { HelperName } from './helpers';
import type { Printer } from './operations';
import { asSlice } from './sources';
import { binary, composite, type GoExpr, integer, literal, name, totalCall, unary } from './syntax';

/** A helper that takes the arguments as they are and may panic. */
function helper(text: HelperName): Printer {
  return (g, node, block) => g.help(text, ...argumentsOf(g, node, block).map((arg) => clamped(g, arg)));
}

/** A function of the standard library. */
function library(text: string): Printer {
  return (g, node, block) => totalCall(text, ...g.values(node.args, block));
}

/** `all characters are …`. */
function every(test: HelperName): Printer {
  return (g, node, block) => g.help('allRunes', oneArgument(g, node, block).value, name(test));
}

function strip(space: string, chars: string): Printer {
  return (g, node, block) => {
    const [text, set] = argumentsOf(g, node, block);
    if (text === undefined) return g.refuse('unsupported-operation', node.span, 'strip needs a string.');
    if (set === undefined || set.type.kind === 'none') {
      if (text.type.kind === 'bytes') return totalCall(chars, text.value, literal('" \\t\\n\\r\\x0b\\f"'));
      return totalCall(space, text.value, name('isSpace'));
    }
    if (text.type.kind === 'bytes')
      return g.refuse(
        'unsupported-operation',
        node.span,
        'Stripping characters from bytes is not printed in Go.',
      );
    return totalCall(chars, text.value, set.value);
  };
}

function split(right: boolean): Printer {
  return (g, node, block) => {
    const [text, separator, limit] = argumentsOf(g, node, block);
    if (text === undefined || text.type.kind === 'bytes')
      return g.refuse(
        'unsupported-operation',
        node.span,
        'Only strings are split in Go.',
        'Decode the bytes first.',
      );
    const most = limit === undefined ? null : clamped(g, limit);
    const unlimited = limit === undefined || (limit.node.kind === 'const' && limit.node.value === -1n);
    if (separator === undefined || separator.type.kind === 'none') {
      if (unlimited || most === null) return totalCall('strings.FieldsFunc', text.value, name('isSpace'));
      return g.totalHelp(right ? 'rsplitFields' : 'splitFields', text.value, notNegative(g, most, limit));
    }
    if (unlimited || most === null) {
      const known = separator.node.kind === 'const' && separator.node.value !== '';
      if (known) return totalCall('strings.Split', text.value, separator.value);
      return g.help('splitText', text.value, separator.value, unary('-', literal('1')));
    }
    if (!right) return g.help('splitText', text.value, separator.value, most);
    return g.help('rsplitText', text.value, separator.value, notNegative(g, most, limit));
  };
}

/** A limit that may be negative, which means none. */
function notNegative(g: Emitter, limit: GoExpr, argument: Argument | undefined): GoExpr {
  if (argument === undefined || neverNegative(argument.type)) return limit;
  return g.refuse(
    'unsupported-operation',
    argument.node.span,
    'A number of splits that may be negative is not printed in Go.',
    'Use abs(…).',
  );
}

const splitLines: Printer = (g, node, block) => {
  const [text, keep] = argumentsOf(g, node, block);
  if (text === undefined || text.type.kind === 'bytes')
    return g.refuse(
      'unsupported-operation',
      node.span,
      'Only strings are split in Go.',
      'Decode the bytes first.',
    );
  return g.totalHelp('splitLines', text.value, keep?.value ?? literal('false'));
};

/** `startswith` and `endswith`: one affix or several, perhaps only within two places. */
function affix(one: string, many: HelperName, within: HelperName): Printer {
  return (g, node, block) => {
    const [text, wanted, start, stop] = argumentsOf(g, node, block);
    if (text === undefined || wanted === undefined)
      return g.refuse('unsupported-operation', node.span, 'Two strings are needed here.');
    const several = wanted.type.kind === 'sequence' || wanted.type.kind === 'list';
    if (start === undefined) {
      return several ? g.totalHelp(many, text.value, wanted.value) : totalCall(one, text.value, wanted.value);
    }
    if (text.type.kind === 'bytes')
      return g.refuse('unsupported-operation', node.span, 'Places in bytes are not printed in Go.');
    const list = several
      ? asSlice(g, wanted.value, wanted.type, wanted.node.span)
      : composite('[]string', [{ value: wanted.value }]);
    return g.totalHelp(
      within,
      text.value,
      list,
      place(g, start, integer(0)),
      place(g, stop, name('math.MaxInt')),
    );
  };
}

function place(g: Emitter, argument: Argument | undefined, missing: GoExpr): GoExpr {
  return argument === undefined || argument.type.kind === 'none' ? missing : clamped(g, argument);
}

/** `find` and its relatives. */
function search(
  plain: 'findText' | 'findLast',
  within: 'findWithin' | 'findLastWithin',
  mustFind: boolean,
): Printer {
  return (g, node, block) => {
    const [text, part, start, stop] = argumentsOf(g, node, block);
    if (text === undefined || part === undefined || text.type.kind === 'bytes')
      return g.refuse('unsupported-operation', node.span, 'Two strings are needed here.');
    const found =
      start === undefined
        ? g.totalHelp(plain, text.value, part.value)
        : g.totalHelp(
            within,
            text.value,
            part.value,
            place(g, start, integer(0)),
            place(g, stop, name('math.MaxInt')),
          );
    return mustFind ? g.help('found', found) : found;
  };
}

const count: Printer = (g, node, block) => {
  const [text, part, start, stop] = argumentsOf(g, node, block);
  if (text === undefined || part === undefined || text.type.kind === 'bytes')
    return g.refuse('unsupported-operation', node.span, 'Two strings are needed here.');
  if (start === undefined) return totalCall('strings.Count', text.value, part.value);
  return g.totalHelp(
    'countWithin',
    text.value,
    part.value,
    place(g, start, integer(0)),
    place(g, stop, name('math.MaxInt')),
  );
};

const replace: Printer = (g, node, block) => {
  const [text, from, to, limit] = argumentsOf(g, node, block);
  if (text === undefined || from === undefined || to === undefined || text.type.kind === 'bytes')
    return g.refuse('unsupported-operation', node.span, 'Three strings are needed here.');
  if (limit === undefined) return totalCall('strings.ReplaceAll', text.value, from.value, to.value);
  return totalCall('strings.Replace', text.value, from.value, to.value, clamped(g, limit));
};

function justify(how: HelperName): Printer {
  return (g, node, block) => {
    const [text, width, fill] = argumentsOf(g, node, block);
    if (text === undefined || width === undefined || text.type.kind === 'bytes')
      return g.refuse('unsupported-operation', node.span, 'A string and a width are needed here.');
    return g.totalHelp(how, text.value, clamped(g, width), fill?.value ?? literal('" "'));
  };
}

const encode: Printer = (g, node, block) => {
  const { value } = oneArgument(g, node, block);
  const encoding = node.options?.encoding ?? 'utf-8';
  return encoding === 'utf-8'
    ? value
    : g.help('encodeBelow', value, literal(encoding === 'ascii' ? '128' : '256'));
};

const decode: Printer = (g, node, block) => {
  const { value } = oneArgument(g, node, block);
  const encoding = node.options?.encoding ?? 'utf-8';
  if (encoding === 'utf-8') return g.help('decodeUTF8', value);
  return g.help('decodeBelow', value, literal(encoding === 'ascii' ? '128' : '256'));
};

const character: Printer = (g, node, block) => {
  const code = oneArgument(g, node, block);
  const range = code.type.kind === 'int' ? code.type.range : null;
  const valid =
    range !== null && range.min !== null && range.max !== null && range.min >= 0n && range.max < 0xd800n;
  if (valid && code.value.kind !== 'literal') return totalCall('string', totalCall('rune', code.value));
  return g.help('stringOfRune', clamped(g, code));
};

const fromInts: Printer = (g, node, block) => {
  const { value, type, node: source } = oneArgument(g, node, block);
  const items = asSlice(g, value, type, source.span);
  if ('element' in type && g.types.isBig(type.element))
    return g.refuse(
      'may-overflow',
      node.span,
      'These ints may lie beyond 64 bits.',
      'Narrow them, for instance with % 256.',
    );
  return g.help('bytesOf', items);
};

/** Methods that only strings have here, not bytes. */
function textOnly(print: Printer): Printer {
  return (g, node, block) => {
    if (node.args[0]?.type.kind === 'bytes')
      return g.refuse(
        'unsupported-operation',
        node.span,
        `\`${node.op}\` of bytes is not printed in Go.`,
        'Decode the bytes first.',
      );
    return print(g, node, block);
  };
}

const TEXT: Partial<Record<OpName, Printer>> = {
  'str.upper': helper('upper'),
  'str.lower': helper('lower'),
  'str.title': helper('title'),
  'str.capitalize': helper('capitalize'),
  'str.swapcase': helper('swapcase'),
  'str.casefold': helper('casefold'),
  'str.strip': strip('strings.TrimFunc', 'strings.Trim'),
  'str.lstrip': strip('strings.TrimLeftFunc', 'strings.TrimLeft'),
  'str.rstrip': strip('strings.TrimRightFunc', 'strings.TrimRight'),
  'str.split': split(false),
  'str.rsplit': split(true),
  'str.splitlines': splitLines,
  'str.startswith': affix('strings.HasPrefix', 'hasAnyPrefix', 'startsWithin'),
  'str.endswith': affix('strings.HasSuffix', 'hasAnySuffix', 'endsWithin'),
  'str.replace': replace,
  'str.find': search('findText', 'findWithin', false),
  'str.rfind': search('findLast', 'findLastWithin', false),
  'str.index': search('findText', 'findWithin', true),
  'str.rindex': search('findLast', 'findLastWithin', true),
  'str.count': count,
  'str.isdigit': every('isDigit'),
  'str.isalpha': every('isAlpha'),
  'str.isalnum': every('isAlnum'),
  'str.isnumeric': every('isNumeric'),
  'str.isdecimal': every('isDecimal'),
  'str.isspace': every('isSpace'),
  'str.isupper': helper('isUpper'),
  'str.islower': helper('isLower'),
  'str.istitle': helper('isTitle'),
  'str.isidentifier': helper('isIdentifier'),
  'str.isascii': helper('isASCII'),
  'str.isprintable': (g, node, block) => {
    const text = g.keep(block, 'text', oneArgument(g, node, block).value);
    return binary('||', binary('==', text, literal('""')), g.help('allRunes', text, name('isPrintable')));
  },
  'str.zfill': helper('zeroFill'),
  'str.ljust': justify('padRight'),
  'str.rjust': justify('padLeft'),
  'str.center': justify('center'),
  'str.partition': helper('partition'),
  'str.rpartition': helper('rpartition'),
  'str.removeprefix': library('strings.TrimPrefix'),
  'str.removesuffix': library('strings.TrimSuffix'),
  'str.expandtabs': (g, node, block) => {
    const [text, size] = argumentsOf(g, node, block);
    return g.totalHelp(
      'expandTabs',
      text?.value ?? literal('""'),
      size === undefined ? integer(8) : clamped(g, size),
    );
  },
  'str.encode': encode,
  ord: helper('codeOf'),
};

/** Operations that bytes share with strings. */
const BOTH: ReadonlySet<string> = new Set([
  'str.strip',
  'str.lstrip',
  'str.rstrip',
  'str.startswith',
  'str.endswith',
  'str.removeprefix',
  'str.removesuffix',
]);

const RESTRICTED = Object.entries(TEXT).map(([op, print]): [string, Printer] => [
  op,
  BOTH.has(op) ? print : textOnly(print),
]);

export const TEXT_OPERATIONS: Partial<Record<OpName, Printer>> = {
  ...Object.fromEntries(RESTRICTED),
  chr: character,
  'bytes.from_ints': fromInts,
  'bytes.zeros': helper('zeroBytes'),
  'bytes.decode': decode,
  'bytes.hex': (g, node, block) => {
    const [bytes] = [oneArgument(g, node, block)];
    return totalCall('hex.EncodeToString', totalCall('[]byte', bytes.value));
  },
};
