import type { Ast, FStringPart, SliceAst } from './ast';

/** The expressions directly inside a node, in source order. */
export function childrenOfAst(ast: Ast): readonly Ast[] {
  switch (ast.kind) {
    case 'number':
    case 'str':
    case 'bytes':
    case 'constant':
    case 'name':
    case 'missing':
      return [];
    case 'fstring':
      return ast.parts.flatMap(partChildren);
    case 'attribute':
    case 'unary':
    case 'starred':
      return [ast.value];
    case 'walrus':
      return [ast.target, ast.value];
    case 'subscript':
      return [ast.value, ...(ast.index.kind === 'slice' ? sliceParts(ast.index) : [ast.index])];
    case 'call':
      return [ast.callee, ...ast.args, ...ast.keywords.map((keyword) => keyword.value)];
    case 'binary':
    case 'boolean':
      return [ast.left, ast.right];
    case 'compare':
      return ast.operands;
    case 'conditional':
      return [ast.then, ast.test, ast.otherwise];
    case 'lambda':
      return [...present(ast.parameters.map((parameter) => parameter.default)), ast.body];
    case 'list':
    case 'tuple':
    case 'set':
      return ast.items;
    case 'dict':
      return ast.entries.flatMap((entry) => present([entry.key, entry.value]));
    case 'comp':
      return [
        ...present([ast.element, ast.value]),
        ...ast.clauses.map((clause) => (clause.kind === 'for' ? clause.source : clause.test)),
      ];
  }
}

function partChildren(part: FStringPart): readonly Ast[] {
  return part.kind === 'text' ? [] : [part.value, ...(part.spec ?? []).flatMap(partChildren)];
}

function sliceParts(slice: SliceAst): readonly Ast[] {
  return present([slice.start, slice.stop, slice.step]);
}

function present(asts: readonly (Ast | null)[]): Ast[] {
  return asts.filter((ast) => ast !== null);
}
