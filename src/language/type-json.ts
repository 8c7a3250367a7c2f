import type { Type } from './types';

/** A type as JSON has it. @throws TypeError for a type that is no plain data */
export function typeToJson(type: Type): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(type, (key, value) => {
    if (key === 'columns' || key === 'positions') return undefined;
    return typeof value === 'bigint' ? value.toString() : value;
  });
  return JSON.parse(text);
}
