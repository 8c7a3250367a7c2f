import type { Ast, CallAst } from './ast';
import { convert, isSimple, op } from './build';
import { collect } from './collect';
import type { Context, Scope } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborate } from './elaborate';
import type { Call } from './elaborate-builtins';
import { callOf, isBuiltinName } from './elaborate-calls';
import { codec } from './elaborate-conversions';
import { requireHashable } from './elaborate-displays';
import { flattened } from './elaborate-nested';
import { asInt, isIntLike, setAlgebra } from './elaborate-operators';
import { joined } from './elaborate-reductions';
import { narrowToColumn } from './elaborate-subscripts';
import { translated } from './elaborate-translate';
import { byMember } from './elaborate-unions';
import { constantOf, INT32, type Interval, NON_NEGATIVE } from './interval';
import type { Expr } from './ir';
import { dictView, distinct, iterationOf, requireIteration } from './iterate';
import type { OpName } from './operations';
import {
  asSequence,
  BOOL,
  BYTE,
  BYTES,
  bytes,
  int,
  join,
  list,
  optional,
  STR,
  type StrType,
  set,
  showType,
  str,
  type Type,
  tuple,
} from './types';

/** `receiver.name(…)`. */
export function callMethod(
  callee: Extract<Ast, { kind: 'attribute' }>,
  ast: CallAst,
  scope: Scope,
  context: Context,
): Expr {
  const receiver = elaborateReceiver(callee, scope, context);
  const [only] = ast.args;
  if (
    callee.name === 'union' &&
    receiver.type.kind === 'set' &&
    ast.args.length === 1 &&
    only?.kind === 'starred'
  )
    return unionOf(receiver, only.value, callOf(callee.name, { ...ast, args: [] }, scope, context));
  if (callee.name === 'translate' && receiver.type.kind === 'str')
    return translated(receiver, ast, scope, context);
  return methodOn(receiver, callee.name, callOf(callee.name, ast, scope, context), callee.nameSpan);
}

/** What a method is called on. A builtin function has no methods: Python raises AttributeError. */
function elaborateReceiver(
  callee: Extract<Ast, { kind: 'attribute' }>,
  scope: Scope,
  context: Context,
): Expr {
  const { value, name } = callee;
  const isFunction =
    value.kind === 'name' &&
    isBuiltinName(value.name) &&
    scope.find(value.name) === undefined &&
    context.input(value.name) === null;
  if (!isFunction) return elaborate(value, scope, context);
  return refuse(
    'unsupported-method',
    callee.nameSpan,
    `The builtin \`${value.name}\` has no method \`.${name}()\` that can be translated.`,
    {
      exception: 'AttributeError',
      hint: `Add an input, or rename \`${value.name}\`.`,
    },
  );
}

export function methodOn(receiver: Expr, name: string, call: Call, nameSpan: Span): Expr {
  const { type } = receiver;
  if (type.kind === 'union' && call.args.every(isSimple))
    return byMember(receiver, call.context, (member) => methodOfOne(member, name, call, nameSpan));
  return methodOfOne(receiver, name, call, nameSpan);
}

function methodOfOne(receiver: Expr, name: string, call: Call, nameSpan: Span): Expr {
  const type = receiver.type;
  const table = TABLES[type.kind];
  const method = table && Object.hasOwn(table, name) ? table[name] : undefined;
  if (method) return method(receiver, call);
  if (type.kind === 'optional') {
    return refuse('type-error', nameSpan, `This may be None, which has no \`.${name}\`.`, {
      exception: 'AttributeError',
      hint: 'Exclude None first, for instance with `if x is not None`.',
    });
  }
  const known = table ? Object.keys(table).sort().join(', ') : '';
  return refuse(
    'unsupported-method',
    nameSpan,
    `\`.${name}()\` of ${showType(type)} is not understood.`,
    known ? { hint: `Known: ${known}.` } : {},
  );
}

type Method = (self: Expr, call: Call) => Expr;
type Table = Readonly<Record<string, Method>>;

/** What each position of a method takes. */
type Slot = 'str' | 'int' | 'char';

function checked(call: Call, slots: readonly Slot[], required: number): readonly Expr[] {
  call.expectNoKeywords();
  call.expectArity(required, slots.length);
  return call.args.map((arg, i) => {
    const slot = slots[i];
    if (slot === 'int') return isIntLike(arg.type) ? asInt(arg) : mismatch(call, arg, 'an int');
    if (arg.type.kind !== 'str') return mismatch(call, arg, 'a string');
    return slot === 'char' ? oneCharacter(call, arg, arg.type.size) : arg;
  });
}

/** A fill character; a string of another length is a TypeError when it runs. */
function oneCharacter(call: Call, arg: Expr, size: Interval): Expr {
  if (constantOf(size) === 1n) return arg;
  if (constantOf(size) !== null) return mismatch(call, arg, 'one character');
  return refuse('unsupported-argument', arg.span, `\`.${call.name}\` needs a fill of one character.`);
}

const mismatch = (call: Call, arg: Expr, wanted: string): never =>
  refuse('type-error', arg.span, `\`.${call.name}\` needs ${wanted}, not ${showType(arg.type)}.`, {
    exception: 'TypeError',
  });

function textMethod(
  name: OpName,
  result: Type | ((self: StrType, args: readonly Expr[]) => Type),
  slots: readonly Slot[] = [],
  required = slots.length,
): Method {
  return (self, call) => {
    const args = checked(call, slots, required);
    const type =
      typeof result === 'function' ? result(self.type.kind === 'str' ? self.type : STR, args) : result;
    return op(call.span, name, type, [self, ...args]);
  };
}

const shorter = (self: StrType): Type => str({ min: 0n, max: self.size.max });
const FOUND: Type = int({ min: -1n, max: INT32.max });
const COUNT: Type = int({ min: 0n, max: INT32.max });

/** Case mappings can change the length ('ß'.upper()). */
const anyText = (): Type => STR;

function padded(self: StrType, args: readonly Expr[]): Type {
  const width = args[0]?.type.kind === 'int' ? args[0].type.range : NON_NEGATIVE;
  const larger = (a: bigint | null, b: bigint | null) => (a === null || b === null ? null : a > b ? a : b);
  return str({ min: larger(self.size.min, width.min) ?? 0n, max: larger(self.size.max, width.max) });
}

const PREDICATES = [
  'isdigit',
  'isalpha',
  'isalnum',
  'isupper',
  'islower',
  'isspace',
  'istitle',
  'isnumeric',
  'isdecimal',
  'isidentifier',
  'isascii',
  'isprintable',
] as const;

const STR_METHODS: Table = {
  ...Object.fromEntries(PREDICATES.map((name): [string, Method] => [name, textMethod(`str.${name}`, BOOL)])),
  upper: textMethod('str.upper', anyText),
  lower: textMethod('str.lower', anyText),
  title: textMethod('str.title', anyText),
  capitalize: textMethod('str.capitalize', anyText),
  swapcase: textMethod('str.swapcase', anyText),
  casefold: textMethod('str.casefold', anyText),
  strip: stripping('str.strip'),
  lstrip: stripping('str.lstrip'),
  rstrip: stripping('str.rstrip'),
  split: splitting('str.split'),
  rsplit: splitting('str.rsplit'),
  splitlines: (self, call) => {
    call.expectKeywords('keepends');
    call.expectArity(0, 1);
    const ast = call.keyword('keepends');
    const keep = call.args[0] ?? (ast ? elaborate(ast, call.scope, call.context) : null);
    return op(call.span, 'str.splitlines', list(STR), [
      self,
      keep ?? { kind: 'const', span: call.span, type: BOOL, value: false },
    ]);
  },
  startswith: affix('str.startswith'),
  endswith: affix('str.endswith'),
  replace: textMethod('str.replace', STR, ['str', 'str', 'int'], 2),
  find: textMethod('str.find', FOUND, ['str', 'int', 'int'], 1),
  rfind: textMethod('str.rfind', FOUND, ['str', 'int', 'int'], 1),
  index: textMethod('str.index', COUNT, ['str', 'int', 'int'], 1),
  rindex: textMethod('str.rindex', COUNT, ['str', 'int', 'int'], 1),
  count: textMethod('str.count', COUNT, ['str', 'int', 'int'], 1),
  zfill: textMethod('str.zfill', padded, ['int']),
  ljust: textMethod('str.ljust', padded, ['int', 'char'], 1),
  rjust: textMethod('str.rjust', padded, ['int', 'char'], 1),
  center: textMethod('str.center', padded, ['int', 'char'], 1),
  partition: textMethod('str.partition', (self) => tuple([shorter(self), STR, shorter(self)]), ['str']),
  rpartition: textMethod('str.rpartition', (self) => tuple([shorter(self), STR, shorter(self)]), ['str']),
  removeprefix: textMethod('str.removeprefix', shorter, ['str']),
  removesuffix: textMethod('str.removesuffix', shorter, ['str']),
  expandtabs: textMethod('str.expandtabs', STR, ['int'], 0),
  join: (self, call) => joined(call, self),
  encode: (self, call) => {
    call.expectKeywords('encoding');
    call.expectArity(0, 1);
    const ast = call.keyword('encoding');
    const encoding = call.args[0] ?? (ast ? elaborate(ast, call.scope, call.context) : null);
    return op(call.span, 'str.encode', BYTES, [self], { encoding: encoding ? codec(encoding) : 'utf-8' });
  },
  format: (self) =>
    refuse('unsupported-argument', self.span, '`.format` needs its template as a literal.', {
      hint: 'Write the template in place, or use an f-string.',
    }),
};

function stripping(name: 'str.strip' | 'str.lstrip' | 'str.rstrip'): Method {
  return (self, call) => {
    call.expectNoKeywords();
    call.expectArity(0, 1);
    const [chars] = call.args;
    const type = shorter(self.type.kind === 'str' ? self.type : STR);
    if (!chars || chars.type.kind === 'none') return op(call.span, name, type, [self]);
    return chars.type.kind === 'str'
      ? op(call.span, name, type, [self, chars])
      : mismatch(call, chars, 'a string of characters');
  };
}

function splitting(name: 'str.split' | 'str.rsplit'): Method {
  return (self, call) => {
    call.expectKeywords('sep', 'maxsplit');
    call.expectArity(0, 2);
    const of = (position: number, key: string): Expr | null => {
      const ast = call.keyword(key);
      return call.args[position] ?? (ast ? elaborate(ast, call.scope, call.context) : null);
    };
    const separator = of(0, 'sep');
    const limit = of(1, 'maxsplit');
    if (separator && separator.type.kind !== 'str' && separator.type.kind !== 'none')
      return mismatch(call, separator, 'a string');
    const hasSeparator = separator?.type.kind === 'str';
    const none: Expr = { kind: 'const', span: call.span, type: { kind: 'none' }, value: null };
    const size: Interval = { min: hasSeparator ? 1n : 0n, max: null };
    const element = shorter(self.type.kind === 'str' ? self.type : STR);
    const piece = hasSeparator
      ? element
      : str({ min: 1n, max: element.kind === 'str' ? element.size.max : null });
    const args = limit ? [self, separator ?? none, asInt(limit)] : hasSeparator ? [self, separator] : [self];
    return op(call.span, name, list(piece, size), args);
  };
}

function affix(name: 'str.startswith' | 'str.endswith'): Method {
  return (self, call) => {
    call.expectNoKeywords();
    call.expectArity(1, 3);
    const [what, ...bounds] = call.args;
    if (!what) return refuse('type-error', call.span, `\`.${call.name}\` needs a string.`);
    const positions = bounds.map((b) => (isIntLike(b.type) ? asInt(b) : mismatch(call, b, 'an int')));
    if (what.type.kind === 'str') return op(call.span, name, BOOL, [self, what, ...positions]);
    if (what.type.kind === 'tuple' || what.type.kind === 'sequence') {
      const flat = asSequence(what.type);
      if (flat.element.kind === 'str' || flat.element.kind === 'never')
        return op(call.span, name, BOOL, [self, convert(what, { ...flat, element: STR }), ...positions]);
    }
    return mismatch(call, what, 'a string or a tuple of strings');
  };
}

const DICT_METHODS: Table = {
  items: (self, call) => view(self, call, 'items'),
  keys: (self, call) => view(self, call, 'keys'),
  values: (self, call) => view(self, call, 'values'),
  copy: (self) => self,
  get: (self, call) => {
    call.expectNoKeywords();
    call.expectArity(1, 2);
    const [key, fallback] = call.args;
    if (self.type.kind !== 'dict' || !key) return refuse('type-error', call.span, '`.get` needs a key.');
    const keyType = join(self.type.key, key.type);
    const holder = convert(self, { ...self.type, key: keyType });
    if (!fallback || fallback.type.kind === 'none')
      return op(call.span, 'dict.get', optional(self.type.value), [holder, convert(key, keyType)]);
    const value = join(self.type.value, fallback.type);
    const item = op(call.span, 'dict.get_or', value, [
      convert(self, { ...self.type, key: keyType, value }),
      convert(key, keyType),
      convert(fallback, value),
    ]);
    return narrowToColumn(item, self.type, key, fallback.type);
  },
};

function view(self: Expr, call: Call, name: 'items' | 'keys' | 'values'): Expr {
  call.expectNoKeywords();
  call.expectArity(0);
  return dictView(call.span, self, name);
}

const LIST_METHODS: Table = {
  index: (self, call) => searchIn(self, call, 'list.index'),
  count: (self, call) => searchIn(self, call, 'list.count'),
  copy: (self) => self,
};

function searchIn(self: Expr, call: Call, name: 'list.index' | 'list.count'): Expr {
  call.expectNoKeywords();
  call.expectArity(1);
  const [item] = call.args;
  const source = self.type.kind === 'tuple' ? convert(self, asSequence(self.type)) : self;
  if (!item || (source.type.kind !== 'list' && source.type.kind !== 'sequence'))
    return refuse('type-error', call.span, `\`.${call.name}\` needs an item.`);
  const element = join(source.type.element, item.type);
  return op(call.span, name, COUNT, [convert(source, { ...source.type, element }), convert(item, element)]);
}

const SET_METHODS: Table = {
  union: (self, call) => withSets(self, call, 'set.union'),
  intersection: (self, call) => withSets(self, call, 'set.intersection'),
  difference: (self, call) => withSets(self, call, 'set.difference'),
  symmetric_difference: (self, call) => withSets(self, call, 'set.symmetric_difference'),
  issubset: (self, call) => relation(self, call, 'set.issubset'),
  issuperset: (self, call) => relation(self, call, 'set.issuperset'),
  isdisjoint: (self, call) => relation(self, call, 'set.isdisjoint'),
  copy: (self) => self,
};

/** Set methods take any iterable. */
function asSet(value: Expr, call: Call): Expr {
  if (value.type.kind === 'set') return value;
  if (iterationOf(value.type) === null) return mismatch(call, value, 'an iterable');
  return collect(call.context, value.span, value, (element, iteration) => {
    requireHashable(element.type, value.span);
    return { type: set(element.type, distinct(iteration.size)), collector: { kind: 'set', element } };
  });
}

/** `first.union(*rows)`: the items of every row too. */
function unionOf(first: Expr, rows: Ast, call: Call): Expr {
  call.expectNoKeywords();
  const source = elaborate(rows, call.scope, call.context);
  const all = flattened('set', source, call.span, call.context, (element, size) => {
    requireHashable(element, call.span);
    return set(element, distinct(size));
  });
  return setAlgebra(call.span, 'set.union', first, all);
}

function withSets(
  self: Expr,
  call: Call,
  name: 'set.union' | 'set.intersection' | 'set.difference' | 'set.symmetric_difference',
): Expr {
  call.expectNoKeywords();
  return call.args.reduce((left, right) => setAlgebra(call.span, name, left, asSet(right, call)), self);
}

function relation(self: Expr, call: Call, name: 'set.issubset' | 'set.issuperset' | 'set.isdisjoint'): Expr {
  call.expectNoKeywords();
  call.expectArity(1);
  const [other] = call.args;
  const right = other ? asSet(other, call) : self;
  if (self.type.kind !== 'set' || right.type.kind !== 'set')
    return refuse('type-error', call.span, `\`.${call.name}\` needs an iterable.`);
  const element = join(self.type.element, right.type.element);
  return op(call.span, name, BOOL, [
    convert(self, { ...self.type, element }),
    convert(right, { ...right.type, element }),
  ]);
}

/** `b''.join(parts)`: the bytes of every part. */
function joinedBytes(self: Expr, call: Call): Expr {
  call.expectNoKeywords();
  call.expectArity(1);
  const [source] = call.args;
  const empty = self.type.kind === 'bytes' && constantOf(self.type.size) === 0n;
  if (!source || !empty)
    return refuse('unsupported-argument', call.span, 'Bytes are joined by nothing only: b"".join(…).');
  const element = requireIteration(source).element;
  if (element.kind !== 'bytes' && element.kind !== 'never') return mismatch(call, source, 'bytes');
  const all = flattened('list', source, call.span, call.context, (item, size) =>
    list(item.kind === 'never' ? BYTE : item, size),
  );
  return op(call.span, 'bytes.from_ints', bytes(all.type.kind === 'list' ? all.type.size : NON_NEGATIVE), [
    all,
  ]);
}

const BYTES_METHODS: Table = {
  decode: (self, call) => {
    call.expectArity(0, 1);
    const [encoding] = call.args;
    return op(call.span, 'bytes.decode', STR, [self], { encoding: encoding ? codec(encoding) : 'utf-8' });
  },
  hex: (self, call) => {
    call.expectArity(0);
    return op(call.span, 'bytes.hex', STR, [self]);
  },
  join: joinedBytes,
};

const INT_METHODS: Table = {
  bit_length: (self, call) => {
    call.expectArity(0);
    return op(call.span, 'int.bit_length', COUNT, [asInt(self)]);
  },
  bit_count: (self, call) => {
    call.expectArity(0);
    return op(call.span, 'int.bit_count', COUNT, [asInt(self)]);
  },
  conjugate: (self) => asInt(self),
};

const FLOAT_METHODS: Table = {
  is_integer: (self, call) => {
    call.expectArity(0);
    return op(call.span, 'float.is_integer', BOOL, [self]);
  },
};

const TABLES: Partial<Record<Type['kind'], Table>> = {
  str: STR_METHODS,
  dict: DICT_METHODS,
  list: LIST_METHODS,
  tuple: LIST_METHODS,
  sequence: LIST_METHODS,
  set: SET_METHODS,
  bytes: BYTES_METHODS,
  int: INT_METHODS,
  bool: INT_METHODS,
  float: FLOAT_METHODS,
};
