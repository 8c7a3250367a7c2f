import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/**
 * Moves numbers that are out of range to the nearest one in range, in place.
 * @param issues what a schema found in the data; those that are not about a number's range are left
 * @returns how many numbers were moved
 */
export function clampNumbers(data: unknown, issues: readonly Issue[]): number {
  let moved = 0;
  for (const issue of issues) {
    const nearest = inRange(issue);
    const holder = holderOf(data, issue.path);
    const key = issue.path.at(-1);
    if (nearest === undefined || holder === undefined || key === undefined) continue;
    const value = holder[key];
    if (typeof value !== 'number') continue;
    holder[key] = nearest(value);
    moved++;
  }
  return moved;
}

function inRange(issue: Issue): ((value: number) => number) | undefined {
  if (issue.code === 'too_big' && isNumeric(issue.origin)) return () => Number(issue.maximum);
  if (issue.code === 'too_small' && isNumeric(issue.origin)) return () => Number(issue.minimum);
  if (issue.code === 'invalid_type' && issue.expected === 'int') return Math.round;
  return undefined;
}

const isNumeric = (origin: string): boolean => origin === 'number' || origin === 'int';

function holderOf(data: unknown, path: readonly PropertyKey[]): Record<PropertyKey, unknown> | undefined {
  let holder = data;
  for (const key of path.slice(0, -1)) {
    if (typeof holder !== 'object' || holder === null) return undefined;
    holder = (holder as Record<PropertyKey, unknown>)[key];
  }
  return typeof holder === 'object' && holder !== null ? (holder as Record<PropertyKey, unknown>) : undefined;
}
