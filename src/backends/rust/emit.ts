import { type Expr, type InputSpec, type Program, Refusal, type Type, walk } from '../../language';
import type { EmitResult, EmitSettings } from '../contract';
import { code, concat, type Fragment, indent, joinCode } from '../text';
import { type Own, P, type Rx, statement, suffixed } from './code';
import { Emitter } from './emitter';
import { HELPERS } from './helpers';
import { ORDERED_MAP_USES, orderedMap } from './ordered-map';
import { isCopy } from './types';

/** Prints a program as one Rust file whose entry is `pub fn evaluate`. */
export function emitProgram(program: Program, settings: EmitSettings): EmitResult {
  const e = new Emitter(settings, readIds(program.body));
  try {
    const emitted = file(e, program);
    return {
      ok: true,
      emission: {
        backend: 'rust',
        code: emitted.text,
        map: emitted.map,
        notes: e.notes,
        inputs: program.inputs,
      },
    };
  } catch (error) {
    if (error instanceof Refusal)
      return { ok: false, diagnostics: [{ ...error.diagnostic, backend: 'rust' }] };
    throw error;
  }
}

function readIds(body: Expr): ReadonlySet<number> {
  const ids = new Set<number>();
  walk(body, (node) => {
    if (node.kind === 'var') ids.add(node.binding.id);
  });
  return ids;
}

function file(e: Emitter, program: Program): Fragment {
  const { body } = program;
  const parameters = program.inputs.map((input) => parameter(e, input));
  const cells = program.variables.map((binding) => {
    const kind = isCopy(binding.type) ? 'Cell' : 'RefCell';
    e.use(`std::cell::${kind}`);
    return code`let ${e.bindCell(binding)} = &${kind}::<${e.show(binding.type, body.span)}>::default();`;
  });
  const result = e.as(body, body.type);
  const returned = e.show(body.type, body.span);
  const lines = [...cells, statement(suffixed(result), (value) => inferred(value))];
  const main = code`pub fn evaluate(${parameters.join(', ')}) -> ${returned} {\n${indent(joinCode(lines, '\n'), '    ')}\n}\n`;
  const structs = e.types.declarations(body.span);
  const helpers = [...e.helpers].sort().map((name) => `\n${HELPERS[name].text}\n`);
  if (e.types.usesOrderedMap) {
    for (const path of ORDERED_MAP_USES) e.use(path);
    helpers.unshift(`\n${orderedMap(main.text + structs.join(''))}\n`);
  }
  return concat([
    sourceComment(program.source),
    imports(e),
    ...structs.map((s) => `${s}\n`),
    main,
    ...helpers,
  ]);
}

/** What the function gives back: its type says what `collect` and `sum` make. */
function inferred(r: Rx): Fragment {
  const { code: whole, prec } = r;
  const written = /::<[^()]*>(?=\(\)$)/.exec(whole.text);
  if (written === null || prec !== P.primary) return whole;
  const from = written.index;
  const to = from + written[0].length;
  const moved = (at: number): number => (at <= from ? at : Math.max(from, at - written[0].length));
  return {
    text: whole.text.slice(0, from) + whole.text.slice(to),
    map: whole.map.map((m) => ({ ...m, start: moved(m.start), end: moved(m.end) })),
  };
}

function imports(e: Emitter): string {
  for (const name of e.helpers) for (const path of HELPERS[name].uses ?? []) e.use(path);
  for (const name of e.types.collections) e.use(`std::collections::${name}`);
  const modules = new Map<string, string[]>();
  for (const path of [...e.imports].sort()) {
    const at = path.lastIndexOf('::');
    const names = modules.get(path.slice(0, at)) ?? [];
    names.push(path.slice(at + 2));
    modules.set(path.slice(0, at), names);
  }
  const lines = [...modules].map(([module, names]) =>
    names.length === 1 ? `use ${module}::${names[0]};\n` : `use ${module}::{${names.join(', ')}};\n`,
  );
  return lines.length === 0 ? '' : `${lines.join('')}\n`;
}

/** The Python text above the function. Characters that can't be seen, or that turn the line around, are escaped. */
function sourceComment(source: string): string {
  const lines = source.trim().split(/\r\n|[\n\r\u2028\u2029]/);
  const visible = lines.map((line) =>
    Array.from(line, (c) =>
      /[\p{Cc}\p{Cf}\p{Cs}]/u.test(c) ? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}` : c,
    ).join(''),
  );
  return `${visible.map((line) => `// ${line}`.trimEnd()).join('\n')}\n\n`;
}

function parameter(e: Emitter, input: InputSpec): string {
  const { own, type } = parameterType(e, input.type);
  return `${e.bindInput(input.name, own)}: ${type}`;
}

/** How an input is passed: small values by value, text and lists as slices, the rest by reference. */
function parameterType(e: Emitter, type: Type): { readonly own: Own; readonly type: string } {
  const span = { start: 0, end: 0 };
  if (isCopy(type)) return { own: 'value', type: e.show(type, span) };
  if (type.kind === 'str') return { own: 'str', type: '&str' };
  if (type.kind === 'bytes') return { own: 'slice', type: '&[u8]' };
  if (type.kind === 'list' || type.kind === 'sequence')
    return { own: 'slice', type: `&[${e.show(type.element, span)}]` };
  return { own: 'ref', type: `&${e.show(type, span)}` };
}
