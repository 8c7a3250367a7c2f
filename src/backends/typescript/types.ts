import {
  fitsSafe,
  type IntType,
  type RecordType,
  refuse,
  type Span,
  sameType,
  someType,
  type Type,
  type UnionType,
} from '../../language';

/** How an int is held: a number where its range proves it exact, else a BigInt. */
export type Rep = 'number' | 'bigint';

/**
 * Chooses representations. `exact` is false in unsafe mode: every int becomes a number, and the emitter says so
 * wherever that drops exactness.
 */
export class Representation {
  private readonly rows: { readonly name: string; readonly type: RecordType }[] = [];

  constructor(private readonly exact: boolean) {}

  /** Gives rows of a table a name of their own. */
  nameRecord(type: RecordType, name: string): void {
    this.rows.push({ name, type });
  }

  /** The interfaces that rows are known by. */
  interfaces(): string[] {
    return this.rows.map(({ name, type }) => {
      const fields = type.fields.map((f) => `  ${propertyName(f.name)}: ${this.text(f.type)};\n`);
      return `interface ${name} {\n${fields.join('')}}\n`;
    });
  }

  of(type: IntType): Rep {
    return fitsSafe(type) || !this.exact ? 'number' : 'bigint';
  }

  isBig(type: Type): boolean {
    return type.kind === 'int' && this.of(type) === 'bigint';
  }

  /** True when a value of one type is, in JavaScript, a value of the other as it stands. */
  same(a: Type, b: Type): boolean {
    if (a === b) return true;
    if (a.kind === 'never') return true;
    switch (a.kind) {
      case 'int':
        return b.kind === 'int' && this.of(a) === this.of(b);
      case 'float':
        return b.kind === 'float' && (a.orZero ?? false) === (b.orZero ?? false);
      case 'list':
      case 'sequence':
        return (b.kind === 'list' || b.kind === 'sequence') && this.same(a.element, b.element);
      case 'set':
        return b.kind === 'set' && this.same(a.element, b.element);
      case 'iterator':
        return b.kind === 'iterator' && this.same(a.element, b.element);
      case 'dict':
        return b.kind === 'dict' && this.same(a.key, b.key) && this.same(a.value, b.value);
      case 'range':
        return (
          b.kind === 'range' &&
          this.of({ kind: 'int', range: a.range }) === this.of({ kind: 'int', range: b.range })
        );
      case 'tuple':
        if (b.kind === 'tuple') return this.sameEach(a.items, b.items);
        return (
          (b.kind === 'sequence' || b.kind === 'list') && a.items.every((item) => this.same(item, b.element))
        );
      case 'optional':
        return b.kind === 'optional' && this.same(a.of, b.of);
      case 'union':
        return b.kind === 'union' && this.sameEach(a.members, b.members);
      case 'record':
        return (
          b.kind === 'record' &&
          this.sameEach(
            a.fields.map((f) => f.type),
            b.fields.map((f) => f.type),
          )
        );
      default:
        return a.kind === b.kind;
    }
  }

  private sameEach(a: readonly Type[], b: readonly Type[]): boolean {
    return a.length === b.length && a.every((type, i) => b[i] !== undefined && this.same(type, b[i]));
  }

  /** TypeScript's spelling of a type. */
  text(type: Type): string {
    switch (type.kind) {
      case 'never':
        return 'never';
      case 'none':
        return 'null';
      case 'bool':
        return 'boolean';
      case 'int':
        return this.of(type);
      case 'float':
        return 'number';
      case 'str':
        return 'string';
      case 'bytes':
        return 'Uint8Array';
      case 'list':
      case 'sequence':
        return this.arrayText(type.element);
      case 'range':
        return this.arrayText({ kind: 'int', range: type.range });
      case 'iterator':
        return `Iterable<${this.text(type.element)}>`;
      case 'tuple':
        return `[${type.items.map((item) => this.text(item)).join(', ')}]`;
      case 'set':
        return `${isPlainKey(type.element) ? 'Set' : 'KeyedSet'}<${this.text(type.element)}>`;
      case 'dict':
        return `${isPlainKey(type.key) ? 'Map' : 'KeyedMap'}<${this.text(type.key)}, ${this.text(type.value)}>`;
      case 'optional':
        return `${this.text(type.of)} | null`;
      case 'record': {
        const row = this.rows.find((r) => sameType(r.type, type));
        if (row) return row.name;
        return `{ ${type.fields.map((f) => `${propertyName(f.name)}: ${this.text(f.type)}`).join('; ')} }`;
      }
      case 'union':
        return this.membersOf(type)
          .map((m) => (m.box === null ? this.text(m.type) : boxText(m, (t) => this.text(t))))
          .join(' | ');
    }
  }

  private arrayText(element: Type): string {
    const text = this.text(element);
    return element.kind === 'optional' || element.kind === 'union' ? `(${text})[]` : `${text}[]`;
  }

  /** The members of a union and how each is told apart at run time. */
  membersOf(union: UnionType): readonly Member[] {
    const classes = new Map<JsClass, Type>();
    const flat = union.members.flatMap((m) => (m.kind === 'optional' ? [m.of, NONE_TYPE] : [m]));
    const members: Member[] = [];
    const ordered = [...flat].sort((a, b) => priority(a) - priority(b));
    for (const type of ordered) {
      const kind = this.classOf(type);
      const taken = classes.has(kind);
      classes.set(kind, classes.get(kind) ?? type);
      members.push({ type, kind, box: taken ? boxFor(type) : null });
    }
    return members;
  }

  private classOf(type: Type): JsClass {
    switch (type.kind) {
      case 'none':
        return 'null';
      case 'bool':
        return 'boolean';
      case 'int':
        return this.of(type);
      case 'float':
        return 'number';
      case 'str':
        return 'string';
      case 'bytes':
        return 'bytes';
      case 'set':
        return 'set';
      case 'dict':
        return 'map';
      case 'record':
        return 'record';
      default:
        return 'array';
    }
  }
}

const NONE_TYPE: Type = { kind: 'none' };

export type JsClass =
  | 'null'
  | 'boolean'
  | 'number'
  | 'bigint'
  | 'string'
  | 'array'
  | 'set'
  | 'map'
  | 'bytes'
  | 'record';

/** Wrapper classes for the members that JavaScript can't tell from another member. */
export type Box = 'Float' | 'Tuple' | 'FrozenSet';

export interface Member {
  readonly type: Type;
  readonly kind: JsClass;
  readonly box: Box | null;
}

/** Ints before floats, lists before tuples, sets before frozensets: the first keeps the plain representation. */
function priority(type: Type): number {
  if (type.kind === 'float' || type.kind === 'tuple' || type.kind === 'sequence') return 1;
  return type.kind === 'set' && type.frozen ? 1 : 0;
}

function boxFor(type: Type): Box | null {
  if (type.kind === 'float') return 'Float';
  if (type.kind === 'tuple' || type.kind === 'sequence') return 'Tuple';
  return type.kind === 'set' ? 'FrozenSet' : null;
}

function boxText(member: Member, text: (type: Type) => string): string {
  return member.box === 'Float' ? 'Float' : `${member.box ?? ''}<${text(member.type)}>`;
}

/** Refuses unions whose members can't be told apart even with wrappers. */
export function requireSupported(type: Type, representation: Representation, span: Span): void {
  const bad = someType(type, (t) => {
    if (t.kind !== 'union') return false;
    const seen = new Set<string>();
    return representation.membersOf(t).some((m) => {
      const id = m.box ?? m.kind;
      const clash = seen.has(id);
      seen.add(id);
      return clash || m.type.kind === 'iterator';
    });
  });
  if (bad)
    refuse(
      'unsupported-type',
      span,
      'These kinds of values cannot be told apart at run time in TypeScript.',
      {
        backend: 'typescript',
        hint: 'Use one kind of value.',
      },
    );
}

/** True when JavaScript's own Map and Set compare such keys as Python does. */
export function isPlainKey(type: Type): boolean {
  switch (type.kind) {
    case 'never':
    case 'none':
    case 'bool':
    case 'int':
    case 'str':
      return true;
    case 'optional':
      return isPlainKey(type.of);
    case 'union': {
      const numeric = type.members.filter((m) => m.kind === 'bool' || m.kind === 'int');
      return type.members.every(isPlainKey) && numeric.length < 2;
    }
    default:
      return false;
  }
}

export const propertyName = (name: string): string =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
