import {
  contains,
  type Expr,
  INT64,
  int,
  meet,
  type Program,
  rewrite,
  type Span,
  some,
  someType,
  type Type,
  walk,
} from '../../language';

/** A program whose ints wrap around at 64 bits. */
export interface Unchecked {
  readonly program: Program;
  /** The first place where one may. */
  readonly at: Span;
}

/**
 * What `unsafe` makes of a program: every int that isn't proved to fit 64 bits becomes a `long` of any value. Null
 * where nothing can wrap around, and where a value is certainly beyond 64 bits: such programs keep their BigInteger.
 */
export function unchecked(program: Program): Unchecked | null {
  const at = firstWrapping(program.body);
  if (at === null || holdsWideValue(program)) return null;
  // Types are read from nodes, inputs and variables; those of bindings inside of patterns are not.
  const body = rewrite(program.body, (node) => ({ ...node, type: inLongs(node.type) }));
  const inputs = program.inputs.map((input) => ({ ...input, type: inLongs(input.type) }));
  const variables = program.variables.map((variable) => ({ ...variable, type: inLongs(variable.type) }));
  return { program: { ...program, body, inputs, variables }, at };
}

const beyond = (type: Type): boolean => type.kind === 'int' && !contains(INT64, type.range);

/** Other operations are computed as they are in safe mode, and report a result beyond 64 bits. */
function mayWrap(node: Expr): boolean {
  if (!beyond(node.type)) return false;
  if (node.kind === 'comp') return node.collector.kind === 'sum' || node.collector.kind === 'prod';
  if (node.kind !== 'op') return false;
  switch (node.op) {
    case 'int.add':
    case 'int.sub':
    case 'int.mul':
    case 'int.neg':
    case 'int.pow':
      return true;
    case 'int.lshift': {
      const count = node.args[1]?.type;
      return count?.kind === 'int' && contains({ min: 0n, max: 63n }, count.range);
    }
    default:
      return false;
  }
}

function firstWrapping(body: Expr): Span | null {
  const found: Span[] = [];
  walk(body, (node) => {
    if (mayWrap(node)) found.push(node.span);
  });
  return found[0] ?? null;
}

function holdsWideValue(program: Program): boolean {
  const outside = (type: Type): boolean =>
    someType(type, (t) => t.kind === 'int' && meet(t.range, INT64) === null);
  return some(program.body, (node) => outside(node.type)) || program.inputs.some((i) => outside(i.type));
}

/** A wrapped value may have either sign, so that nothing is kept of an interval that leaves 64 bits. */
function inLongs(type: Type): Type {
  switch (type.kind) {
    case 'int':
      return beyond(type) ? int(INT64) : type;
    case 'range':
      return contains(INT64, type.range) ? type : { ...type, range: INT64 };
    case 'list':
    case 'sequence':
    case 'set':
    case 'iterator':
      return { ...type, element: inLongs(type.element) };
    case 'dict':
      return { ...type, key: inLongs(type.key), value: inLongs(type.value) };
    case 'tuple':
      return { ...type, items: type.items.map(inLongs) };
    case 'record':
      return { ...type, fields: type.fields.map((f) => ({ ...f, type: inLongs(f.type) })) };
    case 'optional':
      return { ...type, of: inLongs(type.of) };
    case 'union':
      return { ...type, members: type.members.map(inLongs) };
    default:
      return type;
  }
}
