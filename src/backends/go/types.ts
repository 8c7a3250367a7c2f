import { contains, INT64, refuse, type Span, showType, someType, type Type } from '../../language';

/** Names of the first fields of a tuple; longer tuples number theirs. */
const ORDINALS = ['First', 'Second', 'Third'] as const;
const TUPLES = ['Empty', 'Single', 'Pair', 'Triple'] as const;

/** Name of the generic struct of a tuple of this arity. */
function tupleName(arity: number): string {
  return TUPLES[arity] ?? `Tuple${arity}`;
}

export function tupleField(arity: number, index: number): string {
  return (arity <= ORDINALS.length ? ORDINALS[index] : undefined) ?? `V${index}`;
}

/**
 * Go types of the IR's types. An int is `int` where its interval fits 64 bits and `*big.Int` elsewhere; in `wrapping`
 * mode always `int`. str and bytes are `string`: UTF-8, and raw bytes. None of the values is ever changed in place.
 */
export class GoTypes {
  private readonly records = new Map<string, { name: string; text: string }>();
  private expanding = false;

  constructor(
    readonly wrapping: boolean,
    private readonly freshName: (hint: string) => string,
  ) {}

  /** True when an int of this type is `*big.Int`. */
  isBig(type: Type): boolean {
    return !this.wrapping && type.kind === 'int' && !contains(INT64, type.range);
  }

  /** @throws Refusal for a union. */
  go(type: Type, span: Span): string {
    const inner = (t: Type): string => this.go(t, span);
    switch (type.kind) {
      case 'never':
      case 'none':
        return 'struct{}';
      case 'bool':
        return 'bool';
      case 'int':
        return this.isBig(type) ? '*big.Int' : 'int';
      case 'float':
        return 'float64';
      case 'str':
      case 'bytes':
        return 'string';
      case 'list':
      case 'sequence':
      case 'iterator':
        return `[]${inner(type.element)}`;
      case 'range':
        return `[]${inner({ kind: 'int', range: type.range })}`;
      case 'set':
        return `Set[${this.key(type.element, span)}]`;
      case 'dict':
        return `*Dict[${this.key(type.key, span)}, ${inner(type.value)}]`;
      case 'tuple': {
        const name = tupleName(type.items.length);
        return type.items.length === 0 ? name : `${name}[${type.items.map(inner).join(', ')}]`;
      }
      case 'optional':
        return `Optional[${inner(type.of)}]`;
      case 'record':
        return this.record(type, span);
      case 'union': {
        const members = type.members.map(inner);
        if (new Set(members).size === members.length)
          return this.expanding ? `any<${members.join('|')}>` : 'any';
        return refuse('unsupported-type', span, `Go can't tell the kinds of ${showType(type)} apart.`, {
          backend: 'go',
          hint: 'Give both arms the same type.',
        });
      }
    }
  }

  /** A text that two types share only if every value of one looks the same in the other. */
  signature(type: Type, span: Span): string {
    const outer = this.expanding;
    this.expanding = true;
    const text = this.go(type, span);
    this.expanding = outer;
    return text;
  }

  /** Go type of a set element or dict key, as sets and dicts hold it: see `keys.ts`. */
  key(type: Type, span: Span): string {
    this.needKey(type, span);
    if (type.kind === 'tuple' && type.items.length > 0) {
      const name = tupleName(type.items.length);
      return `${name}[${type.items.map((item) => this.key(item, span)).join(', ')}]`;
    }
    if (type.kind === 'optional') return `Optional[${this.key(type.of, span)}]`;
    if (type.kind === 'sequence' || type.kind === 'set') return 'string';
    return this.isBig(type) ? 'string' : this.go(type, span);
  }

  /** Refuses set elements and dict keys that Go can't compare with `==`. */
  private needKey(type: Type, span: Span): void {
    if (this.isKey(type)) return;
    refuse('unsupported-type', span, `Go can't use ${showType(type)} as a map key here.`, {
      backend: 'go',
      hint: 'Use a number, a string, or a tuple or frozenset of those.',
    });
  }

  isKey(type: Type): boolean {
    switch (type.kind) {
      case 'int':
      case 'never':
      case 'none':
      case 'bool':
      case 'float':
      case 'str':
      case 'bytes':
        return true;
      case 'tuple':
        return type.items.every((item) => this.isKey(item));
      case 'optional':
        return this.isKey(type.of);
      case 'sequence':
        return this.isTextual(type.element);
      case 'set':
        return type.frozen && this.isTextual(type.element);
      default:
        return false;
    }
  }

  /** True for what `key-texts.ts` finds a text for. */
  private isTextual(type: Type): boolean {
    if (type.kind === 'tuple') return type.items.every((item) => this.isTextual(item));
    return this.isKey(type) && type.kind !== 'float' && type.kind !== 'optional';
  }

  /** True when Go's `==` is Python's: everything comparable but floats, whose NaN is equal to itself in containers. */
  comparesDirectly(type: Type): boolean {
    const indirect = (t: Type): boolean => ['float', 'sequence', 'set'].includes(t.kind) || this.isBig(t);
    return this.isKey(type) && !someType(type, indirect);
  }

  private record(type: Type & { kind: 'record' }, span: Span): string {
    const fields = type.fields.map(
      (field) => [recordField(type, field.name), this.go(field.type, span)] as const,
    );
    const width = Math.max(0, ...fields.map(([name]) => name.length));
    const body = fields.map(([name, goType]) => `\t${name.padEnd(width)} ${goType}\n`).join('');
    const known = this.records.get(body);
    if (known !== undefined) return known.name;
    const name = this.records.size === 0 ? 'Row' : this.freshName('Row');
    const text = `// ${name} is one record.\ntype ${name} struct {\n${body}}\n`;
    this.records.set(body, { name, text });
    return name;
  }

  /** Declarations of the record types used so far. */
  recordDeclarations(): readonly string[] {
    return [...this.records.values()].map((record) => record.text);
  }
}

/** Field names of a record: exported, and different also where the columns differ only in punctuation. */
export function recordField(type: Type & { kind: 'record' }, column: string): string {
  const seen = new Set<string>();
  for (const field of type.fields) {
    let name = exported(field.name);
    while (seen.has(name)) name += 'X';
    seen.add(name);
    if (field.name === column) return name;
  }
  return exported(column);
}

function exported(column: string): string {
  const words = column.split(/[^\p{L}\p{Nd}]+/u).filter((word) => word !== '');
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^\p{Lu}/u.test(joined) ? joined : `F${joined}`;
}
