import { expect, it } from 'vitest';
import { compileProgram, DATA_SIZE } from '../../language';
import { canonicalHash } from './canonical';
import { BLOW_UP, withFault } from './faults';

function programOf(source: string) {
  const { program } = compileProgram(source, [DATA_SIZE]);
  if (!program) throw new Error(source);
  return program;
}

it('walks every row of the first loop several times and throws all but one away', () => {
  const faulty = withFault(programOf('[x * y for x in range(n) for y in range(x) if y > 1]'), 'row-blow-up');
  if (faulty?.body.kind !== 'comp') throw new Error('a comprehension');
  expect(faulty.body.clauses.map(({ kind }) => kind)).toEqual(['for', 'for', 'if', 'for', 'if']);
  const [, again] = faulty.body.clauses;
  expect(again?.kind === 'for' && again.source.type).toMatchObject({ size: { max: BigInt(BLOW_UP) } });
  expect(canonicalHash(faulty)).not.toBe(
    canonicalHash(programOf('[x * y for x in range(n) for y in range(x) if y > 1]')),
  );
});

it('answers something else with another constant', () => {
  const program = programOf('sum(x * 3 for x in range(n))');
  expect(withFault(program, 'wrong-constant')?.hash).not.toBe(program.hash);
});

it('says so where there is no place for a fault', () => {
  expect(withFault(programOf('[x for x in range(n)]'), 'wrong-constant')).toBeUndefined();
  expect(withFault(programOf('n + 3'), 'row-blow-up')).toBeUndefined();
});
