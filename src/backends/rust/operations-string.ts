import type { Expr } from '../../language';
import { code, type Fragment } from '../text';
import { borrowed, call, charLiteral, isWellFormed, method, P, paren, receiver, rx, strOf } from './code';
import type { Emitter } from './emitter';
import type { HelperName } from './helpers';
import type { Printer, Printers } from './operations';
import { oneChar } from './operations-compare';
import { concatenation } from './operations-containers';
import { walkSource } from './sources';
import { template } from './templates';

const argument = (e: Emitter, node: Expr): Fragment => borrowed(e.expr(node));

/** A method of `str` that answers a new string. */
const mapping =
  (name: string): Printer =>
  (e, node) => {
    const [text] = node.args;
    return text === undefined ? rx('String::new()') : method(rx(e.text(text)), `${name}()`);
  };

/** A helper whose first argument is the string and whose others are strings or ints. */
const helper =
  (name: HelperName): Printer =>
  (e, node) =>
    call(
      e.helper(name),
      node.args.map((arg) =>
        arg.type.kind === 'str'
          ? argument(e, arg)
          : arg.type.kind === 'int'
            ? e.int(arg, 64).code
            : e.value(arg).code,
      ),
    );

/** A test of every character. */
const predicate =
  (name: HelperName): Printer =>
  (e, node) => {
    const [text] = node.args;
    return text === undefined ? rx('false') : call(e.helper(name), [argument(e, text)]);
  };

/** Rust's `trim` leaves the separators U+001C to U+001F, which Python strips. */
const strip =
  (trim: string): Printer =>
  (e, node) => {
    const [text, chars] = node.args;
    if (text === undefined) return rx('""');
    const r = e.expr(text);
    const base = r.own === 'char' ? rx(code`${r.code}.to_string()`) : r;
    const trimmed =
      chars === undefined
        ? method(base, `${trim}(${e.helper('is_space')})`)
        : method(base, code`${trim}(${charSet(e, chars)})`);
    // What is left of a temporary string must be owned before that is gone.
    return base.own === 'value' || base.own === 'place'
      ? method(trimmed, 'to_string()')
      : { ...trimmed, own: 'str' };
  };

/** A set of characters as a pattern. */
function charSet(e: Emitter, chars: Expr): Fragment {
  const one = oneChar(chars);
  if (one !== null) return code`${charLiteral(one)}`;
  if (
    chars.kind === 'const' &&
    typeof chars.value === 'string' &&
    isWellFormed(chars.value) &&
    chars.value !== ''
  )
    return code`[${Array.from(chars.value, charLiteral).join(', ')}].as_ref()`;
  const c = e.fresh('c');
  return code`|${c}: char| ${strOf(e.expr(chars)).code}.contains(${c})`;
}

/** `startswith` and `endswith`, of one affix or of several. */
const affix =
  (name: 'starts_with' | 'ends_with'): Printer =>
  (e, node) => {
    const [text, affixes, start, end] = node.args;
    if (text === undefined || affixes === undefined) return rx('false');
    if (start !== undefined) {
      if (affixes.type.kind !== 'str')
        return e.refuse(
          'unsupported-argument',
          node.span,
          'Several affixes with bounds are not printed.',
          'Slice the string first.',
        );
      const part = e.fresh('part');
      const bounds = [start, end].map((b) =>
        b === undefined ? code`None` : code`Some(${e.int(b, 64).code})`,
      );
      return method(
        call(e.helper('bounded'), [argument(e, text), ...bounds]),
        code`map_or(false, |${part}| ${part}.${name}(${pattern(e, affixes)}))`,
      );
    }
    const receiverText = rx(e.text(text));
    if (affixes.type.kind === 'str') return method(receiverText, code`${name}(${pattern(e, affixes)})`);
    const walk = walkSource(e, affixes);
    const affix = e.fresh('affix');
    const item = walk.shape.kind === 'item' && walk.shape.own === 'str' ? affix : `${affix}.as_str()`;
    return method(walk.iter, code`any(|${affix}| ${receiverText.code}.${name}(${item}))`);
  };

/** A string as a search pattern: a `char` where it is one. */
function pattern(e: Emitter, node: Expr): Fragment {
  const one = oneChar(node);
  if (one !== null) return code`${charLiteral(one)}`;
  const r = e.expr(node);
  if (r.own === 'char' || r.own === 'str') return r.code;
  return r.own === 'ref' ? code`${receiver(r)}.as_str()` : code`&${paren(r, P.unary)}`;
}

const replace: Printer = (e, node) => {
  const [text, from, to, count] = node.args;
  if (text === undefined || from === undefined || to === undefined) return rx('String::new()');
  if (count !== undefined)
    return call(e.helper('replace_some'), [
      argument(e, text),
      argument(e, from),
      argument(e, to),
      e.int(count, 64).code,
    ]);
  return method(rx(e.text(text)), code`replace(${pattern(e, from)}, ${argument(e, to)})`);
};

/** `find` and its kin: positions count code points. */
const search =
  (name: 'find' | 'rfind', raises: boolean): Printer =>
  (e, node) => {
    const [text, wanted, start, end] = node.args;
    if (text === undefined || wanted === undefined) return rx('-1');
    const bounds = [start, end].map((b) =>
      b === undefined || b.type.kind === 'none' ? code`None` : code`Some(${e.int(b, 64).code})`,
    );
    const found = call(e.helper(name), [argument(e, text), argument(e, wanted), ...bounds]);
    return method(found, raises ? 'expect("ValueError: substring not found")' : 'unwrap_or(-1)');
  };

const count: Printer = (e, node) => {
  const [text, wanted, start] = node.args;
  if (text === undefined || wanted === undefined) return rx('0');
  if (start !== undefined)
    return e.refuse(
      'unsupported-argument',
      node.span,
      'count with bounds is not printed.',
      'Slice the string first.',
    );
  const plain = wanted.kind === 'const' && wanted.value !== '';
  if (plain)
    return rx(
      code`${method(rx(e.text(text)), code`matches(${pattern(e, wanted)})`).code}.count() as i64`,
      P.cast,
    );
  return call(e.helper('count'), [argument(e, text), argument(e, wanted)]);
};

const isPlainSeparator = (node: Expr): boolean =>
  node.kind === 'const' && typeof node.value === 'string' && node.value !== '' && isWellFormed(node.value);

/** A list of the pieces. */
const pieces =
  (name: 'str.split' | 'str.rsplit'): Printer =>
  (e, node) => {
    const [text, separator, limit] = node.args;
    if (text === undefined) return rx('Vec::new()');
    const words = separator === undefined || separator.type.kind === 'none';
    if (limit === undefined) {
      if (words || isPlainSeparator(separator)) {
        const walk = walkSource(e, { ...node, op: 'str.split' });
        return method(method(walk.iter, 'map(str::to_string)'), 'collect::<Vec<_>>()');
      }
      return call(e.helper('split'), [argument(e, text), argument(e, separator), code`-1`]);
    }
    const most = e.int(limit, 64).code;
    if (words)
      return call(e.helper(name === 'str.split' ? 'split_words' : 'rsplit_words'), [argument(e, text), most]);
    return call(e.helper(name === 'str.split' ? 'split' : 'rsplit'), [
      argument(e, text),
      argument(e, separator),
      most,
    ]);
  };

const padding =
  (name: 'ljust' | 'rjust' | 'center'): Printer =>
  (e, node) => {
    const [text, width, fill] = node.args;
    if (text === undefined || width === undefined) return rx('String::new()');
    const one = fill === undefined ? ' ' : oneChar(fill);
    if (one === null)
      return e.refuse(
        'unsupported-argument',
        node.span,
        'A computed fill character is not printed.',
        'Write the fill character out.',
      );
    return call(e.helper(name), [argument(e, text), e.int(width, 64).code, code`${charLiteral(one)}`]);
  };

const chr: Printer = (e, node) => {
  const [value] = node.args;
  return value === undefined ? rx('String::new()') : call(e.helper('chr'), [e.int(value, 64).code]);
};

const ord: Printer = (e, node) => {
  const [value] = node.args;
  if (value === undefined) return rx('0');
  if (value.kind === 'const' && typeof value.value === 'string') {
    const points = Array.from(value.value);
    if (points.length === 1) return { ...rx(String(value.value.codePointAt(0))), literal: 64 };
  }
  const r = e.expr(value);
  return r.own === 'char' ? rx(code`${r.code} as i64`, P.cast) : call(e.helper('ord'), [borrowed(r)]);
};

const concat: Printer = (e, node) =>
  node.type.kind === 'str' ? template(e, node.args) : concatenation(e, node);

const ascii: Printer = (e, node) => {
  const [text] = node.args;
  return text === undefined ? rx('true') : method(rx(e.text(text)), 'is_ascii()');
};

export const STRING_OPERATIONS: Printers = {
  concat,
  chr,
  ord,
  'str.upper': mapping('to_uppercase'),
  'str.lower': mapping('to_lowercase'),
  'str.title': helper('title'),
  'str.capitalize': helper('capitalize'),
  'str.swapcase': helper('swapcase'),
  'str.casefold': helper('casefold'),
  'str.strip': strip('trim_matches'),
  'str.lstrip': strip('trim_start_matches'),
  'str.rstrip': strip('trim_end_matches'),
  'str.split': pieces('str.split'),
  'str.rsplit': pieces('str.rsplit'),
  'str.splitlines': helper('splitlines'),
  'str.startswith': affix('starts_with'),
  'str.endswith': affix('ends_with'),
  'str.replace': replace,
  'str.find': search('find', false),
  'str.rfind': search('rfind', false),
  'str.index': search('find', true),
  'str.rindex': search('rfind', true),
  'str.count': count,
  'str.isdigit': predicate('is_digit'),
  'str.isdecimal': predicate('is_decimal'),
  'str.isnumeric': predicate('is_numeric'),
  'str.isalpha': predicate('is_alpha'),
  'str.isalnum': predicate('is_alnum'),
  'str.isupper': predicate('is_upper'),
  'str.islower': predicate('is_lower'),
  'str.isspace': predicate('is_space_str'),
  'str.istitle': predicate('is_title'),
  'str.isidentifier': predicate('is_identifier'),
  'str.isprintable': predicate('is_printable_str'),
  'str.isascii': ascii,
  'str.zfill': helper('zfill'),
  'str.ljust': padding('ljust'),
  'str.rjust': padding('rjust'),
  'str.center': padding('center'),
  'str.partition': helper('partition'),
  'str.rpartition': helper('rpartition'),
  'str.removeprefix': helper('remove_prefix'),
  'str.removesuffix': helper('remove_suffix'),
  'str.expandtabs': (e, node) => {
    const [text, size] = node.args;
    if (text === undefined) return rx('String::new()');
    return call(e.helper('expand_tabs'), [
      argument(e, text),
      size === undefined ? code`8` : e.int(size, 64).code,
    ]);
  },
};
