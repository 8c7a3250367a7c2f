import {
  type Exception,
  type Expression,
  INTRINSICS,
  type MathFunction,
  type Parameter,
  type Statement,
  type ValueType,
  WORD_FUNCTIONS,
} from './syntax';

const TOKEN =
  /\s+|\/\/[^\n]*|(0x[\da-f]*\.?[\da-f]+p[+-]?\d+|0x[\da-f]+|\d+\.\d+(?:e[+-]?\d+)?|\d+|[A-Za-z_]\w*|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/&|<>=!:;,(){}[\]])/giy;

const HEADER = /(?:\/\/ ([^\n]*)\n)?fn (\w+)\(([^)]*)\): (\w+)/;

const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['&'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/'],
];

const TESTS: ReadonlySet<string> = new Set(['||', '&&', '==', '!=', '<', '<=', '>', '>=']);

/**
 * Reads the text of several functions. `tables` are the names of the constant tables.
 * @throws {SyntaxError} where the text is not of the language of `syntax.ts`
 */
export function parseFunctions(text: string, tables: ReadonlySet<string>): readonly MathFunction[] {
  const sources = text.split(/\n\n(?=\/\/ |fn )/).filter((part) => part.trim() !== '');
  const results = new Map<string, ValueType>();
  for (const source of sources) {
    const [, , name = '', , result = ''] = HEADER.exec(source) ?? [];
    results.set(name, typeNamed(result));
  }
  return sources.map((source) => new FunctionParser(source, results, tables).parse());
}

function typeNamed(text: string): ValueType {
  if (text === 'f64' || text === 'i32' || text === 'bool') return text;
  if (text === 'f64[]') return 'array';
  throw new SyntaxError(`unknown type ${text}`);
}

/** `0x1.8p52`, `0x3ff` or a decimal. */
function numberOf(text: string): number {
  const hex = /^0x([\da-f]*)\.?([\da-f]*)p([+-]?\d+)$/i.exec(text);
  if (hex === null) return Number(text);
  const [, whole = '', fraction = '', exponent = ''] = hex;
  const digits = Number(`0x${whole}${fraction}`);
  const power = Number(exponent) - 4 * fraction.length;
  // In two steps, so that no power of two on the way is beyond a double.
  const half = Math.trunc(power / 2);
  return digits * 2 ** half * 2 ** (power - half);
}

class FunctionParser {
  private readonly tokens: string[] = [];
  private at = 0;
  private readonly types = new Map<string, ValueType>();
  private readonly needs = new Set<string>();
  private readonly mutable = new Set<string>();
  private readonly name: string;
  private readonly comment: string;
  private readonly parameters: readonly Parameter[];
  private readonly result: ValueType;

  constructor(
    source: string,
    private readonly results: ReadonlyMap<string, ValueType>,
    private readonly tables: ReadonlySet<string>,
  ) {
    const header = HEADER.exec(source);
    if (header === null) throw new SyntaxError(`not a function: ${source.slice(0, 60)}`);
    const [whole, comment = '', name = '', list = '', result = ''] = header;
    this.name = name;
    this.comment = comment;
    this.result = typeNamed(result);
    this.parameters = list.split(', ').map((pair) => {
      const [parameter = '', type = ''] = pair.split(': ');
      return { name: parameter, type: typeNamed(type) };
    });
    for (const parameter of this.parameters) this.types.set(parameter.name, parameter.type);
    const body = source.slice(header.index + whole.length);
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < body.length) {
      const start = TOKEN.lastIndex;
      const match = TOKEN.exec(body);
      if (match === null) throw new SyntaxError(`${name}: ${body.slice(start, start + 40)}`);
      if (match[1] !== undefined) this.tokens.push(match[1]);
    }
  }

  parse(): MathFunction {
    const body = this.block();
    const { name, comment, parameters, result, mutable } = this;
    return { name, comment, parameters, result, body, needs: [...this.needs], mutable };
  }

  private peek(): string {
    return this.tokens[this.at] ?? '';
  }

  private next(): string {
    return this.tokens[this.at++] ?? '';
  }

  private take(token: string): boolean {
    if (this.peek() !== token) return false;
    this.at++;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) this.fail(`expected ${token}, found ${this.peek()}`);
  }

  private fail(message: string): never {
    throw new SyntaxError(`${this.name}: ${message}`);
  }

  /** Statements in braces, or one without. */
  private block(): readonly Statement[] {
    if (!this.take('{')) return [this.statement()];
    const statements: Statement[] = [];
    while (!this.take('}')) statements.push(this.statement());
    return statements;
  }

  private statement(): Statement {
    if (this.take('if')) {
      const test = this.parenthesised();
      const then = this.block();
      return { kind: 'if', test, then, otherwise: this.take('else') ? this.block() : [] };
    }
    if (this.take('while')) {
      const test = this.parenthesised();
      return { kind: 'while', test, body: this.block() };
    }
    const statement = this.simple();
    this.expect(';');
    return statement;
  }

  private parenthesised(): Expression {
    this.expect('(');
    const test = this.expression(0);
    this.expect(')');
    if (test.type !== 'bool') this.fail('a test is no number');
    return test;
  }

  private simple(): Statement {
    if (this.take('var')) return this.declaration();
    if (this.take('return')) return { kind: 'return', value: this.expression(0) };
    if (this.take('raise')) return { kind: 'raise', exception: this.exception(this.next()) };
    const name = this.next();
    if (this.take('[')) {
      const index = this.expression(0);
      this.expect(']');
      this.expect('=');
      return { kind: 'store', array: name, index, value: this.expression(0) };
    }
    this.expect('=');
    this.mutable.add(name);
    return { kind: 'set', name, value: this.expression(0) };
  }

  private declaration(): Statement {
    const name = this.next();
    if (this.take(':')) {
      for (const token of ['f64', '[']) this.expect(token);
      const size = Number(this.next());
      this.expect(']');
      this.types.set(name, 'array');
      return { kind: 'array', name, size };
    }
    this.expect('=');
    const value = this.expression(0);
    this.types.set(name, value.type);
    return { kind: 'var', name, value };
  }

  private exception(name: string): Exception {
    if (
      name === 'ValueError' ||
      name === 'OverflowError' ||
      name === 'ZeroDivisionError' ||
      name === 'outside'
    )
      return name;
    return this.fail(`unknown exception ${name}`);
  }

  private expression(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.unary();
    let left = this.expression(level + 1);
    while (operators.includes(this.peek())) {
      const operator = this.next();
      const right = this.expression(level + 1);
      if (left.type !== right.type) this.fail(`${left.type} ${operator} ${right.type}`);
      left = { kind: 'binary', type: TESTS.has(operator) ? 'bool' : left.type, operator, left, right };
    }
    return left;
  }

  private unary(): Expression {
    if (this.take('!')) return { kind: 'unary', type: 'bool', operator: '!', operand: this.unary() };
    if (!this.take('-')) return this.primary();
    const operand = this.unary();
    if (operand.kind === 'float' || operand.kind === 'int') return { ...operand, value: -operand.value };
    return { kind: 'unary', type: operand.type, operator: '-', operand };
  }

  private primary(): Expression {
    const token = this.next();
    if (token === '(') {
      const inner = this.expression(0);
      this.expect(')');
      return inner;
    }
    if (/^\d/.test(token)) {
      const float = /[.p]/i.test(token);
      return float
        ? { kind: 'float', type: 'f64', value: numberOf(token) }
        : { kind: 'int', type: 'i32', value: numberOf(token) };
    }
    if (token === 'true' || token === 'false') return { kind: 'test', type: 'bool', value: token === 'true' };
    if (token === 'inf' || token === 'nan')
      return { kind: 'float', type: 'f64', value: token === 'inf' ? Infinity : Number.NaN };
    if (this.take('[')) return this.item(token);
    if (this.take('(')) return this.call(token);
    const type = this.types.get(token);
    if (type === undefined) return this.fail(`unknown name ${token}`);
    return { kind: 'name', type, name: token };
  }

  private item(array: string): Expression {
    const constant = this.tables.has(array);
    if (constant) this.needs.add(array);
    const index = this.expression(0);
    this.expect(']');
    return { kind: 'item', type: 'f64', array, constant, index };
  }

  private call(name: string): Expression {
    const args: Expression[] = [];
    while (!this.take(')')) {
      args.push(this.expression(0));
      this.take(',');
    }
    const intrinsic = Object.hasOwn(INTRINSICS, name);
    const type = intrinsic ? INTRINSICS[name] : this.results.get(name);
    if (type === undefined) return this.fail(`unknown function ${name}`);
    if (name !== this.name && (!intrinsic || WORD_FUNCTIONS.has(name))) this.needs.add(name);
    return { kind: 'call', type, name, intrinsic, args };
  }
}
