import {
  type Binding,
  type Comp,
  compileProgram,
  constant,
  type Expr,
  int,
  type Program,
  point,
  programOf,
  walk,
} from '../../language';

/** Faults that are put into the compiled program, below the text: Python's own answer stays what it was. */
export const PROGRAM_FAULTS = ['row-blow-up', 'wrong-constant'] as const;
export type ProgramFault = (typeof PROGRAM_FAULTS)[number];

/** How many times each row is walked by a blown-up program. */
export const BLOW_UP = 8;

/** A program with a fault in it, or undefined where there is no place for it. */
export function withFault(program: Program, fault: ProgramFault): Program | undefined {
  const body = fault === 'row-blow-up' ? blownUp(program.body) : offByOne(program.body);
  return body && programOf(program.source, body);
}

/**
 * A cross join that a filter undoes: every element of the first loop is walked eight times, and seven of them are thrown
 * away. The value stays.
 */
function blownUp(body: Expr): Expr | undefined {
  const target = outermost(body);
  const [first] = target?.clauses ?? [];
  if (!target || first?.kind !== 'for') return undefined;
  const clauses = extraClauses(body);
  if (!clauses) return undefined;
  const [, ...rest] = target.clauses;
  return replaced(body, target, { ...target, clauses: [first, ...clauses, ...rest] });
}

/** `for again in range(8) if again == 0`, compiled from text, with bindings that the program does not have yet. */
function extraClauses(body: Expr): Comp['clauses'] | undefined {
  const { program } = compileProgram(`[again for again in range(${BLOW_UP}) if again == 0]`);
  if (program?.body.kind !== 'comp') return undefined;
  let highest = 0;
  const note = (binding: Binding): void => {
    highest = Math.max(highest, binding.id);
  };
  JSON.stringify(body, (_, value: unknown) => {
    if (typeof value === 'bigint') return null;
    if (typeof value === 'object' && value !== null && 'id' in value && 'name' in value)
      note(value as Binding);
    return value;
  });
  return renumbered(program.body, highest + 1).clauses;
}

function renumbered(comp: Comp, by: number): Comp {
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, item]) => [
      key,
      key === 'id' && typeof item === 'number' ? item + by : visit(item),
    ]);
    return Object.fromEntries(entries);
  };
  return visit(comp) as Comp;
}

/** The first int constant of an operation, one more. */
function offByOne(body: Expr): Expr | undefined {
  let found: Expr | undefined;
  walk(body, (node) => {
    if (node.kind !== 'op' || found) return;
    found = node.args.find((arg) => arg.kind === 'const' && typeof arg.value === 'bigint' && arg.value > 1n);
  });
  if (found?.kind !== 'const' || typeof found.value !== 'bigint') return undefined;
  const more = found.value + 1n;
  return replaced(body, found, { ...constant(found.span, more), type: int(point(more)) });
}

function outermost(body: Expr): Comp | undefined {
  let found: Comp | undefined;
  walk(body, (node) => {
    if (node.kind === 'comp') found ??= node;
  });
  return found;
}

/** The same tree with one node, found by identity, exchanged. */
function replaced(body: Expr, node: Expr, by: Expr): Expr {
  const visit = (value: unknown): unknown => {
    if (value === node) return by;
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, visit(item)]));
  };
  return visit(body) as Expr;
}
