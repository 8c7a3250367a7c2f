import { Context, Scope } from './context';
import { type Diagnostic, diagnostic, Refusal } from './diagnostic';
import { elaborate } from './elaborate';
import { canonicalExpr, hashText } from './hash';
import type { Expr, InputSpec, Program } from './ir';
import { iterationOf } from './iterate';
import { parse } from './parse';
import { pruneUnread } from './prune';
import { checkScopes } from './scope';
import { showType, someType, type Type } from './types';
import { walk } from './walk';
import { assignedVariables, lowerAssignments } from './walrus';

export interface Compiled {
  /** Null when an error was found. */
  readonly program: Program | null;
  /** Everything there is to say about the text, in order of position. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Source text and the inputs it may read → checked, typed program, or diagnostics. Never throws for any text.
 */
export function compileProgram(source: string, inputs: readonly InputSpec[] = []): Compiled {
  const parsed = parse(source);
  const errors = parsed.diagnostics.filter((d) => d.severity === 'error');
  if (parsed.ast === null || errors.length > 0)
    return { program: null, diagnostics: sorted(parsed.diagnostics) };
  const scopeErrors = checkScopes(parsed.ast);
  if (scopeErrors.length > 0)
    return { program: null, diagnostics: sorted([...parsed.diagnostics, ...scopeErrors]) };
  const { ast } = parsed;
  const context = new Context(source, new Map(inputs.map((input) => [input.name, input.type])));
  const body = context.attempt(() => checkResult(elaborate(ast, Scope.empty, context)));
  const diagnostics = sorted([...parsed.diagnostics, ...context.diagnostics]);
  if (body === null || context.diagnostics.some((d) => d.severity === 'error'))
    return { program: null, diagnostics };
  return { program: programOf(source, body), diagnostics };
}

/** A program around an elaborated (or optimised) body: inputs and variables are read off it. */
export function programOf(source: string, body: Expr): Program {
  const clean = pruneUnread(lowerAssignments(body));
  const inputs = new Map<string, InputSpec>();
  walk(clean, (node) => {
    if (node.kind === 'input' && !inputs.has(node.name))
      inputs.set(node.name, { name: node.name, type: node.type });
  });
  return {
    source,
    body: clean,
    inputs: [...inputs.values()],
    variables: assignedVariables(clean),
    hash: hashText(canonicalExpr(clean)),
  };
}

/** The value of a program must be something that can be shown and compared. */
function checkResult(body: Expr): Expr {
  const { type } = body;
  const fail = (rule: 'unordered' | 'unsupported-type', message: string, hint: string): never => {
    throw new Refusal(diagnostic(rule, body.span, message, { hint }));
  };
  if (type.kind === 'iterator' && !type.ordered)
    fail(
      'unordered',
      'The order of this result depends on the order of a set, which Python leaves open.',
      'Wrap the set in sorted(…).',
    );
  if (type.kind === 'iterator' && !(body.kind === 'comp' && body.collector.kind === 'generator'))
    fail(
      'unsupported-type',
      `The result is ${showType(type)}, which has no value of its own.`,
      'Wrap it in list(…).',
    );
  if (type.kind === 'range') fail('unsupported-type', 'The result is a range.', 'Wrap it in list(…).');
  if (someType(type, (t) => t.kind === 'record'))
    fail(
      'unsupported-type',
      'The result holds whole table rows.',
      'Pick the fields that you want, for instance (row.id, row.total).',
    );
  const nested = (t: Type): boolean => iterationOf(t) !== null && t.kind === 'iterator';
  const inner = type.kind === 'iterator' ? type.element : type;
  if (someType(inner, nested) || someType(inner, (t) => t.kind === 'range'))
    fail(
      'unsupported-type',
      `The result holds ${showType(inner)}.`,
      'Wrap inner generators and ranges in list(…).',
    );
  return body;
}

function sorted(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
