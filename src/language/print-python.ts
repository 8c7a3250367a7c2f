import type { Ast, CallAst, ClauseAst, CompAst, LambdaAst, SliceAst, TargetAst } from './ast';
import { printBytes, printFString, printNumber, printString, type Quote } from './print-literals';

/** Binding strength, weakest first; a node weaker than its place gets brackets. */
const STRENGTH = {
  walrus: 0,
  /** Conditional and lambda. */
  expression: 1,
  or: 2,
  and: 3,
  not: 4,
  compare: 5,
  '|': 6,
  '^': 7,
  '&': 8,
  shift: 9,
  sum: 10,
  term: 11,
  sign: 12,
  power: 13,
  primary: 14,
} as const;

const BINARY: Readonly<Record<string, number>> = {
  '|': STRENGTH['|'],
  '^': STRENGTH['^'],
  '&': STRENGTH['&'],
  '<<': STRENGTH.shift,
  '>>': STRENGTH.shift,
  '+': STRENGTH.sum,
  '-': STRENGTH.sum,
  '*': STRENGTH.term,
  '/': STRENGTH.term,
  '//': STRENGTH.term,
  '%': STRENGTH.term,
  '@': STRENGTH.term,
  '**': STRENGTH.power,
};

/**
 * Canonical Python of a syntax tree on one line, with as few brackets as its meaning allows: `parse` of it gives the
 * same tree, but for spans.
 *
 * @throws Error of a tree with `missing` nodes: it has no text.
 */
export function printPython(ast: Ast): string {
  return print(ast, STRENGTH.expression, "'");
}

/** `quote` is what strings here are written in; the fields of an f-string use the other one. */
function print(ast: Ast, place: number, quote: Quote): string {
  const text = printNode(ast, quote);
  return strengthOf(ast) < place ? `(${text})` : text;
}

function strengthOf(ast: Ast): number {
  switch (ast.kind) {
    case 'walrus':
      return STRENGTH.walrus;
    case 'conditional':
    case 'lambda':
      return STRENGTH.expression;
    case 'boolean':
      return STRENGTH[ast.op];
    case 'unary':
      return ast.op === 'not' ? STRENGTH.not : STRENGTH.sign;
    case 'compare':
      return STRENGTH.compare;
    case 'binary':
      return BINARY[ast.op] ?? STRENGTH.expression;
    default:
      return STRENGTH.primary;
  }
}

function printNode(ast: Ast, quote: Quote): string {
  const at = (child: Ast, place: number) => print(child, place, quote);
  switch (ast.kind) {
    case 'number':
      return printNumber(ast.value);
    case 'str':
      return printString(ast.value, quote);
    case 'bytes':
      return printBytes(ast.value, quote);
    case 'fstring':
      return printFString(ast.parts, quote, (value) => print(value, STRENGTH.or, quote === "'" ? '"' : "'"));
    case 'constant':
      return ast.value === null ? 'None' : ast.value ? 'True' : 'False';
    case 'name':
      return ast.name;
    case 'attribute': {
      const value = at(ast.value, STRENGTH.primary);
      return /^[0-9]+$/.test(value) ? `(${value}).${ast.name}` : `${value}.${ast.name}`;
    }
    case 'subscript':
      return `${at(ast.value, STRENGTH.primary)}[${printIndex(ast.index, quote)}]`;
    case 'call':
      return `${at(ast.callee, STRENGTH.primary)}${printArguments(ast, quote)}`;
    case 'unary':
      return ast.op === 'not'
        ? `not ${at(ast.value, STRENGTH.not)}`
        : `${ast.op}${at(ast.value, STRENGTH.sign)}`;
    case 'binary': {
      const strength = BINARY[ast.op] ?? STRENGTH.expression;
      if (ast.op === '**') return `${at(ast.left, STRENGTH.primary)} ** ${at(ast.right, STRENGTH.sign)}`;
      return `${at(ast.left, strength)} ${ast.op} ${at(ast.right, strength + 1)}`;
    }
    case 'compare': {
      const [first, ...rest] = ast.operands.map((operand) => at(operand, STRENGTH['|']));
      return [first, ...rest.map((operand, index) => `${ast.operators[index]} ${operand}`)].join(' ');
    }
    case 'boolean':
      return `${at(ast.left, STRENGTH[ast.op])} ${ast.op} ${at(ast.right, STRENGTH[ast.op] + 1)}`;
    case 'conditional': {
      const then = at(ast.then, STRENGTH.or);
      return `${then} if ${at(ast.test, STRENGTH.or)} else ${at(ast.otherwise, STRENGTH.expression)}`;
    }
    case 'lambda':
      return printLambda(ast, quote);
    case 'walrus':
      return `${ast.target.name} := ${at(ast.value, STRENGTH.expression)}`;
    case 'starred':
      return `*${at(ast.value, STRENGTH['|'])}`;
    case 'list':
      return `[${items(ast.items, quote)}]`;
    case 'set':
      return `{${items(ast.items, quote)}}`;
    case 'tuple':
      return `(${items(ast.items, quote)}${ast.items.length === 1 ? ',' : ''})`;
    case 'dict': {
      const entries = ast.entries.map(({ key, value }) =>
        key
          ? `${at(key, STRENGTH.expression)}: ${at(value, STRENGTH.expression)}`
          : `**${at(value, STRENGTH['|'])}`,
      );
      return `{${entries.join(', ')}}`;
    }
    case 'comp':
      return printComprehension(ast, quote);
    case 'missing':
      throw new Error('A text with faults cannot be printed.');
  }
}

function items(asts: readonly Ast[], quote: Quote): string {
  return asts.map((ast) => print(ast, STRENGTH.walrus, quote)).join(', ');
}

function printArguments(call: CallAst, quote: Quote): string {
  const [only] = call.args;
  if (call.args.length + call.keywords.length === 1 && only?.kind === 'comp' && only.of === 'generator') {
    return printNode(only, quote);
  }
  const args = call.args.map((arg) =>
    arg.kind === 'starred'
      ? `*${print(arg.value, STRENGTH.expression, quote)}`
      : print(arg, STRENGTH.walrus, quote),
  );
  const keywords = call.keywords.map(({ name, value }) => {
    const text = print(value, STRENGTH.expression, quote);
    return name === null ? `**${text}` : `${name}=${text}`;
  });
  return `(${[...args, ...keywords].join(', ')})`;
}

function printIndex(index: Ast | SliceAst, quote: Quote): string {
  if (index.kind === 'slice') {
    const part = (ast: Ast | null) => (ast ? print(ast, STRENGTH.expression, quote) : '');
    const step = index.step ? `:${part(index.step)}` : '';
    return `${part(index.start)}:${part(index.stop)}${step}`;
  }
  if (index.kind !== 'tuple' || index.items.length === 0) return print(index, STRENGTH.walrus, quote);
  return `${items(index.items, quote)}${index.items.length === 1 ? ',' : ''}`;
}

function printLambda({ parameters, body }: LambdaAst, quote: Quote): string {
  const list = parameters.map(({ name, default: value }) =>
    value ? `${name}=${print(value, STRENGTH.expression, quote)}` : name,
  );
  return `lambda${list.length > 0 ? ` ${list.join(', ')}` : ''}: ${print(body, STRENGTH.expression, quote)}`;
}

const BRACKETS: Readonly<Record<CompAst['of'], readonly [string, string]>> = {
  list: ['[', ']'],
  set: ['{', '}'],
  dict: ['{', '}'],
  generator: ['(', ')'],
};

function printComprehension({ of, element, value, clauses }: CompAst, quote: Quote): string {
  const [open, close] = BRACKETS[of];
  const head = value
    ? `${print(element, STRENGTH.expression, quote)}: ${print(value, STRENGTH.expression, quote)}`
    : print(element, STRENGTH.walrus, quote);
  return `${open}${[head, ...clauses.map((clause) => printClause(clause, quote))].join(' ')}${close}`;
}

function printClause(clause: ClauseAst, quote: Quote): string {
  if (clause.kind === 'if') return `if ${print(clause.test, STRENGTH.or, quote)}`;
  return `for ${printTarget(clause.target, true)} in ${print(clause.source, STRENGTH.or, quote)}`;
}

function printTarget(target: TargetAst, bare: boolean): string {
  if (target.kind === 'name') return target.name;
  if (target.kind === 'starred') return `*${target.name}`;
  const list = target.items.map((item) => printTarget(item, false)).join(', ');
  const text = target.items.length === 1 ? `${list},` : list;
  return bare && target.items.length > 0 ? text : `(${text})`;
}
