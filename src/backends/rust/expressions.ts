import type { Const, Display, Expr, If, Let, Logic, Type } from '../../language';
import { code, type Fragment, joinCode } from '../text';
import {
  block,
  blockOf,
  braces,
  closureBody,
  floatLiteral,
  intLiteral,
  isWellFormed,
  owned,
  P,
  paren,
  type Rx,
  rx,
  stringLiteral,
  suffixed,
  valueBlock,
  statement as withStatements,
} from './code';
import { emitComp } from './comprehensions';
import { type Emitter, storedAs } from './emitter';
import { emitOp } from './operations';
import { emitSorted } from './sorted';
import { walkSource } from './sources';
import { fitsBits, intShape, isCopy } from './types';

/** Prints an expression in its cheapest form: a place stays a place, a borrowed string stays borrowed. */
export function emitExpr(e: Emitter, node: Expr): Rx {
  switch (node.kind) {
    case 'const':
      return constant(e, node);
    case 'var':
      if (node.type.kind === 'iterator')
        return e.refuse(
          'unsupported-type',
          node.span,
          'An iterator kept in a variable is used up as it is walked.',
        );
      return e.variable(node.binding, node.span);
    case 'input':
      return e.input(node);
    case 'op':
      return emitOp(e, node);
    case 'if':
      return conditional(e, node);
    case 'logic':
      return logic(e, node);
    case 'let':
      return letIn(e, node);
    case 'assign':
      return assign(e, node);
    case 'display':
      return display(e, node);
    case 'comp':
      return emitComp(e, node);
    case 'sorted':
      return emitSorted(e, node);
    case 'convert':
      return e.as(node.value, node.type);
  }
}

function constant(e: Emitter, node: Const): Rx {
  const { value } = node;
  if (value === null) return rx(node.type.kind === 'optional' ? 'None' : '()');
  if (typeof value === 'boolean') return rx(String(value));
  if (typeof value === 'string') {
    if (!isWellFormed(value))
      e.refuse(
        'unsupported-operation',
        node.span,
        'A Rust string holds no lone surrogate.',
        'Leave the surrogate out.',
      );
    return rx(stringLiteral(value), P.primary, 'str');
  }
  if (typeof value === 'bigint') {
    const point = { min: value, max: value };
    if (!fitsBits(point, 128))
      e.refuse(
        'may-overflow',
        node.span,
        `${value.toString().length} digits do not fit 128 bits.`,
        'Use smaller numbers.',
      );
    const prec = value < 0n ? P.unary : P.primary;
    return {
      ...rx(intLiteral(value), prec),
      literal: node.type.kind === 'int' && fitsBits(point, 64) ? intShape(node.type).bits : 128,
    };
  }
  if ('float' in value) return floatLiteral(value.float);
  const bytes = Array.from(value.bytes, (b) =>
    b >= 0x20 && b < 0x7f && b !== 0x22 && b !== 0x5c
      ? String.fromCharCode(b)
      : `\\x${b.toString(16).padStart(2, '0')}`,
  );
  return rx(`b"${bytes.join('')}"`, P.primary, 'slice');
}

function conditional(e: Emitter, node: If): Rx {
  const test = e.value(node.test);
  const [first, otherwise] = [e.as(node.then, node.type), e.as(node.otherwise, node.type)];
  const then = isLiteral(otherwise) ? suffixed(first) : first;
  return branching(
    [[test.code, then], ...(otherwise.branches?.chosen ?? [])],
    otherwise.branches?.otherwise ?? otherwise,
  );
}

/** On one line where rustfmt would keep it there. */
function branching(chosen: readonly (readonly [Fragment, Rx])[], otherwise: Rx): Rx {
  const printed = (body: (r: Rx) => Fragment): Fragment =>
    code`${joinCode(
      chosen.map(([test, then]) => code`if ${test} ${body(then)}`),
      ' else ',
    )} else ${body(otherwise)}`;
  const line = printed(braces);
  const fits = line.text.length <= 80 && !line.text.includes('\n');
  const text = fits ? line : printed((r) => (r.block === undefined ? block([r.code]) : closureBody(r)));
  return { ...rx(text, P.block), branches: { chosen, otherwise } };
}

const isLiteral = (r: Rx): boolean => r.literal !== undefined || r.float === true;

function logic(e: Emitter, node: Logic): Rx {
  const prec = node.op === 'and' ? P.and : P.or;
  const left = paren(e.value(node.left), prec);
  const right = paren(e.value(node.right), prec);
  return rx(code`${left} ${node.op === 'and' ? '&&' : '||'} ${right}`, prec);
}

/** The statement that binds a variable: shared by `let` expressions and clauses. */
export function letStatement(
  e: Emitter,
  node: { readonly binding: Let['binding']; readonly value: Expr },
): Fragment {
  const { type } = node.binding;
  const value = e.expr(node.value);
  const sameType = e.show(type, node.value.span) === e.show(node.value.type, node.value.span);
  // A string constant or a borrowed part stays borrowed: it outlives the variable.
  if (value.own === 'str' && node.value.kind === 'const')
    return code`let ${e.bind(node.binding, 'str')} = ${value.code};`;
  const stored = sameType ? suffixed(owned(value, type)) : suffixed(e.as(node.value, type));
  return withStatements(stored, (kept) => code`let ${e.bind(node.binding, storedAs(type))} = ${kept.code};`);
}

function letIn(e: Emitter, node: Let): Rx {
  const statement = letStatement(e, node);
  const body = e.as(node.body, node.type);
  return valueBlock([statement], suffixed(body));
}

function assign(e: Emitter, node: Extract<Expr, { kind: 'assign' }>): Rx {
  const cell = e.cell(node.binding) ?? e.refuse('walrus-scope', node.span, 'This variable is not known.');
  const value = suffixed(e.as(node.value, node.binding.type));
  if (isCopy(node.binding.type)) return blockOf([code`${cell}.set(${value.code});`, code`${cell}.get()`]);
  return blockOf([code`${cell}.replace(${value.code});`, code`${cell}.borrow().clone()`]);
}

/** The items of a display without spreads, each in the element's representation. */
function items(e: Emitter, node: Display, type: (index: number) => Type): Fragment[] {
  return node.items.map((item, i) => {
    const printed = e.as(item.value, type(i));
    return (i === 0 ? suffixed(printed) : printed).code;
  });
}

function display(e: Emitter, node: Display): Rx {
  const { type } = node;
  switch (type.kind) {
    case 'tuple': {
      const parts = node.items.map((item, i) => suffixed(e.as(item.value, type.items[i] ?? type)).code);
      return rx(parts.length === 1 ? code`(${joinCode(parts, '')},)` : code`(${joinCode(parts, ', ')})`);
    }
    case 'list':
    case 'sequence': {
      if (node.items.length === 0) return rx(`Vec::${empty(e, type.element, node)}`);
      if (node.items.every((item) => item.kind === 'item'))
        return rx(
          code`vec![${joinCode(
            items(e, node, () => type.element),
            ', ',
          )}]`,
        );
      return grown(e, node, 'Vec::new()', (item) =>
        item.kind === 'spread'
          ? code`extend(${spreadSource(e, item.value, type.element)})`
          : code`push(${suffixed(e.as(item.value, type.element)).code})`,
      );
    }
    case 'set': {
      const name = e.show(type, node.span).replace(/<.*/, '');
      if (node.items.length === 0) return rx(`${name}::${empty(e, type.element, node)}`);
      if (node.items.every((item) => item.kind === 'item'))
        return rx(
          code`${name}::from([${joinCode(
            items(e, node, () => type.element),
            ', ',
          )}])`,
        );
      return grown(e, node, `${name}::new()`, (item) =>
        item.kind === 'spread'
          ? code`extend(${spreadSource(e, item.value, type.element)})`
          : code`insert(${suffixed(e.as(item.value, type.element)).code})`,
      );
    }
    case 'dict': {
      e.show(type, node.span);
      const map = e.types.map(type.ordered);
      if (node.items.length === 0)
        return rx(
          `${map}::<${e.show(type.key, node.span)}, ${e.show(type.value, node.span)}>::${type.ordered ? 'default' : 'new'}()`,
        );
      if (node.items.every((item) => item.kind === 'entry')) {
        const pairs = node.items.map((item) =>
          item.kind === 'entry'
            ? code`(${suffixed(e.as(item.key, type.key)).code}, ${suffixed(e.as(item.value, type.value)).code})`
            : code``,
        );
        return rx(code`${map}::from_iter([${joinCode(pairs, ', ')}])`);
      }
      return grown(e, node, `${map}::default()`, (item) =>
        item.kind === 'entry'
          ? code`insert(${suffixed(e.as(item.key, type.key)).code}, ${suffixed(e.as(item.value, type.value)).code})`
          : code`extend(${suffixed(e.as(item.value, type)).code})`,
      );
    }
    default:
      return e.refuse('unsupported-type', node.span, 'The Rust backend has no such display.');
  }
}

const empty = (e: Emitter, element: Type, node: Display): string => `<${e.show(element, node.span)}>::new()`;

/** What `extend` takes: an owned list of the element's representation. */
function spreadSource(e: Emitter, source: Expr, element: Type): Fragment {
  const walked = walkSource(e, source);
  return e.show(walked.type, source.span) === e.show(element, source.span)
    ? walked.values()
    : e.refuse('mixed-types', source.span, 'The spread items have another representation.');
}

/** A container built item by item, in order. */
function grown(
  e: Emitter,
  node: Display,
  start: string,
  step: (item: Display['items'][number]) => Fragment,
): Rx {
  const name = e.fresh('items');
  const steps = node.items.map((item) => code`${name}.${step(item)};`);
  return blockOf([`let mut ${name} = ${start};`, ...steps, name]);
}
