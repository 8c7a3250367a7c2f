import { code, concat, type Fragment, indent, joinCode } from '../text';

/** Binding strengths of C#'s operators. */
export const PRECEDENCE = {
  lambda: 1,
  conditional: 2,
  or: 4,
  and: 5,
  bitor: 6,
  bitxor: 7,
  bitand: 8,
  equality: 9,
  relational: 10,
  shift: 11,
  additive: 12,
  multiplicative: 13,
  unary: 14,
  primary: 15,
} as const;

const BINARY: Readonly<Record<string, number>> = {
  '||': PRECEDENCE.or,
  '&&': PRECEDENCE.and,
  '|': PRECEDENCE.bitor,
  '^': PRECEDENCE.bitxor,
  '&': PRECEDENCE.bitand,
  '==': PRECEDENCE.equality,
  '!=': PRECEDENCE.equality,
  '<': PRECEDENCE.relational,
  '<=': PRECEDENCE.relational,
  '>': PRECEDENCE.relational,
  '>=': PRECEDENCE.relational,
  '<<': PRECEDENCE.shift,
  '>>': PRECEDENCE.shift,
  '+': PRECEDENCE.additive,
  '-': PRECEDENCE.additive,
  '*': PRECEDENCE.multiplicative,
  '/': PRECEDENCE.multiplicative,
  '%': PRECEDENCE.multiplicative,
};

/** A printed expression and how strongly its outermost operator binds. */
export interface Printed {
  readonly code: Fragment;
  readonly precedence: number;
  /** True for names and literals: free to repeat and to move. */
  readonly simple: boolean;
  /** The same value as an `int`, for places that widen it by themselves: `1` beside `1L`, `xs.Count`. */
  readonly narrow?: Fragment;
  readonly narrowPrecedence?: number;
  /**
   * The value where nothing stands beside it and its type is written down already: `null` for `(string)null`, a query
   * without its parentheses.
   */
  readonly bare?: Fragment;
  /** The outermost binary operator. */
  readonly operator?: string;
  /** What is true where an (in)equality is false. */
  readonly opposite?: Fragment;
  /** The `long` of a `(double)`, which a `double` beside it converts by itself. */
  readonly promoted?: Printed;
  /** Parts of a string that is being put together. */
  readonly pieces?: readonly (string | Printed)[];
}

type Text = Fragment | string;

const fragment = (text: Text): Fragment => (typeof text === 'string' ? { text, map: [] } : text);

export const printed = (text: Text, precedence: number): Printed => ({
  code: fragment(text),
  precedence,
  simple: false,
});
export const atom = (text: Text): Printed => printed(text, PRECEDENCE.primary);
export const simple = (text: Text): Printed => ({ ...atom(text), simple: true });

/** An expression of type `int` that stands for a Python int. */
export function narrow(text: Text, precedence: number = PRECEDENCE.primary): Printed {
  const wide =
    precedence >= PRECEDENCE.unary ? code`(long)${fragment(text)}` : code`(long)(${fragment(text)})`;
  return { ...printed(wide, PRECEDENCE.unary), narrow: fragment(text), narrowPrecedence: precedence };
}

/** The code for a place whose type is known: a field of a typed initializer, an argument of a helper. */
export const slot = (value: Printed): Fragment => value.narrow ?? value.bare ?? value.code;

/** Without the narrow form, for places where the type is inferred. */
export const wide = ({ code: text, precedence, simple: isSimple }: Printed): Printed => ({
  code: text,
  precedence,
  simple: isSimple,
});

/** As `slot`, keeping the precedence. */
const slotted = (value: Printed): Printed =>
  value.narrow
    ? { ...printed(value.narrow, value.narrowPrecedence ?? PRECEDENCE.primary), simple: value.simple }
    : value;

/** The code, in parentheses where its operator binds less than `least`. */
export function wrap(value: Printed, least: number): Fragment {
  return value.precedence >= least ? value.code : code`(${value.code})`;
}

const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=']);

/** `int` operands are widened by a `long` beside them; two of them would overflow as an `int`. */
export function binary(operator: string, left: Printed, right: Printed): Printed {
  const level = BINARY[operator] ?? PRECEDENCE.lambda;
  const shift = operator === '<<' || operator === '>>';
  const both = left.narrow !== undefined && right.narrow !== undefined;
  const l = clarified(operator, (both && !COMPARISONS.has(operator)) || shift ? left : slotted(left));
  const r = clarified(operator, slotted(right));
  const associative = operator === '&&' || operator === '||';
  const [first, second] = [wrap(l, level), wrap(r, associative ? level : level + 1)];
  const result = { ...printed(code`${first} ${operator} ${second}`, level), operator };
  const other = operator === '==' ? '!=' : operator === '!=' ? '==' : null;
  return other === null ? result : { ...result, opposite: code`${first} ${other} ${second}` };
}

/** Parentheses that C# doesn't need and readers do. */
function clarified(operator: string, operand: Printed): Printed {
  const inner = operand.operator;
  if (inner === undefined) return operand;
  const mixed =
    (operator === '||' && inner === '&&') ||
    (inner === '%' && (operator === '*' || operator === '/' || operator === '%')) ||
    (operator === '%' && (inner === '*' || inner === '/'));
  return mixed ? { ...operand, precedence: PRECEDENCE.lambda } : operand;
}

export function unary(operator: string, value: Printed): Printed {
  const inner = wrap(value, PRECEDENCE.unary);
  return printed(
    inner.text.startsWith(operator) && operator !== '!'
      ? code`${operator}(${inner})`
      : code`${operator}${inner}`,
    PRECEDENCE.unary,
  );
}

export const not = (value: Printed): Printed =>
  value.opposite === undefined ? unary('!', value) : printed(value.opposite, PRECEDENCE.equality);

/** `(type)value` */
export function cast(type: string, value: Printed): Printed {
  const inner = slotted(value);
  const text = inner.code.text.startsWith('-') ? code`(${inner.code})` : wrap(inner, PRECEDENCE.unary);
  return printed(code`(${type})${text}`, PRECEDENCE.unary);
}

export function conditional(test: Printed, then: Printed, otherwise: Printed): Printed {
  const level = PRECEDENCE.conditional;
  return printed(
    code`${wrap(test, level + 1)} ? ${wrap(then, level + 1)} : ${wrap(otherwise, level)}`,
    level,
  );
}

export function call(callee: string, ...args: readonly (Printed | string)[]): Printed {
  return atom(code`${callee}(${argumentList(args)})`);
}

/** A method call; in a long chain it starts a new line. */
export function method(target: Printed, name: string, ...args: readonly (Printed | string)[]): Printed {
  const before = receiver(target);
  const after = code`.${name}(${argumentList(args)})`;
  const line = before.text.length - before.text.lastIndexOf('\n') - 1;
  const next = after.text.includes('\n') ? after.text.indexOf('\n') : after.text.length;
  const long = line > 40 && line + next > 96;
  return atom(long ? code`${before}\n    ${indentRest(after)}` : code`${before}${after}`);
}

/** A chain without the list at its end, for a next step that reads all of its items before it does anything. */
export function unlisted(items: Printed): Printed {
  const { text, map } = items.code;
  const end = /\s*\.ToList\(\)$/.exec(text)?.index;
  if (end === undefined) return items;
  const cut = map.map((m) => ({ ...m, start: Math.min(m.start, end), end: Math.min(m.end, end) }));
  return atom({ text: text.slice(0, end), map: cut });
}

/** Lines after the first go with it. */
function indentRest(text: Fragment): Fragment {
  if (!text.text.includes('\n')) return text;
  const shifted = indent(text, '    ');
  return {
    text: shifted.text.slice(4),
    map: shifted.map.map((m) => ({ ...m, start: Math.max(0, m.start - 4), end: m.end - 4 })),
  };
}

export function member(target: Printed, name: string): Printed {
  return { ...atom(code`${receiver(target)}.${name}`), simple: target.simple };
}

export function receiver(target: Printed): Fragment {
  return wrap(target, PRECEDENCE.primary);
}

function argumentList(args: readonly (Printed | string)[]): Fragment {
  return joinCode(
    args.map((a) => (typeof a === 'string' ? a : slot(a))),
    ', ',
  );
}

/** `parameter => body` */
export function lambda(parameter: string, body: Printed): Printed {
  return printed(code`${parameter} => ${body.code}`, PRECEDENCE.lambda);
}

/** `a + "b" + c` or an interpolated string. */
export function joinedText(pieces: readonly (string | Printed)[]): Printed {
  const flat = pieces.flatMap((piece) => (typeof piece === 'string' ? [piece] : (piece.pieces ?? [piece])));
  const text = flat.map((piece) => {
    if (typeof piece === 'string') return escapeText(piece).replaceAll('{', '{{').replaceAll('}', '}}');
    const inner = slot(piece);
    return /[?:"{}\n]/.test(inner.text) ? null : code`{${inner}}`;
  });
  if (text.every((part) => part !== null) && flat.some((piece) => typeof piece !== 'string'))
    return { ...atom(concat(['$"', ...text.filter((part) => part !== null), '"'])), pieces: flat };
  const parts = flat.map((piece) =>
    typeof piece === 'string' ? stringLiteral(piece) : wrap(slotted(piece), PRECEDENCE.additive + 1),
  );
  const first = flat[0];
  const seeded = first !== undefined && typeof first !== 'string' ? ['""', ...parts] : parts;
  return { ...printed(joinCode(seeded, ' + '), PRECEDENCE.additive), pieces: flat };
}

/** A C# string literal; everything outside printable ASCII and plain letters is escaped. */
export function stringLiteral(text: string): string {
  return `"${escapeText(text)}"`;
}

function escapeText(text: string): string {
  let out = '';
  for (const c of text) {
    const point = c.codePointAt(0) ?? 0;
    if (c === '\\' || c === '"') out += `\\${c}`;
    else if (c === '\n') out += '\\n';
    else if (c === '\t') out += '\\t';
    else if (c === '\r') out += '\\r';
    else if (point >= 0x20 && point < 0x7f) out += c;
    else if (point < 0x10000 && /[\p{L}\p{N}\p{S}\p{P}]/u.test(c)) out += c;
    else if (point < 0x10000) out += `\\u${point.toString(16).padStart(4, '0')}`;
    else out += `\\U${point.toString(16).padStart(8, '0')}`;
  }
  return out;
}
