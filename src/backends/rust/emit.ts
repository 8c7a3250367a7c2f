import { type Expr, type InputSpec, type Program, Refusal, type Type, walk } from '../../language';
import type { EmitResult, EmitSettings } from '../contract';
import { code, concat, type Fragment, indent, joinCode } from '../text';
import { type Own, suffixed } from './code';
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
  const lines = [...cells, result.inner ?? suffixed(result).code];
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

function imports(e: Emitter): string {
  for (const name of e.helpers) for (const path of HELPERS[name].uses ?? []) e.use(path);
  for (const name of e.types.collections) e.use(`std::collections::${name}`);
  const lines = [...e.imports].sort().map((path) => `use ${path};\n`);
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
