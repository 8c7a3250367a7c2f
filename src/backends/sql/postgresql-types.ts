import type { Shape } from './term';

/** Types of ints by width; numeric is exact at any. */
export const WIDTHS = { 32: 'integer', 64: 'bigint', 128: 'numeric' } as const;

/** The PostgreSQL type of a shape. */
export function typeName(shape: Shape): string {
  switch (shape.kind) {
    case 'int':
      return WIDTHS[shape.bits];
    case 'float':
      return 'float8';
    case 'bool':
      return 'boolean';
    case 'bytes':
      return 'bytea';
    case 'str':
    case 'none':
      return 'text';
    default:
      return 'jsonb';
  }
}
