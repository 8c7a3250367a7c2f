import type { Program, Type } from '../../language';
import { HARNESS } from './harness-runtime';
import { isBig, isStruct, propertyName, TypeNames } from './types';

/** The file that reads inputs, calls `Evaluate`, encodes the result and measures. */
export function harness(program: Program): string {
  const writer = new Writer();
  const inputs = program.inputs.map((input) => ({
    type: writer.show(input.type),
    read: writer.read(input.type),
  }));
  const result = program.body.type;
  const encode = writer.encode(result);
  const digest = writer.digest(result);
  const fields = inputs.map(({ type }, i) => `    static ${type} input${i};\n`).join('');
  const reads = inputs.map(({ read }, i) => `        input${i} = ${read}();\n`).join('');
  const args = inputs.map((_, i) => `input${i}`).join(', ');
  return HARNESS.replace('/*fields*/', () => fields)
    .replace('/*reads*/', () => reads)
    .replaceAll('/*call*/', () => `Comprehension.Evaluate(${args})`)
    .replace('/*encode*/', () => encode)
    .replace('/*digest*/', () => digest)
    .replace('/*functions*/', () => writer.functions.join('\n'));
}

/** Generates a reader, an encoder and a digest for each type. */
class Writer {
  readonly functions: string[] = [];
  private readonly names = new Map<string, string>();
  private readonly types = new TypeNames();

  show(type: Type): string {
    return this.types
      .text(type, { start: 0, end: 0 }, 2)
      .replaceAll('FrozenSet<', 'Comprehension.FrozenSet<');
  }

  read(type: Type): string {
    return this.once(
      'Read',
      type,
      (name) => `    static ${this.show(type)} ${name}()\n    {\n${this.readBody(type)}    }\n`,
    );
  }

  encode(type: Type): string {
    return this.once(
      'Encode',
      type,
      (name) => `    static void ${name}(${this.show(type)} value)\n    {\n${this.encodeBody(type)}    }\n`,
    );
  }

  digest(type: Type): string {
    return this.once(
      'Digest',
      type,
      (name) =>
        `    static uint ${name}(${this.show(type)} value)\n    {\n        unchecked\n        {\n${this.digestBody(type)}        }\n    }\n`,
    );
  }

  private once(verb: string, type: Type, make: (name: string) => string): string {
    const key = verb + JSON.stringify(type, (_k, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v));
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const name = `${verb}${this.names.size}`;
    this.names.set(key, name);
    this.functions.push(make(name));
    return name;
  }

  private readBody(type: Type): string {
    const line = (text: string) => `        ${text}\n`;
    switch (type.kind) {
      case 'int':
        return line(isBig(type) ? 'return BigInteger.Parse(Line());' : 'return Int64();');
      case 'float':
        return line(
          'return BitConverter.Int64BitsToDouble(unchecked((long)ulong.Parse(Line(), NumberStyles.HexNumber)));',
        );
      case 'bool':
        return line('return Line() == "1";');
      case 'str':
        return line('return Encoding.UTF8.GetString(Hex(Line()));');
      case 'bytes':
        return line('return Hex(Line());');
      case 'optional':
        return line(`return Line() == "+" ? (${this.show(type)})${this.read(type.of)}() : null;`);
      case 'list':
        return line(`return Items(${this.read(type.element)});`);
      case 'sequence':
        return line(`return Items(${this.read(type.element)}).ToArray();`);
      case 'set':
        return line(`return new ${this.show(type)}(Items(${this.read(type.element)}));`);
      case 'dict':
        return (
          line('var count = int.Parse(Line());') +
          line(`var map = new ${this.show(type)}();`) +
          line('for (var i = 0; i < count; i++)') +
          line('{') +
          line(`    var key = ${this.read(type.key)}();`) +
          line(`    map[key] = ${this.read(type.value)}();`) +
          line('}') +
          line('return map;')
        );
      case 'tuple':
        return line(
          type.items.length === 0
            ? 'return ValueTuple.Create();'
            : `return ${type.items.length === 1 ? 'ValueTuple.Create' : ''}(${type.items.map((item) => `${this.read(item)}()`).join(', ')});`,
        );
      case 'record':
        return line(
          `return new ${this.show(type)} { ${type.fields.map((f) => `${propertyName(f.name)} = ${this.read(f.type)}()`).join(', ')} };`,
        );
      default:
        return line('Line();') + line('return null;');
    }
  }

  private encodeBody(type: Type): string {
    const line = (text: string) => `        ${text}\n`;
    const put = (text: string) => `Out.Append("${text.replaceAll('"', '\\"')}");`;
    const many = (tag: string, element: Type) =>
      line(put(tag === '' ? '[' : `{"${tag}":[`)) +
      line('var first = true;') +
      line('foreach (var item in value)') +
      line('{') +
      line("    if (!first) Out.Append(',');") +
      line('    first = false;') +
      line(`    ${this.encode(element)}(item);`) +
      line('}') +
      line(put(tag === '' ? ']' : ']}'));
    switch (type.kind) {
      case 'bool':
        return line('Out.Append(value ? "true" : "false");');
      case 'int':
        return line('Out.Append("{\\"int\\":\\"").Append(value.ToString()).Append("\\"}");');
      case 'float':
        return type.orZero
          ? line("if (BitConverter.DoubleToInt64Bits(value) == long.MinValue) Out.Append('0');") +
              line('else Bits(value);')
          : line('Bits(value);');
      case 'str':
        return line('Text(value);');
      case 'bytes':
        return line(
          'Out.Append("{\\"bytes\\":\\"").Append(string.Concat(value.Select(b => b.ToString("x2")))).Append("\\"}");',
        );
      case 'optional':
        return (
          line('if (value == null) Out.Append("null");') +
          line(`else ${this.encode(type.of)}(${isStruct(type.of) ? 'value.Value' : 'value'});`)
        );
      case 'list':
        return many('', type.element);
      case 'sequence':
        return many('tuple', type.element);
      case 'iterator':
        return many('generator', type.element);
      case 'set':
        return many(type.frozen ? 'frozenset' : 'set', type.element);
      case 'tuple':
        return (
          line(put('{"tuple":[')) +
          type.items
            .map(
              (item, i) =>
                (i === 0 ? '' : line("Out.Append(',');")) + line(`${this.encode(item)}(value.Item${i + 1});`),
            )
            .join('') +
          line(put(']}'))
        );
      case 'dict':
        return (
          line(put('{"dict":[')) +
          line('var first = true;') +
          line('foreach (var entry in value)') +
          line('{') +
          line('    Out.Append(first ? "[" : ",[");') +
          line('    first = false;') +
          line(`    ${this.encode(type.key)}(entry.Key);`) +
          line("    Out.Append(',');") +
          line(`    ${this.encode(type.value)}(entry.Value);`) +
          line("    Out.Append(']');") +
          line('}') +
          line(put(']}'))
        );
      case 'union':
        return (
          line('if (value == null) Out.Append("null");') +
          type.members
            .filter((m) => m.kind !== 'none')
            .map((m) => line(`else if (value is ${this.show(m)}) ${this.encode(m)}((${this.show(m)})value);`))
            .join('') +
          line('else throw new Exception("a value of an unknown type");')
        );
      default:
        return line('Out.Append("null");');
    }
  }

  private digestBody(type: Type): string {
    const line = (text: string) => `            ${text}\n`;
    switch (type.kind) {
      case 'bool':
        return line('return value ? 1u : 0u;');
      case 'int':
        return line(
          isBig(type) ? 'return (uint)value.GetHashCode();' : 'return (uint)(value ^ (value >> 32));',
        );
      case 'float':
        return (
          line('var bits = BitConverter.DoubleToInt64Bits(value);') +
          line('return (uint)(bits ^ (bits >> 32));')
        );
      case 'str':
        return line('return value.Aggregate(17u, (hash, c) => hash * 31 + c);');
      case 'optional':
        return line(
          `return value == null ? 0 : ${this.digest(type.of)}(${isStruct(type.of) ? 'value.Value' : 'value'});`,
        );
      case 'list':
      case 'sequence':
      case 'iterator':
        return (
          line('var hash = 17u;') +
          (type.kind === 'iterator'
            ? line('foreach (var item in value)') +
              line(`    hash = hash * 31 + ${this.digest(type.element)}(item);`)
            : line(
                `if (value.${type.kind === 'list' ? 'Count' : 'Length'} > 0) hash = hash * 31 + ${this.digest(type.element)}(value[value.${type.kind === 'list' ? 'Count' : 'Length'} - 1]);`,
              ) + line(`hash = hash * 31 + (uint)value.${type.kind === 'list' ? 'Count' : 'Length'};`)) +
          line('return hash;')
        );
      case 'tuple':
        return line(
          `return 17u${type.items.map((item, i) => ` * 31 + ${this.digest(item)}(value.Item${i + 1})`).join('')};`,
        );
      case 'set':
      case 'dict':
        return line('return (uint)value.Count;');
      case 'bytes':
        return line('return value.Aggregate(17u, (hash, b) => hash * 31 + b);');
      default:
        return line('return 0;');
    }
  }
}
