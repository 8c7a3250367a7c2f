import type { Tape } from './generate-tape';

/** The types that variables of a generated program have. */
export type Kind = 'int' | 'float' | 'str' | 'bool' | 'ints' | 'strs' | 'pair' | 'order' | 'table';

export interface Variable {
  readonly name: string;
  readonly kind: Kind;
  /** Of an int: a bound on the bits of its magnitude. */
  readonly bits: number;
}

/** Ints stay below 2 to this power, but for a few on purpose. */
const MAX_BITS = 50;

/** Functions of one float that are defined and moderate from 0 to 3. */
const SMOOTH = ['sin', 'cos', 'tan', 'atan', 'exp', 'expm1', 'sinh', 'cosh', 'tanh', 'sqrt'] as const;

const PREDICATES = [
  ...(['isdigit', 'isalpha', 'isupper', 'islower', 'isspace', 'isalnum', 'istitle', 'isnumeric'] as const),
  ...(['isdecimal', 'isidentifier', 'isascii', 'isprintable'] as const),
] as const;

interface IntText {
  readonly text: string;
  readonly bits: number;
}

/**
 * Well-typed expressions over the variables in scope. Every operand is bracketed; the program is printed canonically
 * afterwards. `fuel` bounds the depth.
 */
export class Expressions {
  private count = 0;

  constructor(
    readonly tape: Tape,
    /** Comprehensions as operands: `sum(…)`, `[…]`. */
    private readonly nested: (kind: 'ints' | 'strs' | 'int' | 'bool', scope: Scope, fuel: number) => string,
  ) {}

  fresh(stem: string): string {
    this.count++;
    return `${stem}${this.count}`;
  }

  int(scope: Scope, fuel: number): IntText {
    const { tape } = this;
    if (fuel <= 0) return this.intLeaf(scope);
    const sub = () => this.int(scope, fuel - 1);
    const binary = (sign: string, bits: (a: number, b: number) => number) => () => {
      const [a, b] = [sub(), sub()];
      return { text: `((${a.text}) ${sign} (${b.text}))`, bits: bits(a.bits, b.bits) };
    };
    const count = (text: string): IntText => ({ text, bits: 10 });
    const made = tape.make<IntText>([
      () => this.intLeaf(scope),
      binary('+', (a, b) => Math.max(a, b) + 1),
      binary('-', (a, b) => Math.max(a, b) + 1),
      binary('*', (a, b) => a + b),
      binary('//', (a) => a + 1),
      binary('%', (_, b) => b),
      binary('&', Math.max),
      binary('|', (a, b) => Math.max(a, b) + 1),
      binary('^', (a, b) => Math.max(a, b) + 1),
      () => {
        const base = sub();
        const exponent = tape.below(4);
        return { text: `((${base.text}) ** ${exponent})`, bits: base.bits * exponent + 1 };
      },
      () => {
        const [value, places] = [sub(), tape.below(9)];
        return tape.once(2)
          ? { text: `((${value.text}) << ${places})`, bits: value.bits + places }
          : { text: `((${value.text}) >> ${places})`, bits: value.bits };
      },
      () => {
        const value = sub();
        const sign = tape.pick(['-', 'abs', '~', '+'] as const);
        return { text: `${sign}(${value.text})`, bits: value.bits + 1 };
      },
      () => {
        const [a, b] = [sub(), sub()];
        const text = tape.pick([
          `((${a.text}) if (${this.bool(scope, fuel - 1)}) else (${b.text}))`,
          `min((${a.text}), (${b.text}))`,
          `max((${a.text}), (${b.text}))`,
        ]);
        return { text, bits: Math.max(a.bits, b.bits) };
      },
      () => {
        const [a, b] = [sub(), sub()];
        return {
          text: `divmod((${a.text}), (${b.text}))[${tape.below(2)}]`,
          bits: Math.max(a.bits, b.bits) + 1,
        };
      },
      () => ({
        text: `pow((${sub().text}), ${tape.below(6)}, ${tape.pick([7, 97, 1009])})`,
        bits: 11,
      }),
      () => count(`len(${tape.make([() => this.str(scope, fuel - 1), () => this.ints(scope, fuel - 1)])})`),
      () =>
        count(
          `(${this.str(scope, fuel - 1)}).${tape.pick(['count', 'find', 'rfind'])}(${this.strLeaf(scope)})`,
        ),
      () => ({ text: `ord(${this.char(scope)})`, bits: 21 }),
      () => ({ text: `int(${this.bool(scope, fuel - 1)})`, bits: 1 }),
      () => ({ text: `((${this.bool(scope, fuel - 1)}) + (${this.bool(scope, fuel - 1)}))`, bits: 2 }),
      () => ({ text: `(${this.ints(scope, fuel - 1)})[${tape.below(5) - 2}]`, bits: 32 }),
      () => count(`(${this.ints(scope, fuel - 1)}).count(${tape.below(4)})`),
      () => count(`(${sub().text}).${tape.pick(['bit_length', 'bit_count'])}()`),
      () => count(`(${this.ints(scope, fuel - 1)}).index(${this.intLeaf(scope).text})`),
      () => count(`(${this.str(scope, fuel - 1)}).${tape.pick(['index', 'rindex'])}('a')`),
      () => count(`len(${this.set(scope, fuel - 1)})`),
      () => count(`len((${this.str(scope, fuel - 1)}).encode(${tape.pick(['', "'utf-8'"])}))`),
      () => ({ text: `bytes([(${sub().text}) % 256, 7])[${tape.below(2)}]`, bits: 8 }),
      () => count(`len(bytes((${sub().text}) % 5))`),
      () => {
        const value = sub();
        return { text: `round((${value.text}), -${1 + tape.below(3)})`, bits: value.bits + 1 };
      },
      () => ({ text: `math.lcm((${sub().text}) % 50, ${1 + tape.below(20)})`, bits: 10 }),
      () => ({
        text: `math.${tape.pick(['comb', 'perm'])}((${sub().text}) % 9, ${tape.below(5)})`,
        bits: 14,
      }),
      () => ({ text: `math.factorial((${sub().text}) % 12)`, bits: 26 }),
      () => ({ text: `int(str(${sub().text}))`, bits: MAX_BITS }),
      () => ({ text: `math.gcd((${sub().text}), ${12 + tape.below(30)})`, bits: 6 }),
      () => ({ text: `math.isqrt(abs(${sub().text}))`, bits: 26 }),
      () => ({
        text: `${tape.pick(['round', 'int', 'math.floor', 'math.ceil', 'math.trunc'])}(${this.smallFloat(scope)})`,
        bits: 40,
      }),
      () => ({ text: `int('${1 + tape.below(99)}')`, bits: 7 }),
      () => ({ text: `{1: 10, 2: 20}.get((${sub().text}), ${tape.below(5)})`, bits: 5 }),
      () => ({ text: `{0: 5, 1: 7}[(${sub().text}) % 2]`, bits: 3 }),
      () => ({ text: this.nested('int', scope, fuel - 1), bits: 45 }),
    ]);
    return made.bits <= MAX_BITS || tape.once(40) ? made : { text: `((${made.text}) % 1000003)`, bits: 20 };
  }

  private intLeaf(scope: Scope): IntText {
    const { tape } = this;
    const known = scope.of('int').map((variable) => () => ({ text: variable.name, bits: variable.bits }));
    const literal = () => ({ text: String(tape.below(12)), bits: 4 });
    const special = () => {
      const value = tape.pick(['0', '(-1)', '(-7)', '100', '255', '65536']);
      return { text: value, bits: 17 };
    };
    const big = () => ({
      text: tape.pick(['2147483648', '9007199254740993', '9223372036854775807']),
      bits: 63,
    });
    const units = scope.of('order').map((order) => () => ({ text: `${order.name}.units`, bits: 32 }));
    return tape.make([
      literal,
      ...known,
      ...known,
      ...known,
      ...units,
      special,
      ...(tape.once(30) ? [big] : []),
    ]);
  }

  float(scope: Scope, fuel: number): string {
    const { tape } = this;
    if (fuel <= 0) return this.floatLeaf(scope);
    const sub = () => this.float(scope, fuel - 1);
    const int = () => this.int(scope, fuel - 1).text;
    return tape.make([
      () => this.floatLeaf(scope),
      () => `((${sub()}) ${tape.pick(['+', '-', '*', '/', '//', '%'])} (${sub()}))`,
      () => `((${sub()}) ${tape.pick(['+', '-', '*', '/'])} (${int()}))`,
      () => `((${int()}) / (${int()}))`,
      () => `${tape.pick(['-', 'abs', '+'])}(${sub()})`,
      () => `float(${int()})`,
      () => `round((${this.smallFloat(scope)}), ${tape.below(5) - 1})`,
      () => `math.sqrt(abs(${sub()}))`,
      () => `${tape.pick(['math.fabs', 'math.degrees', 'math.radians'])}(${sub()})`,
      () => `math.${tape.pick(SMOOTH)}((${int()}) % 4)`,
      () => `math.${tape.pick(['asin', 'acos', 'log1p', 'tanh'])}((${int()}) % 10 / 16)`,
      () => `math.${tape.pick(['log', 'log2', 'log10'])}((${int()}) % 100 + 1)`,
      () =>
        `math.${tape.pick(['copysign', 'hypot', 'atan2'])}((${this.smallFloat(scope)}), (${this.floatLeaf(scope)}))`,
      () => `math.fmod((${this.smallFloat(scope)}), 0.75)`,
      () => `math.pow((${int()}) % 9, ${tape.pick(['2', '0.5', '-1.0'])})`,
      () => `((${sub()}) if (${this.bool(scope, fuel - 1)}) else (${sub()}))`,
      () => `${tape.pick(['min', 'max'])}((${sub()}), (${sub()}))`,
      () => `((${this.smallFloat(scope)}) ** ${tape.below(4)})`,
      () => `((${2 + tape.below(3)}) ** (-${1 + tape.below(3)}))`,
      () => `float(('1.5' if (${this.bool(scope, fuel - 1)}) else '-2e3'))`,
    ]);
  }

  private floatLeaf(scope: Scope): string {
    const { tape } = this;
    const names = [
      ...scope.of('float').map(({ name }) => name),
      ...scope.of('order').map(({ name }) => `${name}.total`),
    ];
    const literals = ['0.5', '1.0', '2.5', '0.1', '-0.0', '3.25', '1e-3', '100.0'];
    return tape.pick([tape.pick(['1.5', ...literals]), ...names, ...names]);
  }

  /** Far from the ends of the range: rounding it neither overflows nor needs many digits. */
  private smallFloat(scope: Scope): string {
    return `${this.floatLeaf(scope)} * ${this.tape.pick(['1.5', '0.5', '10', '-3'])}`;
  }

  bool(scope: Scope, fuel: number): string {
    const { tape } = this;
    if (fuel <= 0) return this.boolLeaf(scope);
    const sub = () => this.bool(scope, fuel - 1);
    const int = () => `(${this.int(scope, fuel - 1).text})`;
    const str = () => `(${this.str(scope, fuel - 1)})`;
    const sign = () => tape.pick(['<', '<=', '>', '>=', '==', '!=']);
    return tape.make([
      () => `(${int()} ${sign()} ${int()})`,
      () => `(${int()} % ${2 + tape.below(4)} == ${tape.below(3)})`,
      () => `(${this.float(scope, fuel - 1)} ${sign()} (${this.float(scope, fuel - 1)}))`,
      () => `((${this.float(scope, fuel - 1)}) ${sign()} ${int()})`,
      () => `(${str()} ${sign()} ${str()})`,
      () => `(${int()} ${sign()} ${int()} ${sign()} ${int()})`,
      () => `((${sub()}) ${tape.pick(['and', 'or'])} (${sub()}))`,
      () => `(not (${sub()}))`,
      () => `(${int()} ${tape.pick(['in', 'not in'])} (${this.ints(scope, fuel - 1)}))`,
      () => `(${int()} ${tape.pick(['in', 'not in'])} {1, 2, 5, 8})`,
      () => `(${int()} in {1: 'a', 3: 'b'})`,
      () => `(${str()} in ${str()})`,
      () => `(${str()}).${tape.pick(['startswith', 'endswith'])}(${this.strLeaf(scope)})`,
      () => `(${str()}).${tape.pick(PREDICATES)}()`,
      () => `bool(${tape.make([int, str, () => `(${this.ints(scope, fuel - 1)})`])})`,
      () => `((${int()}, ${str()}) ${sign()} (${int()}, ${str()}))`,
      () => `({${int()}, ${int()}} ${tape.pick(['<=', '==', '>', '!='])} {1, 2, ${int()}})`,
      () => `(${this.float(scope, fuel - 1)}).is_integer()`,
      () => `math.${tape.pick(['isnan', 'isinf', 'isfinite'])}(${this.float(scope, fuel - 1)})`,
      () =>
        `(${this.set(scope, fuel - 1)}).${tape.pick(['issubset', 'issuperset', 'isdisjoint'])}({1, 2, ${int()}})`,
      () =>
        `(${this.set(scope, fuel - 1)} ${tape.pick(['<', '<=', '>', '=='])} ${this.set(scope, fuel - 1)})`,
      () => `({1: 10, 4: 20}.get(${int()}) is ${tape.pick(['None', 'not None'])})`,
      () => `isinstance((${int()} if (${sub()}) else ${str()}), ${tape.pick(['int', 'str'])})`,
      () => this.nested('bool', scope, fuel - 1),
    ]);
  }

  private boolLeaf(scope: Scope): string {
    const notes = scope
      .of('order')
      .map(({ name }) => `(${name}.note is ${this.tape.pick(['None', 'not None'])})`);
    return this.tape.pick(['True', 'False', ...scope.of('bool').map(({ name }) => name), ...notes]);
  }

  str(scope: Scope, fuel: number): string {
    const { tape } = this;
    if (fuel <= 0) return this.strLeaf(scope);
    const sub = () => `(${this.str(scope, fuel - 1)})`;
    const int = () => `(${this.int(scope, fuel - 1).text})`;
    const float = () => `(${this.float(scope, fuel - 1)})`;
    return tape.make([
      () => this.strLeaf(scope),
      () => `(${sub()} + ${sub()})`,
      () => `(${sub()} * ${tape.below(4)})`,
      () =>
        `${sub()}[${tape.below(4) - 2 || ''}:${tape.below(6) - 2 || ''}${tape.pick(['', '', ':-1', ':2'])}]`,
      () => `${sub()}[${tape.below(4) - 2}]`,
      () =>
        `${sub()}.${tape.pick(['upper', 'lower', 'strip', 'title', 'capitalize', 'swapcase', 'casefold', 'lstrip', 'rstrip'])}()`,
      () => `${sub()}.replace(${this.strLeaf(scope)}, ${this.strLeaf(scope)})`,
      () => `${sub()}.${tape.pick(['ljust', 'rjust', 'center'])}(${tape.below(9)}, '*')`,
      () => `${sub()}.zfill(${tape.below(7)})`,
      () => `${sub()}.${tape.pick(['removeprefix', 'removesuffix'])}(${this.strLeaf(scope)})`,
      () =>
        `${sub()}.${tape.pick(['partition', 'rpartition'])}(${tape.pick(["'a'", "' '"])})[${tape.below(3)}]`,
      () => `'-'.join(${sub()}.${tape.pick(["split('a')", "rsplit(' ', 1)", 'splitlines()', 'split()'])})`,
      () => `${sub()}.expandtabs(4)`,
      () => `${tape.pick(['ascii', 'repr'])}(${sub()})`,
      () => `bytes([97, 98, (${int()}) % 128]).decode()`,
      () =>
        `str(${tape.make([int, float, () => this.bool(scope, fuel - 1), () => this.ints(scope, fuel - 1)])})`,
      () => `repr(${tape.make([int, sub, () => `(${int()}, ${sub()})`])})`,
      () => `f'{${int()}}-{${sub()}!r}'`,
      () => `f'{${int()}:${tape.pick(['d', '05', '>6', ',', 'x', '+', '#b'])}}'`,
      () => `f'{${float()}:${tape.pick(['.2f', '10.3f', '.3e', 'g', ''])}}'`,
      () => `f'{${sub()}:${tape.pick(['>8', '<4', '^5', '.2', '*^7'])}}'`,
      () => `('%d:%s' % (${int()}, ${sub()}))`,
      () => `'{}/{:>4}'.format(${sub()}, ${int()})`,
      () => `chr(97 + ${int()} % 26)`,
      () => `${tape.pick(['hex', 'bin', 'oct'])}(${int()})`,
      () => `', '.join(${this.nested('strs', scope, fuel - 1)})`,
      () => `(${sub()} if (${this.bool(scope, fuel - 1)}) else ${sub()})`,
      () => `b'\\x01\\xffab'.hex()`,
    ]);
  }

  strLeaf(scope: Scope): string {
    const names = [
      ...scope.of('str').map(({ name }) => name),
      ...scope.of('order').map(({ name }) => `${name}.region`),
    ];
    const literals = ["''", "'a'", "'Abc def'", "'é😀'", "' x '", "'12'", "'ß'"];
    return this.tape.pick([this.tape.pick(["'ab'", ...literals]), ...names, ...names]);
  }

  private char(scope: Scope): string {
    const first = this.strLeaf(scope);
    return this.tape.pick(["'a'", "'😀'", `(${first} + 'z')[0]`]);
  }

  set(scope: Scope, fuel: number): string {
    const { tape } = this;
    const literal = () => `{${this.int(scope, 0).text}, ${tape.below(5)}, ${tape.below(5)}}`;
    if (fuel <= 0) return literal();
    const sub = () => this.set(scope, fuel - 1);
    return tape.make([
      literal,
      () => `set(${this.ints(scope, fuel - 1)})`,
      () => `(${sub()} ${tape.pick(['|', '&', '-', '^'])} ${sub()})`,
      () =>
        `${sub()}.${tape.pick(['union', 'intersection', 'difference', 'symmetric_difference'])}(${sub()})`,
    ]);
  }

  ints(scope: Scope, fuel: number): string {
    const { tape } = this;
    const names = scope.of('ints').map(
      ({ name }) =>
        () =>
          name,
    );
    const literal = () =>
      `[${Array.from({ length: tape.below(4) + 1 }, () => this.int(scope, 0).text).join(', ')}]`;
    if (fuel <= 0) return tape.make([literal, ...names, ...names]);
    const sub = () => `(${this.ints(scope, fuel - 1)})`;
    return tape.make([
      literal,
      ...names,
      ...names,
      () => `${sub()}[${tape.below(4) - 1 || ''}:${tape.below(4) - 1 || ''}${tape.pick(['', ':-1', ':2'])}]`,
      () => `(${sub()} + ${sub()})`,
      () => `(${sub()} * ${tape.below(3)})`,
      () => `sorted(${sub()}${tape.pick(['', ', reverse=True', ', key=lambda item: -item', ', key=abs'])})`,
      () => `list(range(${tape.below(8)}))`,
      () => `[*${sub()}, ${this.int(scope, 0).text}]`,
      () => `list(reversed(${sub()}))`,
      () => `list(map(${tape.pick(['abs', 'lambda item: item * 2'])}, ${sub()}))`,
      () => `list(filter(lambda item: item ${tape.pick(['>', '!='])} 1, ${sub()}))`,
      () => `sorted(${this.set(scope, fuel - 1)})`,
      () => this.nested('ints', scope, fuel - 1),
    ]);
  }
}

/** The variables that an expression may read, innermost last. */
export class Scope {
  constructor(
    readonly variables: readonly Variable[],
    /** The source of a `for` cannot assign (PEP 572). */
    readonly mayAssign: boolean = true,
  ) {}

  get asSource(): Scope {
    return new Scope(this.variables, false);
  }

  of(kind: Kind): readonly Variable[] {
    return this.variables.filter((variable) => variable.kind === kind);
  }

  with(...variables: readonly Variable[]): Scope {
    return new Scope([...this.variables, ...variables], this.mayAssign);
  }
}
