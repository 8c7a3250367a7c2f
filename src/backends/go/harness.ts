import type { Type } from '../../language';
import { GoTypes, recordField, tupleField } from './types';

const NO_SPAN = { start: 0, end: 0 };

/**
 * The part of the harness that knows the program's types: reads its inputs, calls `Run`, writes its value. It stands in
 * the program's own package, so that it sees the types that the program declares.
 */
export function serveFile(
  inputs: readonly { readonly name: string; readonly type: Type }[],
  result: Type,
  options: { readonly wrapping: boolean },
): string {
  const codec = new Codec(options.wrapping);
  const fields = inputs.map((input, i) => `\ti${i} ${codec.types.go(input.type, NO_SPAN)}\n`).join('');
  const reads = inputs.map((input, i) => `\tin.i${i} = ${codec.reader(input.type)}(r)\n`).join('');
  const args = inputs.map((_, i) => `p.in.i${i}`).join(', ');
  const resultType = codec.types.go(result, NO_SPAN);
  const write = codec.writer(result);
  const helpers = codec.functions.join('\n');
  const imports =
    helpers.includes('big.') || fields.includes('big.') || resultType.includes('big.')
      ? 'import (\n\t"math/big"\n\n\t"comprehension/harness"\n)'
      : 'import "comprehension/harness"';
  return `package program

${imports}

type inputs struct {
${fields}}

type program struct {
	in     inputs
	result ${resultType}
}

// New returns the program for the harness.
func New() harness.Program {
	return &program{}
}

func (p *program) Read(r *harness.Reader) {
	var in inputs
${reads}	p.in = in
}

func (p *program) Run() {
	p.result = Run(${args})
}

func (p *program) Write(w *harness.Writer) {
	${write}(w, p.result)
}

${helpers}`;
}

/** Makes reading and writing functions by type, each once. */
class Codec {
  readonly types: GoTypes;
  readonly functions: string[] = [];
  private readonly made = new Map<string, string>();

  constructor(wrapping: boolean) {
    let rows = 1;
    this.types = new GoTypes(wrapping, (hint) => `${hint}${++rows}`);
  }

  private make(kind: 'read' | 'write', type: Type, body: (go: string) => string): string {
    return this.makeAs(kind, shape(type), this.types.go(type, NO_SPAN), body);
  }

  private makeAs(kind: 'read' | 'write', what: string, go: string, body: (go: string) => string): string {
    const key = `${kind} ${what}`;
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const own = `${kind}${this.made.size}`;
    this.made.set(key, own);
    const signature = kind === 'read' ? `(r *harness.Reader) ${go}` : `(w *harness.Writer, v ${go})`;
    this.functions.push(`func ${own}${signature} {\n${body(go)}}\n`);
    return own;
  }

  /** Name of a function that reads a key as sets and dicts hold it. */
  private keyReader(type: Type): string {
    const go = this.types.key(type, NO_SPAN);
    if (go === this.types.go(type, NO_SPAN)) return this.reader(type);
    return this.makeAs('read', `key ${shape(type)}`, go, () => {
      if (type.kind === 'tuple') {
        const arity = type.items.length;
        const reads = type.items.map(
          (item, i) => `\tv.${tupleField(arity, i)} = ${this.keyReader(item)}(r)\n`,
        );
        return `\tvar v ${go}\n${reads.join('')}\treturn v\n`;
      }
      if (type.kind === 'optional')
        return `\tvar v ${go}\n\tif r.Some() {\n\t\tv.Value, v.Valid = ${this.keyReader(type.of)}(r), true\n\t}\n\treturn v\n`;
      if (type.kind !== 'int') throw new TypeError(`an input can't have keys of type ${type.kind}`);
      return '\treturn r.BigKey()\n';
    });
  }

  /** Name of a function that reads an input of this type. */
  reader(type: Type): string {
    return this.make('read', type, (go) => this.readBody(type, go));
  }

  private readBody(type: Type, go: string): string {
    switch (type.kind) {
      case 'int':
        return `\treturn r.${this.types.isBig(type) ? 'Big' : 'Int'}()\n`;
      case 'float':
        return '\treturn r.Float()\n';
      case 'bool':
        return '\treturn r.Bool()\n';
      case 'str':
      case 'bytes':
        return '\treturn r.Text()\n';
      case 'list':
      case 'sequence':
        return `\tv := make(${go}, r.Int())\n\tfor i := range v {\n\t\tv[i] = ${this.reader(type.element)}(r)\n\t}\n\treturn v\n`;
      case 'set':
        return `\tv := make(${go})\n\tfor n := r.Int(); n > 0; n-- {\n\t\tv.Add(${this.keyReader(type.element)}(r))\n\t}\n\treturn v\n`;
      case 'dict':
        return `\tv := NewDict[${this.types.key(type.key, NO_SPAN)}, ${this.types.go(type.value, NO_SPAN)}]()\n\tfor n := r.Int(); n > 0; n-- {\n\t\tkey := ${this.keyReader(type.key)}(r)\n\t\tv.Set(key, ${this.reader(type.value)}(r))\n\t}\n\treturn v\n`;
      case 'tuple':
        return `\tvar v ${go}\n${type.items.map((item, i) => `\tv.${tupleField(type.items.length, i)} = ${this.reader(item)}(r)\n`).join('')}\treturn v\n`;
      case 'record':
        return `\tvar v ${go}\n${type.fields.map((f) => `\tv.${recordField(type, f.name)} = ${this.reader(f.type)}(r)\n`).join('')}\treturn v\n`;
      case 'optional':
        return `\tvar v ${go}\n\tif r.Some() {\n\t\tv.Value, v.Valid = ${this.reader(type.of)}(r), true\n\t}\n\treturn v\n`;
      default:
        return `\tr.None()\n\treturn ${go}{}\n`;
    }
  }

  /** Name of a function that writes a value of this type. */
  writer(type: Type): string {
    return this.make('write', type, () => this.writeBody(type));
  }

  /** Name of a function that writes a key as sets and dicts hold it. */
  private keyWriter(type: Type): string {
    const go = this.types.key(type, NO_SPAN);
    if (go === this.types.go(type, NO_SPAN)) return this.writer(type);
    return this.makeAs('write', `key ${shape(type)}`, go, () => {
      if (type.kind === 'tuple') return this.tupleBody(type, (item) => this.keyWriter(item));
      if (type.kind === 'optional')
        return `\tif !v.Valid {\n\t\tw.Raw("null")\n\t\treturn\n\t}\n\t${this.keyWriter(type.of)}(w, v.Value)\n`;
      return this.textBody(type);
    });
  }

  /** Writes what `key-texts.ts` made a text of. */
  private textWriter(type: Type): string {
    return this.makeAs('write', `text ${shape(type)}`, 'string', () => this.textBody(type));
  }

  private textBody(type: Type): string {
    switch (type.kind) {
      case 'str':
        return '\tw.Text(v)\n';
      case 'bytes':
        return '\tw.Bytes(v)\n';
      case 'int':
        return this.types.isBig(type) ? '\tw.BigKey(v)\n' : '\tw.Raw(`{"int":"` + v + `"}`)\n';
      case 'bool':
        return '\tw.Bool(v == "True")\n';
      case 'tuple': {
        const items = type.items.map(
          (item, i) => `${i > 0 ? '\tw.Raw(",")\n' : ''}\t${this.textWriter(item)}(w, texts[${i}])\n`,
        );
        return `\ttexts := harness.Texts(v)\n\tw.Raw(\`{"tuple":[\`)\n${items.join('')}\tw.Raw("]}")\n`;
      }
      case 'sequence':
        return this.items(
          '{"tuple":[',
          type.element,
          'range harness.Texts(v)',
          ']}',
          this.textWriter(type.element),
        );
      case 'set':
        return this.items(
          '{"frozenset":[',
          type.element,
          'range harness.Texts(v)',
          ']}',
          this.textWriter(type.element),
        );
      default:
        return '\tw.Raw("null")\n';
    }
  }

  private tupleBody(type: Type & { kind: 'tuple' }, writer: (item: Type) => string): string {
    const arity = type.items.length;
    const items = type.items.map(
      (item, i) => `${i > 0 ? '\tw.Raw(",")\n' : ''}\t${writer(item)}(w, v.${tupleField(arity, i)})\n`,
    );
    return `\tw.Raw(\`{"tuple":[\`)\n${items.join('')}\tw.Raw("]}")\n`;
  }

  private writeBody(type: Type): string {
    switch (type.kind) {
      case 'int':
        return `\tw.${this.types.isBig(type) ? 'Big' : 'Int'}(v)\n`;
      case 'float':
        return type.orZero === true ? '\tw.FloatOrZero(v)\n' : '\tw.Float(v)\n';
      case 'bool':
        return '\tw.Bool(v)\n';
      case 'str':
        return '\tw.Text(v)\n';
      case 'bytes':
        return '\tw.Bytes(v)\n';
      case 'list':
        return this.items('[', type.element, 'range v', ']');
      case 'sequence':
        return this.items('{"tuple":[', type.element, 'range v', ']}');
      case 'iterator':
        return this.items('{"generator":[', type.element, 'range v', ']}');
      case 'range':
        return this.items('[', { kind: 'int', range: type.range }, 'range v', ']');
      case 'set': {
        const write = this.keyWriter(type.element);
        return `\tw.Raw(\`{"${type.frozen ? 'frozenset' : 'set'}":[\`)\n\tfirst := true\n\tfor item := range v {\n\t\tif !first {\n\t\t\tw.Raw(",")\n\t\t}\n\t\tfirst = false\n\t\t${write}(w, item)\n\t}\n\tw.Raw("]}")\n`;
      }
      case 'dict': {
        const [key, value] = [this.keyWriter(type.key), this.writer(type.value)];
        return `\tw.Raw(\`{"dict":[\`)\n\tfor i, key := range v.keys {\n\t\tif i > 0 {\n\t\t\tw.Raw(",")\n\t\t}\n\t\tw.Raw("[")\n\t\t${key}(w, key)\n\t\tw.Raw(",")\n\t\t${value}(w, v.values[i])\n\t\tw.Raw("]")\n\t}\n\tw.Raw("]}")\n`;
      }
      case 'tuple':
        return this.tupleBody(type, (item) => this.writer(item));
      case 'record': {
        const fields = type.fields.map(
          (f, i) =>
            `\tw.Raw(${JSON.stringify(`${i > 0 ? ',' : ''}[`)})\n\tw.Text(${JSON.stringify(f.name)})\n\tw.Raw(",")\n\t${this.writer(f.type)}(w, v.${recordField(type, f.name)})\n\tw.Raw("]")\n`,
        );
        return `\tw.Raw(\`{"dict":[\`)\n${fields.join('')}\tw.Raw("]}")\n`;
      }
      case 'optional':
        return `\tif !v.Valid {\n\t\tw.Raw("null")\n\t\treturn\n\t}\n\t${this.writer(type.of)}(w, v.Value)\n`;
      case 'union': {
        const arms = type.members.map(
          (member) => `\tcase ${this.types.go(member, NO_SPAN)}:\n\t\t${this.writer(member)}(w, v)\n`,
        );
        return `\tswitch v := v.(type) {\n${arms.join('')}\t}\n`;
      }
      default:
        return '\tw.Raw("null")\n';
    }
  }

  private items(
    open: string,
    element: Type,
    range: string,
    close: string,
    write = this.writer(element),
  ): string {
    return `\tw.Raw(\`${open}\`)\n\tfor i, item := ${range} {\n\t\tif i > 0 {\n\t\t\tw.Raw(",")\n\t\t}\n\t\t${write}(w, item)\n\t}\n\tw.Raw("${close}")\n`;
  }
}

/** A key that tells apart types that are written differently though Go's type is the same. */
function shape(type: Type): string {
  return JSON.stringify(type, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
}
