import fc from 'fast-check';
import { Expressions, type Kind, Scope, type Variable } from './generate-expressions';
import { Tape } from './generate-tape';
import { encodePlain, inputTypeOf } from './inputs';
import type { InputSpec } from './ir';
import { parse } from './parse';
import { printPython } from './print-python';
import type { Encoded } from './values';

export interface GeneratedInput extends InputSpec {
  readonly value: Encoded;
}

/** A program that compiles nearly always, with values for the inputs that it may read. */
export interface GeneratedProgram {
  readonly source: string;
  readonly inputs: readonly GeneratedInput[];
}

const ORDERS = [
  { region: 'north', total: 12.5, units: 3, note: null },
  { region: 'south', total: 0.1, units: 0, note: 'late' },
  { region: 'north', total: -4.75, units: -2, note: '' },
  { region: 'é😀', total: 100.25, units: 41, note: null },
];

interface Values {
  readonly n: number;
  readonly ints: readonly number[];
  readonly floats: readonly number[];
  readonly strs: readonly string[];
  readonly orders: readonly object[];
}

/** Three sets of values of the same types. */
const ORDINARY: Values = {
  n: 6,
  ints: [3, 1, 4, 1, 5, -9, 2, 6],
  floats: [1.5, -2.25, 0.5],
  strs: ['ab', 'c d', 'Ab'],
  orders: ORDERS,
};
const EDGES: Values = {
  n: 1,
  ints: [0, -1, 2147483647, -2147483648],
  floats: [0.1, 0.2, -0.5, 1e15],
  strs: ['', 'ß😀', ' 7'],
  orders: ORDERS.slice(1, 3),
};
const EMPTY: Values = { n: 0, ints: [], floats: [], strs: [], orders: [] };

function inputsFrom(values: Values): GeneratedInput[] {
  const input = (name: string, plain: unknown, like: unknown): GeneratedInput => {
    return { name, type: inputTypeOf(encodePlain(like)), value: encodePlain(plain) };
  };
  const floats = (items: readonly number[]) => items.map((item) => ({ float: String(item) }));
  return [
    input('n', values.n, ORDINARY.n),
    input('xs', values.ints, ORDINARY.ints),
    input('fs', floats(values.floats), floats(ORDINARY.floats)),
    input('words', values.strs, ORDINARY.strs),
    input('orders', values.orders, ORDINARY.orders),
  ];
}

const INPUT_VARIABLES = new Scope([
  { name: 'n', kind: 'int', bits: 4 },
  { name: 'xs', kind: 'ints', bits: 32 },
  { name: 'words', kind: 'strs', bits: 0 },
  { name: 'orders', kind: 'table', bits: 0 },
]);

/**
 * Programs of every clause kind, collector and family of operations. Shrinking shortens the numbers that decide about
 * a program and makes them smaller; 0 always decides for the simplest.
 */
export function programs(): fc.Arbitrary<GeneratedProgram> {
  const numbers = fc.array(fc.nat(0xffff), { minLength: 5, maxLength: 160, size: 'max' });
  return fc.noBias(numbers).map(programFrom);
}

/** The program that a sequence of numbers decides for. */
export function programFrom(numbers: readonly number[]): GeneratedProgram {
  const tape = new Tape(numbers);
  const text = new Programs(tape).program();
  const values = tape.pick([ORDINARY, ORDINARY, EDGES, ORDINARY, ORDINARY, EDGES, EMPTY]);
  const { ast, diagnostics } = parse(text);
  if (!ast || diagnostics.length > 0) throw new Error(`generated a text with faults: ${text}`);
  return { source: printPython(ast), inputs: inputsFrom(values) };
}

/** What a `for` walks over, and the variables that its target binds. */
interface Loop {
  readonly target: string;
  readonly source: string;
  readonly variables: readonly Variable[];
}

class Programs {
  private readonly expressions: Expressions;

  constructor(private readonly tape: Tape) {
    this.expressions = new Expressions(tape, (kind, scope, fuel) => this.nested(kind, scope, fuel));
  }

  program(): string {
    const { tape } = this;
    const scope = INPUT_VARIABLES;
    return tape.make([
      () => this.reduction(scope),
      () => this.reduction(scope),
      () => this.reduction(scope),
      () => this.comprehension('[', ']', scope, 2),
      () => this.comprehension('{', '}', scope, 2, 'hashable'),
      () => this.comprehension('(', ')', scope, 2),
      () => this.dict(scope),
      () => this.wrapped(scope),
      () => this.ordered(scope),
      () => this.grouped(scope),
    ]);
  }

  /** One value of a comprehension. */
  private reduction(scope: Scope): string {
    const { tape } = this;
    const { clauses, inner } = this.clauses(scope, 2);
    const int = () => this.expressions.int(inner, 2).text;
    const float = () => this.expressions.float(inner, 2);
    const over = (element: string) => `${element}${clauses}`;
    const fallback = tape.pick(['', '', ', default=0', ', default=-1']);
    const key = tape.pick(['', '', ', key=abs', ', key=lambda item: -item', ', key=lambda item: item % 3']);
    return tape.make([
      () => `sum(${over(int())})`,
      () => `sum(${over(float())})`,
      () => `sum((${over(int())}), ${tape.below(9)})`,
      () => `any(${over(this.expressions.bool(inner, 2))})`,
      () => `all(${over(this.expressions.bool(inner, 2))})`,
      () => `min((${over(int())})${key}${fallback})`,
      () => `max((${over(int())})${key}${fallback})`,
      () => `max((${over(float())})${tape.pick(['', ', default=0.5'])})`,
      () => `min((${over(this.expressions.str(inner, 2))}), key=len${tape.pick(['', ", default=''"])})`,
      () => `max((${over(`(${int()}, ${this.expressions.str(inner, 1)})`)}), default=None)`,
      () => `len([${over(int())}])`,
      () => `len({${over(int())}})`,
      () => `math.prod(${over(`(${int()}) % 7 + 1`)})`,
      () => `${tape.pick(["''", "', '", "'-'"])}.join(${over(this.expressions.str(inner, 2))})`,
      () => `next((${over(int())}), ${tape.below(4)})`,
    ]);
  }

  private element(scope: Scope, fuel: number, hashable = false): string {
    const { tape, expressions } = this;
    const int = () => expressions.int(scope, fuel).text;
    const always: [() => string, ...(() => string)[]] = [
      int,
      () => expressions.str(scope, fuel),
      () => expressions.bool(scope, fuel),
      () => `(${int()}, ${expressions.str(scope, fuel)})`,
      () => `(${int()}, (${expressions.bool(scope, 1)}, ${int()}))`,
    ];
    if (hashable) return tape.make(always);
    return tape.make([
      ...always,
      () => expressions.float(scope, fuel),
      () => expressions.float(scope, fuel),
      () => expressions.ints(scope, fuel),
      () => `{${int()}, ${int()}}`,
      () => `{${int()}: ${expressions.str(scope, 1)}}`,
      () => `[${int()} if ${expressions.bool(scope, 1)} else None]`,
      () => `(${int()} if ${expressions.bool(scope, 1)} else None)`,
      () => `${expressions.str(scope, 1)}.split()`,
      () => `tuple(${expressions.ints(scope, 1)})`,
    ]);
  }

  private comprehension(
    open: string,
    close: string,
    scope: Scope,
    fuel: number,
    hashable?: 'hashable',
  ): string {
    const { clauses, inner } = this.clauses(scope, fuel);
    const element = this.element(inner, fuel, hashable !== undefined);
    if (open !== '{' && !hashable && scope.mayAssign && this.tape.once(8)) {
      const name = this.expressions.fresh('w');
      return `${open}((${name} := ${this.expressions.int(inner, 1).text}), ${name} + ${element.length % 5})${clauses}${close}`;
    }
    return `${open}${element}${clauses}${close}`;
  }

  private dict(scope: Scope): string {
    const { clauses, inner } = this.clauses(scope, 2);
    return `{${this.element(inner, 1, true)}: ${this.element(inner, 2)}${clauses}}`;
  }

  private wrapped(scope: Scope): string {
    const { clauses, inner } = this.clauses(scope, 2);
    const hashable = () => this.element(inner, 2, true);
    return this.tape.make([
      () => `list(${this.element(inner, 2)}${clauses})`,
      () => `tuple(${this.element(inner, 2)}${clauses})`,
      () => `set(${hashable()}${clauses})`,
      () => `frozenset(${hashable()}${clauses})`,
      () => `dict((${this.expressions.int(inner, 1).text}, ${this.element(inner, 2)})${clauses})`,
      () => `list({${this.expressions.int(inner, 1).text}: 1${clauses}}.items())`,
      () => `[*(${this.element(inner, 1)}${clauses})]`,
      () => `list(enumerate((${this.element(inner, 1)}${clauses}), ${this.tape.below(3)}))`,
    ]);
  }

  private ordered(scope: Scope): string {
    const { tape } = this;
    const { clauses, inner } = this.clauses(scope, 2);
    const reverse = tape.pick(['', '', ', reverse=True']);
    const pair = `(${this.expressions.int(inner, 2).text}, ${this.expressions.str(inner, 1)})`;
    const slice = tape.pick(['', '', '[:3]', '[1:]', '[::-1]']);
    return tape.make([
      () => `sorted((${this.element(inner, 2, true)}${clauses})${reverse})${slice}`,
      () => `sorted((${pair}${clauses}), key=lambda p: (p[1], -p[0])${reverse})${slice}`,
      () =>
        `sorted((${this.expressions.str(inner, 2)}${clauses}), key=${tape.pick(['len', 'str.lower'])}${reverse})${slice}`,
      () => `sorted({${this.expressions.int(inner, 2).text}${clauses}})${slice}`,
      () =>
        `sorted({${this.expressions.int(inner, 1).text}: 1${clauses}}.items(), key=lambda p: p[1])${slice}`,
    ]);
  }

  /** Group-by, windows and pairs: the shapes people mean. */
  private grouped(scope: Scope): string {
    const { tape } = this;
    const test = this.expressions.bool(scope.with({ name: 'o', kind: 'order', bits: 0 }), 1);
    return tape.make([
      () => '{k: sum(o.units for o in orders if o.region == k) for k in sorted({o.region for o in orders})}',
      () => `{k: [o.total for o in orders if o.region == k and ${test}] for k in ['north', 'south']}`,
      () => `[xs[i:i + ${1 + tape.below(3)}] for i in range(len(xs))]`,
      () => '[b - a for a, b in zip(xs, xs[1:])]',
      () =>
        `sorted(((o.region, o.units) for o in orders if ${test}), key=lambda r: (-r[1], r[0]))[:${1 + tape.below(3)}]`,
      () => `[(a, *rest) for a, *rest in [(1, 2, 3), (4, 5, 6), (7, 8, ${tape.below(9)})]]`,
      () => `{w[:1]: w for w in words if w}`,
      () => `[(k, len(v)) for k, v in {w: w * 2 for w in words}.items()]`,
    ]);
  }

  private nested(kind: 'ints' | 'strs' | 'int' | 'bool', scope: Scope, fuel: number): string {
    const { tape } = this;
    const { clauses, inner } = this.clauses(scope, Math.min(fuel, 1), 1);
    const int = () => this.expressions.int(inner, Math.min(fuel, 1)).text;
    const bool = () => this.expressions.bool(inner, Math.min(fuel, 1));
    if (kind === 'ints') return `[${int()}${clauses}]`;
    if (kind === 'strs') return `[${this.expressions.str(inner, Math.min(fuel, 1))}${clauses}]`;
    if (kind === 'bool') return `${tape.pick(['any', 'all'])}(${bool()}${clauses})`;
    return tape.pick([
      `sum(${int()}${clauses})`,
      `len([${int()}${clauses}])`,
      `max((${int()}${clauses}), default=0)`,
    ]);
  }

  private clauses(scope: Scope, fuel: number, most = 3): { clauses: string; inner: Scope } {
    const { tape, expressions } = this;
    let inner = scope;
    let clauses = '';
    const loops = 1 + (most > 1 ? tape.pick([0, 0, 0, 1, 1, 2]) : 0);
    for (let index = 0; index < loops; index++) {
      const { target, source, variables } = this.loop(inner.asSource, index, fuel);
      clauses += ` for ${target} in ${source}`;
      inner = inner.with(...variables);
      for (let tests = tape.pick([0, 0, 0, 1, 1, 2]); tests > 0; tests--) {
        if (scope.mayAssign && tape.once(6)) {
          const name = expressions.fresh('w');
          const { text, bits } = expressions.int(inner, 1);
          clauses += ` if (${name} := ${text}) ${tape.pick(['>', '!=', '<='])} ${tape.below(5)}`;
          inner = inner.with({ name, kind: 'int', bits });
        } else clauses += ` if ${this.filter(inner, fuel)}`;
      }
    }
    return { clauses, inner };
  }

  /** Most filters let most items through, or few programs would have a result to compare. */
  private filter(scope: Scope, fuel: number): string {
    const { tape, expressions } = this;
    if (tape.once(3)) return expressions.bool(scope, fuel);
    const value = `(${expressions.int(scope, Math.min(fuel, 1)).text})`;
    return tape.pick([
      `${value} % ${2 + tape.below(4)} != ${tape.below(3)}`,
      `${value} >= -${tape.below(50)}`,
      `${value} % 2 == 0 or ${expressions.bool(scope, 0)}`,
    ]);
  }

  private loop(scope: Scope, index: number, fuel: number): Loop {
    const { tape, expressions } = this;
    const name = expressions.fresh('v');
    const other = expressions.fresh('v');
    const one = (source: string, kind: Kind, bits = 0): Loop => ({
      target: name,
      source,
      variables: [{ name, kind, bits }],
    });
    const two = (source: string, kinds: readonly [Kind, Kind], bits = 32): Loop => ({
      target: tape.pick([`${name}, ${other}`, `(${name}, ${other})`]),
      source,
      variables: [
        { name, kind: kinds[0], bits },
        { name: other, kind: kinds[1], bits },
      ],
    });
    const size = index === 0 ? 8 : 4;
    const small = () => `(${expressions.int(scope, 0).text}) % ${size}`;
    return tape.make([
      () => one(`range(${tape.below(size) + 1})`, 'int', 3),
      () => one(`range(${small()})`, 'int', 3),
      () => one(`range(${tape.below(9) - 4}, ${tape.below(9) - 2})`, 'int', 4),
      () => one(`range(${tape.below(9)}, ${tape.below(9) - 4}, ${tape.pick([-1, 2, -2, 3])})`, 'int', 4),
      () => one('range(n)', 'int', 4),
      () => one(expressions.ints(scope, Math.min(fuel, 1)), 'int', 34),
      () => one('xs', 'int', 32),
      () => one('fs', 'float'),
      () => one('words', 'str'),
      () => one('orders', 'order'),
      () => one(tape.pick(["'hello'", "'é😀a'", "''"]), 'str'),
      () => one(`(${expressions.str(scope, 1)})[:6]`, 'str'),
      () => one(tape.pick(["['x', 'yy', '']", "('p', 'q')", "'a b c'.split()", "'1,2'.split(',')"]), 'str'),
      () => one(`sorted(${tape.pick(['xs', '{3, 1, 2}', "{5: 'a', 4: 'b'}"])})`, 'int', 32),
      () => one('reversed(xs)', 'int', 32),
      () => one(`(${this.nested('ints', scope, 1)})`, 'int', 45),
      () => one('[[1, 2], [], [3]]', 'ints', 32),
      () => one('[(1.5), 2.5]', 'float'),
      () => one('(True, False)', 'bool'),
      () => one("b'\\x00a\\xff'", 'int', 8),
      () => two('enumerate(xs)', ['int', 'int']),
      () => two(`enumerate(words, ${tape.below(3)})`, ['int', 'str']),
      () => two('zip(xs, words)', ['int', 'str']),
      () => two(`zip(range(${1 + tape.below(size)}), 'abcdef')`, ['int', 'str']),
      () => two("{1: 'a', 2: 'bb'}.items()", ['int', 'str']),
      () => two("[(1, 'a'), (2, 'b')]", ['int', 'str']),
      () => one("{'k': 1, 'm': 2}.values()", 'int', 2),
      () => one(tape.pick(["{'k': 1, 'm': 2}", "{'k': 1, 'm': 2}.keys()"]), 'str'),
      () => one(`sorted(${expressions.set(scope, 1)})`, 'int', 32),
      () => two('[[1, 2], [3, 4]]', ['int', 'int'], 3),
      () => two("{**{1: 'a'}, 3: 'c'}.items()", ['int', 'str'], 2),
      () => two("({1: 'a', 2: 'b'} | {2: 'x'}).items()", ['int', 'str'], 2),
      () => {
        const third = expressions.fresh('v');
        return {
          target: `${name}, (${other}, ${third})`,
          source: 'enumerate(zip(xs, words))',
          variables: [
            { name, kind: 'int', bits: 20 },
            { name: other, kind: 'int', bits: 32 },
            { name: third, kind: 'str', bits: 0 },
          ],
        };
      },
      () => ({
        target: `${name}, *${other}`,
        source: '[(1, 2, 3), (4, 5, 6)]',
        variables: [
          { name, kind: 'int', bits: 3 },
          { name: other, kind: 'ints', bits: 3 },
        ],
      }),
    ]);
  }
}
