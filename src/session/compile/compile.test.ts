import { describe, expect, it } from 'vitest';
import { compileProgram, showType } from '../../language';
import { PROGRAMS } from '../programs';
import { exampleTable } from '../tables';
import { inputSpecs, inputValues } from './inputs';

describe('inputs', () => {
  it('keep the sign and the size of ints, not their values', () => {
    const type = (value: number) => {
      const [, spec] = inputSpecs([{ name: 'd', input: { kind: 'number', type: 'int', value } }]);
      return spec?.type;
    };
    expect(type(7)).toEqual(type(8));
    expect(type(7)).not.toEqual(type(0));
    expect(type(0)).not.toEqual(type(-1));
    expect(type(2 ** 40)).not.toEqual(type(7));
  });

  it('type a table by its columns and encode it row by row', () => {
    const inputs = [{ name: 'rows', input: exampleTable('requests') }];
    const [, spec] = inputSpecs(inputs);
    expect(spec && showType(spec.type)).toBe(
      'list[record(path: str, status: int, ms: float, bytes: int, referrer: str | None)]',
    );
    const { n, rows } = inputValues(inputs, 5);
    expect(n).toBe(5);
    expect(Array.isArray(rows) && rows.length).toBe(400);
  });
});

describe('the gallery', () => {
  it.each(PROGRAMS)('$title compiles without an objection', (program) => {
    const { program: compiled, diagnostics } = compileProgram(program.text, inputSpecs(program.inputs()));
    expect(diagnostics).toEqual([]);
    expect(compiled).not.toBeNull();
  });
});
