import { code, concat, type Fragment, indent, joinCode } from '../text';

/** Binding strengths of JavaScript's operators. */
export const PRECEDENCE = {
  arrow: 1,
  conditional: 2,
  or: 3,
  and: 4,
  bitor: 5,
  bitxor: 6,
  bitand: 7,
  equality: 8,
  relational: 9,
  shift: 10,
  additive: 11,
  multiplicative: 12,
  power: 13,
  unary: 14,
  member: 16,
  atom: 17,
} as const;

const BINARY: Readonly<Record<string, number>> = {
  '||': PRECEDENCE.or,
  '&&': PRECEDENCE.and,
  '|': PRECEDENCE.bitor,
  '^': PRECEDENCE.bitxor,
  '&': PRECEDENCE.bitand,
  '===': PRECEDENCE.equality,
  '!==': PRECEDENCE.equality,
  '<': PRECEDENCE.relational,
  '<=': PRECEDENCE.relational,
  '>': PRECEDENCE.relational,
  '>=': PRECEDENCE.relational,
  instanceof: PRECEDENCE.relational,
  '<<': PRECEDENCE.shift,
  '>>': PRECEDENCE.shift,
  '+': PRECEDENCE.additive,
  '-': PRECEDENCE.additive,
  '*': PRECEDENCE.multiplicative,
  '/': PRECEDENCE.multiplicative,
  '%': PRECEDENCE.multiplicative,
  '**': PRECEDENCE.power,
};

/** A printed expression and how strongly its outermost operator binds. */
export interface Printed {
  readonly code: Fragment;
  readonly precedence: number;
  /** True for names and literals: free to repeat and to move. */
  readonly simple: boolean;
  /** An int that is never -0, which a number can be after `*`, `%` or negation. */
  readonly clean?: boolean;
  /** The equality that this is, so that `not` can turn it round. */
  readonly equality?: { readonly operator: '===' | '!=='; readonly left: Printed; readonly right: Printed };
  /** The outermost binary operator. */
  readonly operator?: string;
  /** The parts of a chain of method calls, which takes a line for each when it grows. */
  readonly chain?: { readonly head: Fragment; readonly calls: readonly Fragment[] };
  /** What the expression puts into a template literal, where that is shorter than itself. */
  readonly pieces?: readonly (string | Printed)[];
  /** The expression without its type assertion, for places whose type is written down. */
  readonly bare?: Fragment;
}

/** The code for a place whose type is known: no assertion is needed there. */
export const bare = (value: Printed): Fragment => value.bare ?? value.code;

type Text = Fragment | string;

const fragment = (text: Text): Fragment => (typeof text === 'string' ? { text, map: [] } : text);

export const atom = (text: Text): Printed => ({
  code: fragment(text),
  precedence: PRECEDENCE.atom,
  simple: false,
});
export const simple = (text: Text): Printed => ({
  code: fragment(text),
  precedence: PRECEDENCE.atom,
  simple: true,
});
export const printed = (text: Text, precedence: number): Printed => ({
  code: fragment(text),
  precedence,
  simple: false,
});

/** True for a literal, whose own type would be just that value. */
export const isLiteral = (value: Printed): boolean =>
  /^(-?\d[\w.]*|'.*'|true|false|null)$/s.test(value.code.text);

/** The code, in parentheses where its operator binds less than `least`. */
export function wrap(value: Printed, least: number): Fragment {
  return value.precedence >= least ? value.code : code`(${value.code})`;
}

export function binary(operator: string, left: Printed, right: Printed): Printed {
  const level = BINARY[operator] ?? PRECEDENCE.arrow;
  if (operator === '**')
    return printed(code`${wrap(left, PRECEDENCE.member)} ** ${wrap(right, level)}`, level);
  const associative = operator === '&&' || operator === '||';
  [left, right] = [clarified(operator, left), clarified(operator, right)];
  const text = code`${wrap(left, level)} ${operator} ${wrap(right, associative ? level : level + 1)}`;
  const result = { ...printed(text, level), operator };
  return operator === '===' || operator === '!=='
    ? { ...result, equality: { operator, left, right } }
    : result;
}

/** Parentheses that JavaScript doesn't need and readers do: `%` beside `*` and `/`, `&&` inside `||`. */
function clarified(operator: string, operand: Printed): Printed {
  const inner = operand.operator;
  if (inner === undefined) return operand;
  const mixed =
    (operator === '||' && inner === '&&') ||
    (inner === '%' && (operator === '*' || operator === '/' || operator === '%')) ||
    (operator === '%' && (inner === '*' || inner === '/'));
  return mixed ? { ...operand, precedence: PRECEDENCE.arrow } : operand;
}

/** `&&` or `||`; a constant on the left decides at once. */
export function logical(operator: '&&' | '||', left: Printed, right: Printed): Printed {
  const decisive = operator === '&&' ? 'false' : 'true';
  if (left.code.text === decisive) return left;
  return left.code.text === 'true' || left.code.text === 'false' ? right : binary(operator, left, right);
}

export function unary(operator: string, value: Printed): Printed {
  const inner = wrap(value, PRECEDENCE.unary);
  const gap = inner.text.startsWith(operator) && operator !== '!' ? ' ' : '';
  return printed(code`${operator}${gap}${inner}`, PRECEDENCE.unary);
}

export function conditional(test: Printed, then: Printed, otherwise: Printed): Printed {
  const level = PRECEDENCE.conditional;
  return printed(code`${wrap(test, level + 1)} ? ${wrap(then, level)} : ${wrap(otherwise, level)}`, level);
}

export function call(callee: string, ...args: readonly (Printed | string)[]): Printed {
  const flat = code`${callee}(${argumentList(args)})`;
  if (args.length < 2 || flat.text.includes('\n') || widthOf(flat) <= WIDTH + 12) return atom(flat);
  const lines = args.map(
    (arg, i) => code`${typeof arg === 'string' ? arg : arg.code}${i + 1 < args.length ? ',' : ''}`,
  );
  return atom(code`${callee}(\n${indent(joinCode(lines, '\n'), '  ')}\n)`);
}

/** Wider than this, an expression is broken: beside it stand an indentation and a `return`. */
const WIDTH = 72;

/** Columns of the widest line, without the types that are erased before the program runs. */
const widthOf = ({ text }: Fragment): number =>
  Math.max(...text.split('\n').map((line) => line.replace(/[«»]/g, '').length));

/** `target.name(args)`; a long chain is broken as Prettier breaks it. */
export function method(target: Printed, name: string, ...args: readonly (Printed | string)[]): Printed {
  const head = target.chain?.head ?? receiver(target);
  const calls = [...(target.chain?.calls ?? []), code`.${name}(${argumentList(args)})`];
  const flat = concat([head, ...calls]);
  const text =
    calls.length < 2 || widthOf(flat) <= WIDTH ? flat : code`${head}\n${indent(joinCode(calls, '\n'), '  ')}`;
  return { ...atom(text), chain: { head, calls } };
}

export function member(target: Printed, name: string): Printed {
  return { ...atom(code`${receiver(target)}.${name}`), simple: target.simple };
}

export function element(target: Printed, index: Printed | string): Printed {
  const inner = typeof index === 'string' ? fragment(index) : index.code;
  const free = target.simple && /^\d+$/.test(inner.text);
  return { ...atom(code`${receiver(target)}[${inner}]`), simple: free };
}

export function arrayOf(items: readonly Printed[]): Printed {
  return atom(
    concat([
      '[',
      joinCode(
        items.map((item) => wrap(item, PRECEDENCE.arrow)),
        ', ',
      ),
      ']',
    ]),
  );
}

/** `=> body`, with an object literal or comma in parentheses. */
export function arrow(parameters: string, body: Printed): Printed {
  const inner = body.code.text.startsWith('{') ? code`(${body.code})` : body.code;
  const line = code`${parameters} => ${inner}`;
  const chained = /\n +\./.test(inner.text);
  if (!chained && widthOf(line) <= WIDTH) return printed(line, PRECEDENCE.arrow);
  return printed(code`${parameters} =>\n${indent(inner, '  ')}`, PRECEDENCE.arrow);
}

function receiver(target: Printed): Fragment {
  const digits = /^\d+$/.test(target.code.text);
  return digits ? code`(${target.code})` : wrap(target, PRECEDENCE.member);
}

function argumentList(args: readonly (Printed | string)[]): Fragment {
  return joinCode(
    args.map((a) => (typeof a === 'string' ? a : a.code)),
    ', ',
  );
}

/** A template literal; nested ones and string conversions dissolve in it. */
export function template(pieces: readonly (string | Printed)[]): Printed {
  const flat = pieces.flatMap((piece) => (typeof piece === 'string' ? [piece] : (piece.pieces ?? [piece])));
  const text = flat.map((piece) =>
    typeof piece === 'string' ? templateText(piece) : code`\${${piece.code}}`,
  );
  return { ...atom(concat(['`', ...text, '`'])), pieces: flat };
}

/** `String(x)`, or just `${x}` inside a template literal. */
export function asText(value: Printed): Printed {
  return { ...call('String', value), pieces: [value] };
}

/** A JavaScript string literal in single quotes; everything outside printable ASCII and plain letters is escaped. */
export function stringLiteral(text: string): string {
  return `'${escapeText(text).replaceAll("'", "\\'")}'`;
}

/** The text of a template literal part. */
export function templateText(text: string): string {
  return escapeText(text).replaceAll('`', '\\`').replaceAll('${', '\\${');
}

function escapeText(text: string): string {
  let out = '';
  for (const c of text) {
    const point = c.codePointAt(0) ?? 0;
    if (c === '\\') out += '\\\\';
    else if (c === '\n') out += '\\n';
    else if (c === '\t') out += '\\t';
    else if (c === '\r') out += '\\r';
    else if (point >= 0x20 && point < 0x7f) out += c;
    else if (point < 0x100 && !/\p{L}/u.test(c)) out += `\\x${point.toString(16).padStart(2, '0')}`;
    else if (/[\p{L}\p{N}\p{S}\p{P}]/u.test(c)) out += c;
    else if (point < 0x10000) out += `\\u${point.toString(16).padStart(4, '0')}`;
    else out += `\\u{${point.toString(16)}}`;
  }
  return out;
}
