import type { Draw } from './draw';

/** Pieces of Python that people write again and again; values stay far inside 64 bits for arguments up to a million. */

/** Arithmetic on one int variable. */
export function arithmetic(draw: Draw, name: string): string {
  const k = draw.int(2, 19);
  const simple: readonly [string, ...string[]] = [
    `${name} * ${k}`,
    `${name} + ${draw.int(1, 50)}`,
    `${name} * ${name}`,
    `${name} ** 2 + ${draw.int(1, 9)}`,
    `${name} % ${k}`,
    `${name} // ${k}`,
    `(${name} * ${draw.int(3, 97)} + ${draw.int(1, 99)}) % ${draw.int(50, 1009)}`,
    `abs(${name} - ${draw.int(10, 500)})`,
    `${name} ^ ${draw.int(1, 255)}`,
    `${name} & ${draw.pick([7, 15, 31, 63, 255])}`,
    `${name} >> ${draw.int(1, 4)}`,
    `${name} * (${name} + 1) // 2`,
    `${name} if ${divides(draw, name)} else -${name}`,
    `min(${name}, ${draw.int(100, 5000)})`,
    `max(${name} % ${k}, ${draw.int(1, k - 1)})`,
    `${name} * ${name} % ${draw.int(7, 997)}`,
  ];
  return draw.pick(simple);
}

/** Arithmetic on two int variables. */
export function combination(draw: Draw, a: string, b: string): string {
  return draw.pick([
    `${a} * ${b}`,
    `${a} + ${b}`,
    `${a} - ${b}`,
    `${a} * ${draw.int(2, 9)} + ${b}`,
    `(${a} + ${b}) % ${draw.int(3, 29)}`,
    `${a} * ${b} % ${draw.int(3, 101)}`,
    `abs(${a} - ${b})`,
    `${a} ^ ${b}`,
    `max(${a}, ${b})`,
    `min(${a}, ${b}) * ${draw.int(2, 5)}`,
    `${a} * ${a} + ${b} * ${b}`,
    `${a} & ${b}`,
  ]);
}

/** A test of divisibility. */
export function divides(draw: Draw, name: string): string {
  const k = draw.int(2, 13);
  return draw.pick([
    `${name} % ${k} == ${draw.int(0, k - 1)}`,
    `${name} % ${k} != ${draw.int(0, k - 1)}`,
    `${name} % ${k} < ${draw.int(1, k - 1)}`,
    `${name} & 1`,
    `not ${name} % ${k}`,
  ]);
}

/** A condition on one int variable. */
export function condition(draw: Draw, name: string): string {
  const one = divides(draw, name);
  return draw.pick([
    one,
    one,
    `${name} > ${draw.int(2, 900)}`,
    `${draw.int(1, 40)} <= ${name} < ${draw.int(300, 5000)}`,
    `${one} and ${name} > ${draw.int(1, 60)}`,
    `${one} or ${divides(draw, name)}`,
    `(${name} * ${draw.int(3, 31)} + ${draw.int(1, 9)}) % ${draw.int(5, 23)} < ${draw.int(2, 4)}`,
  ]);
}

/** A condition on two int variables. */
export function relation(draw: Draw, a: string, b: string): string {
  const k = draw.int(2, 11);
  return draw.pick([
    `${a} < ${b}`,
    `${a} != ${b}`,
    `(${a} + ${b}) % ${k} == ${draw.int(0, k - 1)}`,
    `${a} * ${b} % ${k} < ${draw.int(1, k - 1)}`,
    `${a} % ${k} == ${b} % ${k}`,
    `abs(${a} - ${b}) > ${draw.int(1, 6)}`,
    `${a} % ${k} and ${b} % ${draw.int(2, 7)}`,
  ]);
}

/** None, one or two filters, each after a space. */
export function filters(draw: Draw, name: string, share = 0.6): string {
  if (!draw.chance(share)) return '';
  const first = ` if ${condition(draw, name)}`;
  return draw.chance(0.25) ? `${first} if ${divides(draw, name)}` : first;
}

/** A name for a loop variable over whole numbers. */
export function loopName(draw: Draw): string {
  return draw.pick(['x', 'i', 'k', 'v', 'num', 'j', 'value', 'item']);
}

/** A range that grows with the data size. */
export function growingRange(draw: Draw): string {
  return draw.pick([
    'range(n)',
    'range(n)',
    'range(1, n + 1)',
    `range(${draw.int(2, 9)}, n + ${draw.int(10, 20)})`,
    `range(0, n * ${draw.int(2, 4)}, ${draw.int(2, 4)})`,
    'range(n, 0, -1)',
  ]);
}

/** A reduction of a generator to one int. */
export function reduction(draw: Draw, generator: string): string {
  return draw.pick([
    `sum(${generator})`,
    `sum(${generator})`,
    `max((${generator}), default=0)`,
    `min((${generator}), default=0)`,
    `len([${generator}])`,
    `len({${generator}})`,
  ]);
}
