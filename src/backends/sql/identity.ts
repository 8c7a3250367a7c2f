import { type Binding, type Expr, type Pattern, readBindings } from '../../language';

/** Operations that give different results for different values of their one varying argument. */
const INJECTIVE = new Set([
  'int.add',
  'int.sub',
  'int.neg',
  'int.invert',
  'float.neg',
  'chr',
  'str',
  'repr',
  'concat',
  'hex',
  'bin',
  'oct',
]);

/** True when `key` differs in any two rows that differ in one of `rows`: then every row has a key of its own. */
export function identifies(key: Expr, rows: readonly Binding[] | null): boolean {
  if (rows === null) return false;
  if (rows.length === 0) return true;
  if (key.kind === 'display' && key.of === 'tuple') {
    return rows.every((row) =>
      key.items.some((item) => item.kind === 'item' && identifies(item.value, [row])),
    );
  }
  const [row] = rows;
  return rows.length === 1 && row !== undefined && injective(key, row);
}

function injective(key: Expr, row: Binding): boolean {
  switch (key.kind) {
    case 'var':
      return key.binding.id === row.id;
    case 'convert':
      return injective(key.value, row);
    case 'op': {
      const varying = key.args.filter((arg) => readBindings(arg).has(row.id));
      const [only] = varying;
      if (varying.length !== 1 || only === undefined || !injective(only, row)) return false;
      if (key.op === 'int.mul') return key.args.every((arg) => arg === only || isNonZero(arg));
      if (key.op === 'str' || key.op === 'repr') return only.type.kind === 'int' || only.type.kind === 'str';
      // A constant beside it keeps the texts apart; a text that varies with other rows might not.
      return INJECTIVE.has(key.op) && key.args.every((arg) => arg === only || arg.kind === 'const');
    }
    default:
      return false;
  }
}

const isNonZero = (expr: Expr): boolean =>
  expr.kind === 'const' && typeof expr.value === 'bigint' && expr.value !== 0n;

/** The bindings that tell any two rounds of a source apart; null where the same item may come again. */
export function identityOf(pattern: Pattern, source: Expr): readonly Binding[] | null {
  const first = pattern.kind === 'tuple' ? pattern.items[0] : pattern;
  if (first?.kind !== 'name') return null;
  const op = source.kind === 'op' ? source.op : null;
  const known =
    pattern.kind === 'tuple'
      ? op === 'dict.items' || op === 'enumerate'
      : op === 'dict.keys' ||
        isDistinct(source.type) ||
        (source.kind === 'sorted' && isDistinct(source.source.type));
  return known ? [first.binding] : null;
}

/** True when no item comes twice. */
const isDistinct = ({ kind }: Expr['type']): boolean => kind === 'range' || kind === 'set' || kind === 'dict';
