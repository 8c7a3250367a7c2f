import {
  COMPARISONS,
  type CompiledHelper,
  HEADER,
  headerOf,
  INSTRUCTIONS,
  INTRINSICS,
  PRECEDENCE,
  type Scalar,
  type Signature,
  scalar,
  TOKEN,
} from './low-syntax';

interface Typed {
  /** Null for a number literal, which takes the type that its context wants. */
  readonly type: Scalar | null;
  readonly text: (type: Scalar) => string;
}

/** Compiles one helper; `signatureOf` answers for the functions that it calls. Throws SyntaxError on a defect. */
export function compileHelper(
  source: string,
  signatureOf: (name: string) => Signature | null,
): CompiledHelper {
  return new HelperCompiler(source, signatureOf).compile();
}

class HelperCompiler {
  private readonly tokens: string[] = [];
  private at = 0;
  private readonly locals = new Map<string, Scalar>();
  private readonly calls = new Set<string>();
  private readonly loops: string[] = [];
  private labels = 0;

  constructor(
    private readonly source: string,
    private readonly signatureOf: (name: string) => Signature | null,
  ) {
    TOKEN.lastIndex = 0;
    const body = source.trim().replace(HEADER, '{');
    while (TOKEN.lastIndex < body.length) {
      const start = TOKEN.lastIndex;
      const match = TOKEN.exec(body);
      if (match === null) throw new SyntaxError(`helper text at: ${body.slice(start, start + 40)}`);
      if (match[1] !== undefined) this.tokens.push(match[1]);
    }
  }

  compile(): CompiledHelper {
    const { name, names, signature } = headerOf(this.source);
    names.forEach((n, i) => {
      this.locals.set(n, signature.params[i] ?? 'i32');
    });
    const params = names.map((n, i) => `(param $${n} ${signature.params[i]})`);
    const result = signature.result === null ? '' : `(result ${signature.result})`;
    this.result = signature.result;
    const body = this.block();
    const own = [...this.locals].slice(names.length).map(([n, t]) => `(local $${n} ${t})`);
    const tail = signature.result === null ? '' : '(unreachable)';
    const wat = `(func $${name} ${[...params, result, ...own].join(' ')}\n${body}\n${tail})`;
    return { name, wat, calls: [...this.calls] };
  }

  private result: Scalar | null = null;

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
    throw new SyntaxError(`${headerOf(this.source).name}: ${message}`);
  }

  private block(): string {
    this.expect('{');
    const statements: string[] = [];
    while (!this.take('}')) statements.push(this.statement());
    return statements.join('\n');
  }

  private statement(): string {
    if (this.peek() === '{') return this.block();
    if (this.take('if')) return this.ifStatement();
    if (this.take('while')) return this.whileStatement();
    const text = this.simpleStatement();
    this.expect(';');
    return text;
  }

  private ifStatement(): string {
    const test = this.parenthesised();
    const then = this.statement();
    const otherwise = this.take('else') ? ` (else ${this.statement()})` : '';
    return `(if ${test} (then ${then})${otherwise})`;
  }

  private whileStatement(): string {
    const label = String(this.labels++);
    const test = this.parenthesised();
    this.loops.push(label);
    const body = this.statement();
    this.loops.pop();
    return `(block $break${label} (loop $next${label} (br_if $break${label} (i32.eqz ${test}))\n${body}\n(br $next${label})))`;
  }

  private parenthesised(): string {
    this.expect('(');
    const test = this.expression().text('i32');
    this.expect(')');
    return test;
  }

  private simpleStatement(): string {
    if (this.take('var')) return this.declaration();
    if (this.take('break')) return `(br $break${this.loops.at(-1)})`;
    if (this.take('continue')) return `(br $next${this.loops.at(-1)})`;
    if (this.take('raise')) {
      const name = `raise_${this.next()}`;
      this.calls.add(name);
      return `(call $${name}) (unreachable)`;
    }
    if (this.take('return')) {
      if (this.peek() === ';') return '(return)';
      return `(return ${this.expression().text(this.result ?? 'i32')})`;
    }
    return this.assignment();
  }

  private declaration(): string {
    const name = this.next();
    const declared = this.take(':') ? scalar(this.next()) : null;
    if (!this.take('=')) {
      this.locals.set(name, declared ?? 'i32');
      return '';
    }
    const value = this.expression();
    const type = declared ?? value.type ?? 'i32';
    this.locals.set(name, type);
    return `(local.set $${name} ${value.text(type)})`;
  }

  private assignment(): string {
    const [name, follow = ''] = [this.peek(), this.tokens[this.at + 1]];
    if (follow === '=') {
      this.at += 2;
      const local = this.locals.get(name);
      const text = this.expression().text(local ?? 'i32');
      return local === undefined ? `(global.set $${name} ${text})` : `(local.set $${name} ${text})`;
    }
    if (follow === '[') {
      this.at += 2;
      const { address, offset } = this.address();
      if (this.take('=')) {
        const type = name === 'u8' ? 'i32' : scalar(name);
        const store = name === 'u8' ? 'i32.store8' : `${type}.store`;
        return `(${store}${offset} ${address} ${this.expression().text(type)})`;
      }
      this.fail('a load is no statement');
    }
    const value = this.expression();
    return value.type === null ? value.text('i32') : `(drop ${value.text(value.type)})`;
  }

  /** After `[`: an address with a constant offset folded into the instruction. */
  private address(): { address: string; offset: string } {
    const address = this.expression().text('i32');
    this.expect(']');
    const folded = /^\(i32\.add ([\s\S]*) \(i32\.const (\d+)\)\)$/.exec(address);
    const [, base = '', by = ''] = folded ?? [];
    return folded === null || !balanced(base)
      ? { address, offset: '' }
      : { address: base, offset: ` offset=${by}` };
  }

  private expression(): Typed {
    const test = this.binary(0);
    if (!this.take('?')) return test;
    const then = this.expression();
    this.expect(':');
    const otherwise = this.expression();
    const own = then.type ?? otherwise.type;
    return {
      type: own ?? 'i32',
      text: (want) => {
        const type = own ?? want;
        return `(if (result ${type}) ${test.text('i32')} (then ${then.text(type)}) (else ${otherwise.text(type)}))`;
      },
    };
  }

  private binary(level: number): Typed {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    while (operators.includes(this.peek())) {
      const operator = this.next();
      left = combine(operator, left, this.binary(level + 1));
    }
    return left;
  }

  private unary(): Typed {
    if (this.take('!')) {
      const value = this.unary();
      return { type: 'i32', text: () => `(${value.type ?? 'i32'}.eqz ${value.text(value.type ?? 'i32')})` };
    }
    if (this.take('~')) {
      const value = this.unary();
      return { type: value.type, text: (t) => `(${t}.xor ${value.text(t)} (${t}.const -1))` };
    }
    if (this.take('-')) {
      if (/^\d/.test(this.peek())) return literal(`-${this.next()}`);
      const value = this.unary();
      return {
        type: value.type,
        text: (t) =>
          t === 'f64' ? `(f64.neg ${value.text(t)})` : `(${t}.sub (${t}.const 0) ${value.text(t)})`,
      };
    }
    return this.primary();
  }

  private primary(): Typed {
    const token = this.next();
    if (token === '(') {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (/^\d/.test(token)) return literal(token);
    if (token === 'inf' || token === 'nan') return { type: 'f64', text: () => `(f64.const ${token})` };
    if (token.startsWith("'")) return literal(String(characterCode(token)));
    if (this.take('[')) return this.load(token);
    if (this.take('(')) return this.call(token);
    const local = this.locals.get(token);
    return local === undefined
      ? { type: 'i32', text: () => `(global.get $${token})` }
      : { type: local, text: () => `(local.get $${token})` };
  }

  private load(kind: string): Typed {
    const { address, offset } = this.address();
    const type = kind === 'u8' ? 'i32' : scalar(kind);
    const instruction = kind === 'u8' ? 'i32.load8_u' : `${type}.load`;
    return { type, text: () => `(${instruction}${offset} ${address})` };
  }

  private call(name: string): Typed {
    const args: Typed[] = [];
    while (!this.take(')')) {
      args.push(this.expression());
      this.take(',');
    }
    const [only] = args;
    if ((name === 'i32' || name === 'i64' || name === 'f64') && only !== undefined)
      return convert(name, only);
    const intrinsic = INTRINSICS[name];
    const signature = intrinsic ?? this.signatureOf(name);
    if (signature === null) this.fail(`unknown function ${name}`);
    if (signature.params.length !== args.length)
      this.fail(`${name} takes ${signature.params.length} arguments`);
    if (intrinsic === undefined) this.calls.add(name);
    const head = intrinsic === undefined ? `call $${name}` : name.replace('_', '.');
    const text = `(${[head, ...args.map((a, i) => a.text(signature.params[i] ?? 'i32'))].join(' ')})`;
    return { type: signature.result, text: () => text };
  }
}

function combine(operator: string, left: Typed, right: Typed): Typed {
  if (operator === '&&')
    return {
      type: 'i32',
      text: () => `(if (result i32) ${left.text('i32')} (then ${right.text('i32')}) (else (i32.const 0)))`,
    };
  if (operator === '||')
    return {
      type: 'i32',
      text: () => `(if (result i32) ${left.text('i32')} (then (i32.const 1)) (else ${right.text('i32')}))`,
    };
  const own = left.type ?? right.type;
  const comparison = COMPARISONS.has(operator);
  return {
    type: comparison ? 'i32' : own,
    text: (want) => {
      const type = own ?? (comparison ? 'i32' : want);
      const name = INSTRUCTIONS[operator] ?? operator;
      const instruction = type === 'f64' ? name.replace(/_s$/, '') : name;
      return `(${type}.${instruction} ${left.text(type)} ${right.text(type)})`;
    },
  };
}

function literal(text: string): Typed {
  return { type: null, text: (type) => `(${type}.const ${text})` };
}

function convert(to: Scalar, value: Typed): Typed {
  const from = value.type;
  if (from === null || from === to) return { type: to, text: () => value.text(to) };
  const instruction = {
    i32: from === 'i64' ? 'i32.wrap_i64' : 'i32.trunc_f64_s',
    i64: from === 'i32' ? 'i64.extend_i32_s' : 'i64.trunc_f64_s',
    f64: from === 'i32' ? 'f64.convert_i32_s' : 'f64.convert_i64_s',
  }[to];
  return { type: to, text: () => `(${instruction} ${value.text(from)})` };
}

function characterCode(token: string): number {
  const body = token.slice(1, -1);
  const escapes: Readonly<Record<string, number>> = { '\\n': 10, '\\r': 13, '\\t': 9, "\\'": 39, '\\\\': 92 };
  return escapes[body] ?? body.codePointAt(0) ?? 0;
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const c of text) {
    if (c === '(') depth++;
    else if (c === ')' && --depth < 0) return false;
  }
  return depth === 0;
}
