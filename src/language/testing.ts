import type { Ast } from './ast';
import { parse } from './parse';

// The door for tests of all rooms; nothing of it is part of the product.
export { type GeneratedInput, type GeneratedProgram, programFrom, programs } from './generate';

/** The tree of a text without faults. */
export function readAst(source: string): Ast {
  const { ast, diagnostics } = parse(source);
  const [fault] = diagnostics;
  if (!ast || fault) throw new Error(`${JSON.stringify(source)}: ${fault?.message ?? 'no tree'}`);
  return ast;
}

/** A copy of a tree to compare with: equal for texts that differ in white space and brackets only. */
export function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'span' && key !== 'nameSpan');
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutSpans(inner)]));
}
