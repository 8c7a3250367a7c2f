import type { Shape } from './shape';

/** A cheap fold of a result, unsigned 32 bits: its length and last item, so that the engine must make it. */
export function digest(shape: Shape, value: unknown): number {
  if (typeof shape === 'string') return scalar(value);
  if ('generator' in shape) return generated(shape.generator, value);
  if (Array.isArray(value)) {
    const last: unknown = value.at(-1);
    const inner =
      'list' in shape
        ? shape.list
        : 'sequence' in shape
          ? shape.sequence
          : 'tuple' in shape
            ? shape.tuple.at(-1)
            : undefined;
    return mix(value.length, value.length === 0 || inner === undefined ? 0 : digest(inner, last));
  }
  if (typeof value === 'object' && value !== null && 'size' in value) return mix(Number(value.size), 1);
  return scalar(value);
}

function generated(shape: Shape, value: unknown): number {
  if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) return 0;
  let folded = 0;
  let count = 0;
  for (const item of value as Iterable<unknown>) {
    folded = digest(shape, item);
    count++;
  }
  return mix(count, folded);
}

function scalar(value: unknown): number {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? ((value * 2654435761) % 4294967296) >>> 0 : 7;
    case 'bigint':
      return Number(BigInt.asUintN(32, value));
    case 'string':
      return mix(value.length, value.length === 0 ? 0 : value.charCodeAt(value.length - 1));
    case 'boolean':
      return value ? 1 : 2;
    default:
      return 3;
  }
}

const mix = (a: number, b: number): number => (Math.imul(a, 31) ^ b) >>> 0;
