import { describe, expect, it } from 'vitest';
import { inputParameter, reachOf } from './input-parameter';

const int = (value: number) => ({ kind: 'number', type: 'int', value }) as const;
const float = (value: number) => ({ kind: 'number', type: 'float', value }) as const;

describe('the reach of a number', () => {
  it.each([
    ['a small int', int(7), { max: 100, signed: false }],
    ['an int at the edge', int(100), { max: 100, signed: false }],
    ['an int beyond it', int(101), { max: 1000, signed: false }],
    ['a negative int', int(-3), { max: 100, signed: true }],
    ['a fraction', float(0.25), { max: 1, signed: false }],
    ['a float', float(3.5), { max: 10, signed: false }],
    ['nothing', float(0), { max: 1, signed: false }],
  ])('of %s', (_, input, reach) => {
    expect(reachOf(input)).toEqual(reach);
  });

  it('grows with what is typed and never shrinks under the hand', () => {
    const wide = reachOf(int(-500));
    expect(reachOf(int(3), wide)).toBe(wide);
    expect(reachOf(int(5000), wide)).toEqual({ max: 10_000, signed: true });
  });
});

describe('a number input as a parameter', () => {
  const document = { inputs: [{ name: 'd', input: int(7) }] } as never;

  it('is turned by its own steps and set in place', () => {
    const parameter = inputParameter('d', 'int', reachOf(int(7)), { label: 'Turn d', initial: 7 });
    expect([parameter.get(document), parameter.nudge(7, 1), parameter.fromUnit(0.5)]).toEqual([7, 8, 50]);
    const draft = structuredClone(document) as { inputs: { input: { value: number } }[] };
    parameter.set(draft as never, 9);
    expect(draft.inputs[0]?.input.value).toBe(9);
  });
});
