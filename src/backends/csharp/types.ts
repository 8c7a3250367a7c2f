import { contains, INT64, type RecordType, refuse, type Span, showType, type Type } from '../../language';

export const BACKEND = 'csharp';

/** True where an int needs `System.Numerics.BigInteger`: its interval isn't proved to fit 64 bits. */
export const isBig = (type: Type): boolean => type.kind === 'int' && !contains(INT64, type.range);

/** True for types that C# holds as a struct, so that an optional of them is a `Nullable<T>`. */
export const isStruct = (type: Type): boolean =>
  type.kind === 'bool' || type.kind === 'int' || type.kind === 'float' || type.kind === 'tuple';

/** True for types whose own `Equals` is Python's `==`. */
export function equalsPlainly(type: Type): boolean {
  switch (type.kind) {
    case 'bool':
    case 'int':
    case 'str':
    case 'never':
      return true;
    case 'tuple':
      return type.items.every(equalsPlainly);
    default:
      return false;
  }
}

/** True for types whose own `CompareTo` is Python's `<`. */
export function ordersPlainly(type: Type): boolean {
  if (type.kind === 'tuple') return type.items.every(ordersPlainly);
  return type.kind === 'int' || type.kind === 'bool';
}

/** An array of tuples, or a nullable one, may stand outside of generic types only. */
const suffixed = (depth: number): number => (depth === 0 ? 0 : depth + 1);

/** Spells types, and collects the row classes that they need. */
export class TypeNames {
  private readonly rows = new Map<string, string>();
  readonly declarations: string[] = [];

  /**
   * The type in C#. `depth` counts the generic types around it: Mono's compiler reads tuples in brackets only outside
   * of them, and plain ones inside of one; deeper ones are spelled `ValueTuple<…>`.
   */
  text(type: Type, span: Span, depth = 0): string {
    const inner = (part: Type): string => this.text(part, span, depth + 1);
    switch (type.kind) {
      case 'none':
      case 'never':
      case 'union':
        return 'object';
      case 'bool':
        return 'bool';
      case 'int':
        return isBig(type) ? 'BigInteger' : 'long';
      case 'float':
        return 'double';
      case 'str':
        return 'string';
      case 'bytes':
        return 'byte[]';
      case 'list':
        return `List<${inner(type.element)}>`;
      case 'sequence':
        return `${this.text(type.element, span, suffixed(depth))}[]`;
      case 'set':
        return `${type.frozen ? 'FrozenSet' : 'HashSet'}<${inner(type.element)}>`;
      case 'dict':
        return `Dictionary<${this.text(type.key, span, depth + 2)}, ${this.text(type.value, span, depth + 2)}>`;
      case 'range':
        return `IEnumerable<${inner({ kind: 'int', range: type.range })}>`;
      case 'iterator':
        return `IEnumerable<${inner(type.element)}>`;
      case 'tuple':
        return this.tuple(type.items, span, depth);
      case 'optional':
        return isStruct(type.of)
          ? `${this.text(type.of, span, suffixed(depth))}?`
          : this.text(type.of, span, depth);
      case 'record':
        return this.row(type, span);
    }
  }

  private tuple(items: readonly Type[], span: Span, depth: number): string {
    if (items.length > 7)
      refuse('unsupported-type', span, `A tuple of ${items.length} items has no form in C#.`, {
        backend: BACKEND,
        hint: 'Use at most seven items.',
      });
    if (items.length === 0) return 'ValueTuple';
    const texts = items.map((item) => this.text(item, span, depth + 2));
    const plain = depth <= 1 && texts.every((text) => /^\w+$/.test(text));
    return plain && items.length > 1 ? `(${texts.join(', ')})` : `ValueTuple<${texts.join(', ')}>`;
  }

  private row(type: RecordType, span: Span): string {
    const key = showType(type) + type.fields.map((f) => this.text(f.type, span)).join();
    const known = this.rows.get(key);
    if (known !== undefined) return known;
    const name = this.rows.size === 0 ? 'Row' : `Row${this.rows.size + 1}`;
    this.rows.set(key, name);
    const fields = type.fields.map(
      (f) => `    public ${this.text(f.type, span)} ${propertyName(f.name)} { get; set; }\n`,
    );
    this.declarations.push(
      `/// <summary>One row of a table.</summary>\npublic sealed class ${name}\n{\n${fields.join('')}}\n`,
    );
    return name;
  }
}

/** A column as a property: `unit_price` → `UnitPrice`. Distinct columns stay distinct by their escapes. */
export function propertyName(column: string): string {
  const plain = /^[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*$/.test(column);
  if (plain) return column.replace(/(?:^|_)([a-z])/g, (_, c: string) => c.toUpperCase());
  return `C_${Array.from(column, (c) => (/[A-Za-z0-9]/.test(c) ? c : `_${(c.codePointAt(0) ?? 0).toString(16)}_`)).join('')}`;
}
