import { contains, type Expr, type Op, ownExceptions, someType, WRITABLE } from '../../language';
import { code, type Fragment, joinCode } from '../text';
import type { Emitter } from './emitter';
import { at, LEVEL, type Printed } from './printed';

/** Helpers by operation: the operation's arguments are the helper's. */
const DIRECT: Readonly<Record<string, string>> = {
  'str.title': 'title',
  'str.capitalize': 'capitalize',
  'str.swapcase': 'swapcase',
  'str.partition': 'partition',
  'str.rpartition': 'rpartition',
  'str.zfill': 'zfill',
  'str.center': 'center',
};

const KINDS: Readonly<Record<string, string>> = {
  'str.isdigit': 'isdigit',
  'str.isnumeric': 'isdigit',
  'str.isdecimal': 'isdigit',
  'str.isalpha': 'isletter',
  'str.isalnum': 'c -> isletter(c) || isdigit(c)',
};

/** Operations on text and bytes. Case and kind of characters are kept for ASCII; other text is reported, never guessed. */
export function printTextOp(emitter: Emitter, expr: Op): Printed {
  const { op, args, span } = expr;
  const [first, second, third] = args;
  const texts = args.map((arg) => emitter.print(arg));
  const [a, b, c] = texts;
  const call = (name: string, ...parts: (Fragment | undefined)[]): Printed => {
    emitter.use(name);
    return at(
      code`${name}(${joinCode(
        parts.filter((p) => p !== undefined),
        ', ',
      )})`,
    );
  };
  if (!first || !a) return emitter.unsupported(span, `\`${op}\``);
  const direct = DIRECT[op];
  if (direct) return call(direct, ...texts);
  const kind = KINDS[op];
  if (kind) {
    emitter.use('kind');
    return at(code`ofkind(${kind}, ${a})`);
  }
  switch (op) {
    case 'str':
    case 'repr':
      return textOf(emitter, expr, first, a);
    case 'chr':
      return ownExceptions(expr).length === 0 ? at(code`string(Char(${a}))`) : call('chr', a);
    case 'ord':
      return ownExceptions(expr).length === 0 ? at(code`Int(codepoint(first(${a})))`) : call('ord', a);
    case 'str.upper':
    case 'str.lower':
    case 'str.casefold':
      emitter.use('ascii');
      return at(code`${op === 'str.upper' ? 'uppercase' : 'lowercase'}(asciionly(${a}))`);
    case 'str.isupper':
    case 'str.islower':
      emitter.use('kind');
      return at(code`cased(${op === 'str.isupper' ? 'isuppercase' : 'islowercase'}, ${a})`);
    case 'str.isspace':
      emitter.use('isspacechar');
      return at(code`(!isempty(${a}) && all(isspacechar, ${a}))`);
    case 'str.isascii':
      return at(code`isascii(${a})`);
    case 'str.strip':
    case 'str.lstrip':
    case 'str.rstrip': {
      const name = op.slice(4);
      if (!b) emitter.use('isspacechar');
      return at(code`String(${name}(${b ? code`in(${b})` : 'isspacechar'}, ${a}))`);
    }
    case 'str.split':
      if (!second || second.type.kind === 'none')
        return third
          ? emitter.unsupported(span, 'Splitting at white space with a limit')
          : call('splitspace', a);
      return call('spliton', a, b, c);
    case 'str.rsplit':
      if (!second || second.type.kind === 'none')
        return third
          ? emitter.unsupported(span, 'Splitting at white space with a limit')
          : call('splitspace', a);
      return call('rspliton', a, b, c);
    case 'str.splitlines':
      return second?.kind === 'const' && second.value === false
        ? call('splitlines', a)
        : emitter.unsupported(span, '`splitlines` with line ends');
    case 'str.startswith':
    case 'str.endswith':
      if (third || !second || !b) return emitter.unsupported(span, `\`${op.slice(4)}\` with bounds`);
      return second.type.kind === 'str'
        ? at(code`${op.slice(4)}(${a}, ${b})`)
        : at(code`any(part -> ${op.slice(4)}(${a}, part), ${b})`);
    case 'str.replace':
      return call('replaced', ...texts);
    case 'str.find':
    case 'str.rfind':
    case 'str.index':
    case 'str.rindex': {
      if (third) return emitter.unsupported(span, `\`${op.slice(4)}\` with bounds`);
      const name = op === 'str.find' || op === 'str.index' ? 'findin' : 'rfindin';
      const place = call(name, a, b);
      if (op === 'str.find' || op === 'str.rfind') return place;
      emitter.use('found');
      return at(code`found(${place.text})`);
    }
    case 'str.count':
      return third ? emitter.unsupported(span, '`count` with bounds') : call('countin', a, b);
    case 'str.ljust':
    case 'str.rjust':
      return at(code`${op === 'str.ljust' ? 'rpad' : 'lpad'}(${joinCode(texts, ', ')})`);
    case 'str.removeprefix':
      return at(
        code`(startswith(${a}, ${b ?? ''}) ? String(chop(${a}, head=length(${b ?? ''}), tail=0)) : ${a})`,
      );
    case 'str.removesuffix':
      return at(code`(endswith(${a}, ${b ?? ''}) ? String(chop(${a}, tail=length(${b ?? ''}))) : ${a})`);
    case 'str.encode':
      return call('encoded', a, code`${limitOf(expr, 0)}`);
    case 'bytes.decode':
      return call('decoded', a, code`${limitOf(expr, 0)}`);
    case 'bytes.hex':
      return at(code`bytes2hex(${a})`);
    case 'bytes.from_ints':
      emitter.use('bytesof');
      return at(code`bytesof(${a})`);
    case 'bytes.zeros':
      emitter.use('zerobytes');
      return at(code`zerobytes(${a})`);
    default:
      return emitter.unsupported(span, `\`${op}\``);
  }
}

/** Code points below this are encoded: 128 for ASCII, 256 for Latin-1; 0 is UTF-8. */
function limitOf(expr: Op, utf8: number): number {
  return expr.options?.encoding === 'ascii' ? 128 : expr.options?.encoding === 'latin-1' ? 256 : utf8;
}

function textOf(emitter: Emitter, expr: Op, value: Expr, text: Fragment): Printed {
  const { type } = value;
  if (
    someType(
      type,
      (t) =>
        t.kind === 'bytes' ||
        t.kind === 'sequence' ||
        t.kind === 'set' ||
        t.kind === 'union' ||
        t.kind === 'range' ||
        t.kind === 'never',
    )
  ) {
    return emitter.unsupported(expr.span, 'The text of this value');
  }
  if (type.kind === 'int' && !contains(WRITABLE, type.range)) emitter.use('inttext');
  if (type.kind === 'int') return at(code`${contains(WRITABLE, type.range) ? 'string' : 'inttext'}(${text})`);
  if (type.kind === 'str' && expr.op === 'repr') {
    emitter.use('strrepr');
    return at(code`strrepr(${text})`);
  }
  if (type.kind === 'float') {
    emitter.use('floatrepr');
    return at(code`floatrepr(${text})`);
  }
  if (type.kind === 'bool') return at(code`(${emitter.print(value, LEVEL.or)} ? "True" : "False")`);
  if (someType(type, (t) => t.kind === 'dict')) emitter.use('dictrepr');
  const name = expr.op === 'str' ? 'pystr' : 'pyrepr';
  emitter.use(name);
  return at(code`${name}(${text})`);
}
