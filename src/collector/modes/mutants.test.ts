import { expect, it } from 'vitest';
import { createDraw } from '../families';
import { mutantOf } from './mutants';

it('changes a text as often as it is asked to, the same way for the same seed', () => {
  const source = 'sum(x * x for x in range(n) if x % 3 == 1)';
  const mutant = mutantOf(source, 3, createDraw(4));
  expect(mutant?.mutations).toHaveLength(3);
  expect(mutant?.source).not.toBe(source);
  expect(mutantOf(source, 3, createDraw(4))).toEqual(mutant);
});

it('says so when there is no place for a mutation', () => {
  expect(mutantOf('[w for w in words]', 2, createDraw(1))).toBeUndefined();
});
