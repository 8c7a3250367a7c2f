import type { Program, RecordType, Type } from '../../language';
import { fieldName } from './names';
import { isCopy, TypePrinter } from './types';

/** The file that reads inputs, calls \`evaluate\`, encodes, and measures. */
export function harness(program: Program): string {
  const writer = new Writer();
  const inputs = program.inputs.map((input) => writer.read(input.type));
  const result = program.body.type;
  const encoded = writer.encode(result);
  const digest = writer.digest(result);
  const types = program.inputs.map((input) => writer.show(input.type));
  const tuple = types.length === 1 ? `(${types[0]},)` : `(${types.join(', ')})`;
  const reads = inputs.map((name) => `${name}(input)`);
  const read = reads.length === 1 ? `(${reads[0]},)` : `(${reads.join(', ')})`;
  const args = program.inputs
    .map((input, i) => (isCopy(input.type) ? `inputs.${i}` : `&inputs.${i}`))
    .join(', ');
  const opaqueArgs = program.inputs
    .map((input, i) => (isCopy(input.type) ? `opaque(inputs.${i})` : `opaque(&inputs.${i})`))
    .join(', ');
  return `// Lists in lists in lists make long types.
#![recursion_limit = "2048"]

mod program;
mod protocol;

use self::program::evaluate;
use self::protocol::{integer, json, line, opaque, serve, text_digest, unhex, Input};
use std::fmt::Write as _;

type Inputs = ${tuple};

pub fn main() {
    serve(read_inputs, once, batch);
}

fn read_inputs(${inputs.length === 0 ? '_input' : 'input'}: &mut Input) -> Inputs {
    ${read}
}

fn once(${inputs.length === 0 ? '_inputs' : 'inputs'}: &Inputs) -> String {
    let result = evaluate(${args});
    let mut out = String::new();
    ${encoded}(&result, &mut out);
    format!("value {} {out}", ${digest}(&result))
}

fn batch(${inputs.length === 0 ? '_inputs' : 'inputs'}: &Inputs, count: u64) -> String {
    let mut digest = 0;
    let start = std::time::Instant::now();
    for _ in 0..count {
        let result = opaque(evaluate)(${opaqueArgs});
        digest = opaque(${digest}(&result));
    }
    format!("batch {count} {} {digest}", start.elapsed().as_nanos())
}

${writer.functions.join('\n\n')}
`;
}

/** Generates a reader, an encoder and a digest for each type. */
class Writer {
  readonly functions: string[] = [];
  private readonly names = new Map<string, string>();
  private readonly types = new TypePrinter(fieldName);

  show(type: Type): string {
    return this.types
      .show(type, { start: 0, end: 0 })
      .replace(/\b(OrderedMap|Row\d*)\b/g, 'program::$1')
      .replace(/\b(HashMap|HashSet|BTreeSet)\b/g, 'std::collections::$1');
  }

  read(type: Type): string {
    return this.once('read', type, () => {
      const body = this.readBody(type);
      return [`(input: &mut Input) -> ${this.show(type)}`, body];
    });
  }

  encode(type: Type): string {
    return this.once('encode', type, () => [
      `(value: &${this.show(type)}, out: &mut String)`,
      this.encodeBody(type),
    ]);
  }

  digest(type: Type): string {
    return this.once('digest', type, () => [`(value: &${this.show(type)}) -> u32`, this.digestBody(type)]);
  }

  private once(verb: string, type: Type, make: () => [string, string]): string {
    const key = verb + JSON.stringify(type, (_k, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v));
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const name = `${verb}_${this.names.size}`;
    this.names.set(key, name);
    const [signature, body] = make();
    this.functions.push(`#[allow(unused_variables, clippy::all)]\nfn ${name}${signature} {\n    ${body}\n}`);
    return name;
  }

  private readBody(type: Type): string {
    const token = 'line(input).expect("an input line")';
    switch (type.kind) {
      case 'int':
      case 'float':
      case 'bool':
        return type.kind === 'int'
          ? `${token}.trim().parse().expect("an int")`
          : type.kind === 'float'
            ? `f64::from_bits(u64::from_str_radix(${token}.trim(), 16).expect("float bits"))`
            : `${token}.trim() == "1"`;
      case 'str':
        return `String::from_utf8(unhex(${token}.trim())).expect("utf-8")`;
      case 'bytes':
        return `unhex(${token}.trim())`;
      case 'optional':
        return `if ${token}.trim() == "+" { Some(${this.read(type.of)}(input)) } else { None }`;
      case 'list':
      case 'sequence':
      case 'set':
        return `let count: usize = ${token}.trim().parse().expect("a count");\n    (0..count).map(|_| ${this.read(type.element)}(input)).collect()`;
      case 'dict':
        return `let count: usize = ${token}.trim().parse().expect("a count");\n    (0..count).map(|_| { let key = ${this.read(type.key)}(input); (key, ${this.read(type.value)}(input)) }).collect()`;
      case 'tuple':
        return type.items.length === 1
          ? `(${type.items.map((item) => `${this.read(item)}(input)`)},)`
          : `(${type.items.map((item) => `${this.read(item)}(input)`).join(', ')})`;
      case 'record':
        return this.readRecord(type);
      default:
        return `${token};`;
    }
  }

  private readRecord(type: RecordType): string {
    const fields = type.fields.map((f) => `${fieldName(f.name)}: ${this.read(f.type)}(input)`);
    return `${this.show(type)} { ${fields.join(', ')} }`;
  }

  private encodeBody(type: Type): string {
    switch (type.kind) {
      case 'none':
      case 'never':
        return 'out.push_str("null");';
      case 'bool':
        return 'out.push_str(if *value { "true" } else { "false" });';
      case 'int':
        return 'integer((*value).into(), out);';
      case 'float':
        return `${type.orZero ? "if value.to_bits() == 1 << 63 { return out.push('0'); }\n    " : ''}let _ = write!(out, "{{\\"bits\\":\\"{:016x}\\"}}", value.to_bits());`;
      case 'str':
        return 'out.push_str(&json(value));';
      case 'bytes':
        return 'out.push_str("{\\"bytes\\":\\"");\n    value.iter().for_each(|byte| { let _ = write!(out, "{byte:02x}"); });\n    out.push_str("\\"}");';
      case 'optional':
        return `match value { Some(value) => ${this.encode(type.of)}(value, out), None => out.push_str("null") }`;
      case 'list':
        return this.sequence('', type.element);
      case 'sequence':
        return this.sequence('tuple', type.element);
      case 'iterator':
        return this.sequence('generator', type.element);
      case 'set':
        return this.sequence(type.frozen ? 'frozenset' : 'set', type.element);
      case 'tuple': {
        const items = type.items.map((item, i) => `${this.encode(item)}(&value.${i}, out);`);
        return `out.push_str("{\\"tuple\\":[");\n    ${items.join(" out.push(','); ")}\n    out.push_str("]}");`;
      }
      case 'dict':
        return `out.push_str("{\\"dict\\":[");
    for (i, (key, item)) in value.iter().enumerate() {
        out.push_str(if i == 0 { "[" } else { ",[" });
        ${this.encode(type.key)}(key, out);
        out.push(',');
        ${this.encode(type.value)}(item, out);
        out.push(']');
    }
    out.push_str("]}");`;
      default:
        return 'out.push_str("null");';
    }
  }

  private sequence(tag: string, element: Type): string {
    const [open, close] = tag === '' ? ['[', ']'] : [`{\\"${tag}\\":[`, ']}'];
    return `out.push_str("${open}");
    for (i, item) in value.iter().enumerate() {
        if i > 0 { out.push(','); }
        ${this.encode(element)}(item, out);
    }
    out.push_str("${close}");`;
  }

  private digestBody(type: Type): string {
    switch (type.kind) {
      case 'bool':
        return 'u32::from(*value)';
      case 'int':
        return '(*value ^ (*value >> 32)) as u32';
      case 'float':
        return '(value.to_bits() ^ (value.to_bits() >> 32)) as u32';
      case 'str':
        return 'text_digest(value.as_bytes())';
      case 'bytes':
        return 'text_digest(value)';
      case 'optional':
        return `value.as_ref().map_or(0, |value| ${this.digest(type.of)}(value))`;
      case 'list':
      case 'sequence':
      case 'iterator':
        return `(value.len() as u32).wrapping_mul(31).wrapping_add(value.last().map_or(0, |item| ${this.digest(type.element)}(item)))`;
      case 'tuple':
        return `0u32${type.items.map((item, i) => `.wrapping_mul(31).wrapping_add(${this.digest(item)}(&value.${i}))`).join('')}`;
      case 'set':
      case 'dict':
        return 'value.len() as u32';
      default:
        return '0';
    }
  }
}
