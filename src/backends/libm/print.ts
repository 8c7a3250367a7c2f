import type { Exception, Expression, MathFunction, Parameter, Statement, ValueType } from './syntax';

/** How one language writes what `syntax.ts` has. Expressions come printed. */
export interface MathDialect {
  readonly indent: string;
  /** The name of a function, table, parameter or variable. */
  readonly name: (name: string, kind: 'function' | 'table' | 'variable') => string;
  readonly float: (value: number) => string;
  readonly int: (value: number) => string;
  readonly test: (value: boolean) => string;
  /** `printed` are the arguments of an intrinsic of `INTRINSICS`. */
  readonly intrinsic: (name: string, printed: readonly string[]) => string;
  readonly item: (array: string, index: string, constant: boolean) => string;
  /** A product that stands in a sum: some languages must be told not to fuse the two. */
  readonly product?: (product: string) => string;
  /** Prints a whole expression, where the language's own printer is to do that; `variable` gives names. */
  readonly expression?: (
    expression: Expression,
    variable: (name: string, type: ValueType) => string,
  ) => string;
  /** An array handed on to a function. */
  readonly argument: (printed: string, type: ValueType, isParameter: boolean) => string;
  readonly declare: (name: string, value: string, type: ValueType, mutable: boolean) => string;
  readonly array: (name: string, size: number) => string;
  readonly set: (target: string, value: string) => string;
  readonly returns: (value: string) => string;
  readonly raise: (exception: Exception) => string;
  /** A test and one statement that leaves the function, on a line; where the language has no such form, blocks. */
  readonly guard?: (test: string, statement: string) => string;
  readonly open: (keyword: 'if' | 'while', test: string) => string;
  /** `} else {` and `}` or their like. */
  readonly otherwise: string;
  readonly elseIf: (test: string) => string;
  readonly close: string;
  /** Operators that are spelt in another way than in C. */
  readonly operators?: Readonly<Record<string, string>>;
  readonly head: (
    name: string,
    parameters: readonly Parameter[],
    result: ValueType,
    comment: string,
  ) => readonly string[];
  readonly foot: string;
  /** An item of a table, where that is another text than a literal. */
  readonly tableValue?: (value: number) => string;
  readonly table: (name: string, values: readonly string[]) => string;
}

const MIXED = 0;
const STRENGTH: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
};
const UNARY = 6;
const PRIMARY = 7;

interface Text {
  readonly text: string;
  readonly strength: number;
}

/** One function as the lines of its language. */
export function printFunction(fn: MathFunction, dialect: MathDialect): string {
  const printer = new Printer(fn, dialect);
  const head = dialect.head(
    dialect.name(fn.name, 'function'),
    fn.parameters.map((p) => ({ ...p, name: dialect.name(p.name, 'variable') })),
    fn.result,
    fn.comment,
  );
  return [...head, ...printer.statements(fn.body, 1), dialect.foot].filter((line) => line !== '').join('\n');
}

/** A constant table. */
export function printTable(name: string, values: readonly number[], dialect: MathDialect): string {
  return dialect.table(dialect.name(name, 'table'), values.map(dialect.tableValue ?? dialect.float));
}

class Printer {
  private readonly parameters: ReadonlySet<string>;

  constructor(
    private readonly fn: MathFunction,
    private readonly dialect: MathDialect,
  ) {
    this.parameters = new Set(fn.parameters.map((p) => p.name));
  }

  statements(body: readonly Statement[], depth: number): string[] {
    return body.flatMap((statement) => this.statement(statement, depth));
  }

  private statement(statement: Statement, depth: number): string[] {
    const { dialect } = this;
    const line = (text: string): string => dialect.indent.repeat(depth) + text;
    switch (statement.kind) {
      case 'var': {
        const { name, value } = statement;
        const mutable = this.fn.mutable.has(name);
        return [line(dialect.declare(this.variable(name), this.bare(value), value.type, mutable))];
      }
      case 'array':
        return [line(dialect.array(this.variable(statement.name), statement.size))];
      case 'set':
        return [line(dialect.set(this.variable(statement.name), this.bare(statement.value)))];
      case 'store': {
        const { array, index } = statement;
        const target = this.bare({ kind: 'item', type: 'f64', array, constant: false, index });
        return [line(dialect.set(target, this.bare(statement.value)))];
      }
      case 'while':
        return [
          line(dialect.open('while', this.bare(statement.test))),
          ...this.statements(statement.body, depth + 1),
          line(dialect.close),
        ];
      case 'return':
        return [line(dialect.returns(this.bare(statement.value)))];
      case 'raise':
        return [line(dialect.raise(statement.exception))];
      case 'if':
        return this.branches(statement, depth, line);
    }
  }

  private branches(
    first: Extract<Statement, { kind: 'if' }>,
    depth: number,
    line: (text: string) => string,
  ): string[] {
    const { dialect } = this;
    const [only, ...more] = first.then;
    const leaves = only !== undefined && (only.kind === 'return' || only.kind === 'raise');
    if (dialect.guard !== undefined && leaves && more.length + first.otherwise.length === 0)
      return [line(dialect.guard(this.bare(first.test), this.statement(only, 0).join('')))];
    const lines = [
      line(dialect.open('if', this.bare(first.test))),
      ...this.statements(first.then, depth + 1),
    ];
    let { otherwise } = first;
    for (;;) {
      const [only] = otherwise;
      if (only?.kind !== 'if' || otherwise.length > 1) break;
      lines.push(line(dialect.elseIf(this.bare(only.test))), ...this.statements(only.then, depth + 1));
      otherwise = only.otherwise;
    }
    if (otherwise.length > 0) lines.push(line(dialect.otherwise), ...this.statements(otherwise, depth + 1));
    return [...lines, line(dialect.close)];
  }

  private variable(name: string): string {
    return this.dialect.name(name, 'variable');
  }

  private bare(expression: Expression): string {
    const { dialect } = this;
    if (dialect.expression === undefined) return this.expression(expression).text;
    return dialect.expression(expression, (name, type) =>
      dialect.argument(this.variable(name), type, this.parameters.has(name)),
    );
  }

  private expression(expression: Expression): Text {
    const { dialect } = this;
    switch (expression.kind) {
      case 'float':
        return constant(dialect.float(expression.value));
      case 'int':
        return constant(dialect.int(expression.value));
      case 'test':
        return { text: dialect.test(expression.value), strength: PRIMARY };
      case 'name': {
        const { name, type } = expression;
        return {
          text: dialect.argument(this.variable(name), type, this.parameters.has(name)),
          strength: PRIMARY,
        };
      }
      case 'item': {
        const { array, constant: isTable, index } = expression;
        const name = dialect.name(array, isTable ? 'table' : 'variable');
        return { text: dialect.item(name, this.bare(index), isTable), strength: PRIMARY };
      }
      case 'call': {
        const args = expression.args.map((arg) => this.bare(arg));
        const text = expression.intrinsic
          ? dialect.intrinsic(expression.name, args)
          : `${dialect.name(expression.name, 'function')}(${args.join(', ')})`;
        return { text, strength: PRIMARY };
      }
      case 'unary': {
        const operand = this.operand(expression.operand, UNARY);
        return { text: `${expression.operator}${operand}`, strength: UNARY };
      }
      case 'binary':
        return this.binary(expression);
    }
  }

  /** Bits stand in parentheses next to anything else: languages differ in how they bind. */
  private binary(expression: Extract<Expression, { kind: 'binary' }>): Text {
    const { dialect } = this;
    const { operator, left, right } = expression;
    const strength = STRENGTH[operator] ?? MIXED;
    const inner = strength === MIXED ? PRIMARY : strength;
    const printed = dialect.operators?.[operator] ?? operator;
    const associative = strength === 4 || strength === 5 || operator === '&&' || operator === '||';
    const a = this.term(left, associative ? inner : inner + 1, strength);
    const b = this.term(right, inner + 1, strength);
    return { text: `${a} ${printed} ${b}`, strength };
  }

  private term(expression: Expression, least: number, strength: number): string {
    const { product } = this.dialect;
    const isProduct =
      expression.kind === 'binary' && expression.operator === '*' && expression.type === 'f64';
    if (strength === 4 && isProduct && product !== undefined) return product(this.bare(expression));
    return this.operand(expression, least);
  }

  private operand(expression: Expression, least: number): string {
    const { text, strength } = this.expression(expression);
    return strength >= Math.min(least, PRIMARY) ? text : `(${text})`;
  }
}

/** Negative literals bind as the unary minus does. */
const constant = (text: string): Text => ({ text, strength: text.startsWith('-') ? UNARY : PRIMARY });
