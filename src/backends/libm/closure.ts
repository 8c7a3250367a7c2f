import { MATH_TABLES, mathFunctions } from './library';
import { type MathDialect, printFunction, printTable } from './print';

export interface PrintedMath {
  /** The name in the source. */
  readonly name: string;
  readonly text: string;
  /** Names in the source of the functions and tables that this one uses. */
  readonly needs: readonly string[];
}

/** All functions and tables in one language. */
export function printMath(dialect: MathDialect): readonly PrintedMath[] {
  const tables = Object.entries(MATH_TABLES).map(([name, values]) => ({
    name,
    text: printTable(name, values, dialect),
    needs: [],
  }));
  const functions = [...mathFunctions().values()].map((fn) => ({
    name: fn.name,
    text: printFunction(fn, dialect),
    needs: fn.needs,
  }));
  return [...tables, ...functions];
}

/** `log_table` as `logTable`. */
export const camelCase = (name: string): string =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Numbers of a table in lines of at most `width` characters. */
export function tableLines(values: readonly string[], indent: string, width = 100): string {
  const lines: string[] = [];
  let line = indent;
  for (const value of values) {
    if (line.length + value.length + 2 > width && line !== indent) {
      lines.push(line.trimEnd());
      line = indent;
    }
    line += `${value}, `;
  }
  return [...lines, line.trimEnd()].join('\n');
}

/** Masks and words of floats read best in hexadecimal. */
export const hexadecimal = (value: number): string =>
  Math.abs(value) < 1024 ? String(value) : `${value < 0 ? '-' : ''}0x${Math.abs(value).toString(16)}`;
