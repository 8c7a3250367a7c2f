import { type Program, patternBindings, Refusal, someType, walk } from '../../language';
import type { Emission, EmitResult, EmitSettings } from '../contract';
import { code, concat, indent } from '../text';
import { Block } from './block';
import { Context } from './context';
import { expression, inOrder } from './expressions';
import { HELPERS } from './helpers';
import { slot } from './print';
import { BACKEND } from './types';
import { unchecked } from './unchecked';

/** Prints a program as one static class, its method `Evaluate` first. */
export function emit(program: Program, settings: EmitSettings): EmitResult {
  try {
    return { ok: true, emission: print(program, settings) };
  } catch (error) {
    if (error instanceof Refusal)
      return { ok: false, diagnostics: [{ ...error.diagnostic, backend: BACKEND }] };
    throw error;
  }
}

/** What the harness must know about an emission beside the program. */
interface CSharpLayout {
  readonly wrapping: boolean;
}

function print(given: Program, settings: EmitSettings): Emission {
  const wrapped = settings.unsafe ? unchecked(given) : null;
  const program = wrapped?.program ?? given;
  const cx = new Context(program, settings, wrapped !== null, { expression, inOrder });
  if (wrapped) cx.drops(wrapped.at, 'Integers wrap around at 64 bits: overflow is not checked.');
  nameBindings(cx, program);
  requireSupported(cx, program);
  const body = new Block();
  for (const variable of program.variables) {
    const type = cx.typeText(variable.type, program.body.span);
    body.add(`var ${cx.nameOf(variable)} = default(${type});`);
  }
  const parameters = program.inputs.map(
    (input) => `${cx.typeText(input.type, program.body.span)} ${cx.inputName(input.name)}`,
  );
  const value = cx.expression(program.body, body);
  body.add(code`return ${slot(value)};`);
  const result = cx.typeText(program.body.type, program.body.span);
  const statements = new Block();
  if (wrapped) statements.nest({ head: 'unchecked', body });
  else statements.append(body);
  const main = new Block();
  main.nest({ head: `public static ${result} Evaluate(${parameters.join(', ')})`, body: statements });
  const helpers = [...cx.helpers].map(
    (name) => code`\n${indent(code`${HELPERS[name].text.trim()}\n`, '    ')}`,
  );
  const text = concat([main.render(1), ...helpers]);
  const file = concat([
    usings(text.text),
    ...cx.types.declarations.map((row) => `${row}\n`),
    comment(program.source),
    'public static class Comprehension\n{\n',
    text,
    '}\n',
  ]);
  const layout: CSharpLayout = { wrapping: wrapped !== null };
  return { backend: 'csharp', code: file.text, map: file.map, notes: cx.notes, inputs: given.inputs, layout };
}

/** The program as it was printed: the types of its inputs and of its result are those of the code. */
export function printedProgram({ layout }: Emission, program: Program): Program {
  const wrapping =
    typeof layout === 'object' && layout !== null && 'wrapping' in layout && layout.wrapping === true;
  return wrapping ? (unchecked(program)?.program ?? program) : program;
}

/** Types that have no form here, wherever they occur. */
function requireSupported(cx: Context, program: Program): void {
  walk(program.body, (node) => {
    if (node.type.kind !== 'union') cx.typeText(node.type, node.span);
    if (
      someType(node.type, (t) => t.kind === 'union' && t.members.some((m) => m.kind === 'float' && m.orZero))
    )
      cx.refuse(
        'unsupported-type',
        node.span,
        'A sum that may be empty among other types has no form in C#.',
        'Start it at 0.0.',
      );
  });
}

const NAMESPACES: readonly (readonly [string, RegExp])[] = [
  [
    'System',
    /\b(?:\w+Exception|Array|Bit(?:Converter)|Char|Convert|Comparison|Console|Environment|Func|Action|IComparable|IDisposable|IEquatable|Int\d+|Lazy|Math|MidpointRounding|Nullable|Object|Predicate|String\w*|Tuple|Type|Uri|ValueTuple)\b/,
  ],
  [
    'System.Collections',
    /\b(?:IEqualityComparer|IComparer|IDictionary|IList|IEnumerable|IStructuralEquatable)\b(?!<)/,
  ],
  [
    'System.Collections.Generic',
    /\b(?:List|Dictionary|HashSet|IEnumerable|IList|Comparer|EqualityComparer|I\w+)</,
  ],
  [
    'System.Linq',
    /\bEnumerable\b|\bfrom \S+ in |\.(?:All|Any|Aggregate|As(?:Enumerable|Ordered|Parallel|Sequential)|Average|Cast|Concat|Contains|Count|DefaultIfEmpty|Distinct|ElementAt|Except|First|GroupBy|Intersect|Last|LongCount|Max|Min|OfType|OrderBy|OrderByDescending|Reverse|Select|SelectMany|SequenceEqual|Single|Skip|SkipWhile|Sum|Take|TakeWhile|ThenBy|To(?:Array|Dictionary|List)|Union|Where|Zip)[(<]/,
  ],
  ['System.Numerics', /\bBigInteger\b/],
  [
    'System.Text',
    /\b(?:StringBuilder|Encoding|UTF8Encoding|EncoderFallbackException|DecoderFallbackException)\b/,
  ],
  ['System.Text.RegularExpressions', /\bRegex\b/],
];

const usings = (text: string): string =>
  `${NAMESPACES.filter(([, pattern]) => pattern.test(text))
    .map(([name]) => `using ${name};\n`)
    .join('')}\n`;

/** The Python text above the class. Characters that can't be seen, or that turn the line around, are escaped. */
function comment(source: string): string {
  const lines = source.trim().split(/\r\n|[\n\r\u0085\u2028\u2029]/);
  const visible = lines.map((line) =>
    Array.from(line, (c) =>
      /[\p{Cc}\p{Cf}\p{Cs}]/u.test(c) ? `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}` : c,
    ).join(''),
  );
  return visible.map((line) => `${`// ${line}`.trimEnd()}\n`).join('');
}

/** Gives every variable of the program its name before helpers and temporaries take any. */
function nameBindings(cx: Context, program: Program): void {
  for (const input of program.inputs) cx.inputName(input.name);
  walk(program.body, (node) => {
    if (node.kind === 'let' || node.kind === 'assign') cx.nameOf(node.binding);
    if (node.kind === 'sorted' && node.key) cx.nameOf(node.key.parameter);
    if (node.kind !== 'comp') return;
    for (const clause of node.clauses) {
      if (clause.kind === 'let') cx.nameOf(clause.binding);
      if (clause.kind === 'for' && clause.pattern.kind === 'name')
        for (const b of patternBindings(clause.pattern)) cx.nameOf(b);
    }
    const { collector } = node;
    if ((collector.kind === 'min' || collector.kind === 'max') && collector.key)
      cx.nameOf(collector.key.parameter);
  });
}
