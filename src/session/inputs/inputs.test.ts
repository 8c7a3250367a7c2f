import { describe, expect, it } from 'vitest';
import {
  parseListInput,
  parseNumberInput,
  parseTextInput,
  printListInput,
  printNumberInput,
} from './literal';
import { csvTable, jsonTable } from './load';

describe('numbers', () => {
  it.each([
    ['2', 'int', 2],
    [' -17 ', 'int', -17],
    ['1_000', 'int', 1000],
    ['2.0', 'float', 2],
    ['2e3', 'float', 2000],
    ['.5', 'float', 0.5],
  ])('reads %s as %s', (text, type, value) => {
    expect(parseNumberInput(text)).toEqual({ kind: 'number', type, value });
  });

  it.each(['', 'two', '1,5', '9007199254740993', 'nan'])('refuses %j', (text) => {
    expect(() => parseNumberInput(text)).toThrow();
  });

  it('prints a float with its point', () => {
    expect(printNumberInput(parseNumberInput('2.0'))).toBe('2.0');
  });
});

describe('lists', () => {
  it.each([
    ['1, 2, 3', 'int', [1, 2, 3]],
    ['[1, 2.5]', 'float', [1, 2.5]],
    ['red, green', 'str', ['red', 'green']],
    ['"a, b", c', 'str', ['a, b', 'c']],
    ['True, False', 'bool', [true, false]],
    ['', 'int', []],
  ])('reads %s', (text, type, values) => {
    expect(parseListInput(text)).toEqual({ kind: 'list', type, values });
  });

  it.each([[['a, b', '', ' x', '"q"', '12', 'line\nbreak', "it's"]], [['ü', '😀']]])(
    'prints what it reads: %j',
    (values) => {
      const list = { kind: 'list', type: 'str', values } as const;
      expect(parseListInput(printListInput(list))).toEqual(list);
    },
  );
});

describe('limits', () => {
  it('refuse what no session file could hold, with the number', () => {
    expect(() => parseListInput(Array(100_001).fill('1').join(','))).toThrow('100001 elements');
    expect(() => parseTextInput('x'.repeat(1_000_001))).toThrow('1000001 characters');
    const rows = Array.from({ length: 20_001 }, () => ({ a: 1 }));
    expect(() => jsonTable(JSON.stringify(rows), 'big.json')).toThrow('20001 rows');
  });
});

describe('tables', () => {
  it('types columns by all of their cells', async () => {
    const table = await csvTable('id,Order Total,ok,note\n1,2.5,true,\n2,3,false,late\n', 'orders.csv');
    expect(table.columns).toEqual([
      { name: 'id', type: 'int', nullable: false },
      { name: 'order_total', type: 'float', nullable: false },
      { name: 'ok', type: 'bool', nullable: false },
      { name: 'note', type: 'str', nullable: true },
    ]);
    expect(table.rows).toEqual([
      [1, 2.5, true, null],
      [2, 3, false, 'late'],
    ]);
  });

  it('reads a list of objects and one object a line alike', () => {
    const rows = [{ a: 1 }, { a: 2, b: 'x' }];
    const list = jsonTable(JSON.stringify(rows), 'x.json');
    expect(list.columns.map((column) => [column.name, column.type, column.nullable])).toEqual([
      ['a', 'int', false],
      ['b', 'str', true],
    ]);
    expect(jsonTable(rows.map((row) => JSON.stringify(row)).join('\n'), 'x.json')).toEqual(list);
  });

  it.each([
    ['[]', 'no rows'],
    ['[1]', 'list of objects'],
    ['{', 'not JSON'],
    ['[{"a":{"b":1}}]', 'plain values'],
  ])('refuses %s', (text, reason) => {
    expect(() => jsonTable(text, 'x.json')).toThrow(reason);
  });
});
