import { type Expr, type If, type Let, type Logic, readBindings } from '../../language';
import type { Emitter } from './emitter';
import { nodesOf, startsWith } from './evaluation';
import { and, BOOL_SHAPE, caseWhen, joinShapes, or, type Term, term } from './term';

// Expressions that evaluate some of their parts only at times, or give a part a name.

export function printConditional(emitter: Emitter, node: If): Term {
  emitter.supported(node.type, node.span);
  const test = emitter.print(node.test);
  const evaluated = readBindings(node.test);
  emitter.requireEvaluated(node.then, evaluated);
  emitter.requireEvaluated(node.otherwise, evaluated);
  const then = emitter.branch(node.then);
  const otherwise = emitter.branch(node.otherwise);
  if (
    node.then.kind === 'const' &&
    node.otherwise.kind === 'const' &&
    node.then.value === true &&
    node.otherwise.value === false
  )
    return test;
  return caseWhen(joinShapes(then.shape, otherwise.shape), test, then, otherwise);
}

export function printLogic(emitter: Emitter, node: Logic): Term {
  const left = emitter.print(node.left);
  const right = emitter.branch(node.right);
  emitter.requireEvaluated(node.right, readBindings(node.left));
  if (left.raises.size > 0 && /^(TRUE|FALSE)$/.test(right.fragment.text)) {
    emitter.refuse(
      'lazy-error-order',
      node.left.span,
      'This can raise, and an engine that knows the answer from the other side may drop it.',
    );
  }
  // Engines evaluate the operands of AND and OR in an order of their own; those of CASE in this one.
  if (left.raises.size > 0 || right.raises.size > 0) {
    return node.op === 'and'
      ? term(BOOL_SHAPE)`CASE WHEN ${left} THEN ${right} ELSE FALSE END`
      : term(BOOL_SHAPE)`CASE WHEN ${left} THEN TRUE ELSE ${right} END`;
  }
  return node.op === 'and' ? and(left, right) : or(left, right);
}

export function printLet(emitter: Emitter, node: Let): Term {
  const value = emitter.print(node.value);
  if (value.raises.size > 0 && !startsWith(node.body, node.binding.id)) {
    emitter.refuse('lazy-error-order', node.value.span, 'This value can raise before it is used.');
  }
  if (emitter.usesOf(node.binding) > 1 && nodesOf(node.value) > 40) {
    emitter.refuse(
      'unsupported-operation',
      node.value.span,
      'This value would be printed several times.',
      'Bind it in a clause of its own: `for y in [value]`.',
    );
  }
  emitter.bind(node.binding, value);
  return emitter.print(node.body);
}

export function printAssignment(emitter: Emitter, node: Extract<Expr, { kind: 'assign' }>): Term {
  if (readBindings(emitter.program.body).has(node.binding.id)) {
    emitter.refuse(
      'unsupported-operation',
      node.span,
      "`:=` keeps a value from row to row, which a query can't.",
      'Bind it in a clause: `for y in [value]`.',
    );
  }
  return emitter.print(node.value);
}
