import { type Diagnostic, diagnostic, type Expr, type Program, some } from '../../language';
import type { Backend, EmitResult, EmitSettings } from '../contract';
import { code, concat, type Fragment, indent } from '../text';
import { print, printChoice } from './emit';
import { loopStatements } from './loops';
import { pythonName } from './names';

/**
 * Python: the program itself, as a function of its inputs. `comprehension` returns the expression; `loops` spells the
 * outermost comprehension out as statements where that is how one would write it.
 */
export const python: Backend = {
  id: 'python',
  title: 'Python',
  language: 'python',
  modes: ['comprehension', 'loops'],
  parallel: 'refused',
  runsInBrowser: true,
  emit,
};

function emit(program: Program, settings: EmitSettings): EmitResult {
  const { body } = program;
  const parameters = program.inputs.map((input) => pythonName(input.name)).join(', ');
  const inLoops = settings.mode === 'loops' && program.variables.length === 0;
  const statements = statementsOf(body, inLoops);
  const imports = some(
    body,
    (node) =>
      (node.kind === 'op' && node.op.startsWith('math.')) ||
      (node.kind === 'comp' && node.collector.kind === 'prod'),
  )
    ? ['import math\n\n']
    : [];
  const text: Fragment = concat([
    ...imports,
    `def program(${parameters}):\n`,
    indent(joinLines(statements), '    '),
    '\n',
  ]);
  const map = [...text.map].sort((a, b) => a.start - b.start || b.end - a.end);
  return {
    ok: true,
    emission: {
      backend: 'python',
      code: text.text,
      map,
      notes: notes(program, settings),
      inputs: program.inputs,
    },
  };
}

/** The body of the function: values with a name first, then the result. */
function statementsOf(body: Expr, inLoops: boolean): readonly Fragment[] {
  if (body.kind === 'let' && body.binding.name !== 'result' && printChoice(body) === null)
    return [
      code`${pythonName(body.binding.name)} = ${print(body.value)}`,
      ...statementsOf(body.body, inLoops),
    ];
  const loops = inLoops && body.kind === 'comp' ? loopStatements(body) : null;
  return loops ?? [code`return ${print(body)}`];
}

function joinLines(statements: readonly Fragment[]): Fragment {
  return concat(statements.flatMap((statement, i) => (i === 0 ? [statement] : ['\n', statement])));
}

function notes(program: Program, settings: EmitSettings): Diagnostic[] {
  if (settings.parallel <= 1) return [];
  return [
    diagnostic(
      'not-parallel',
      program.body.span,
      'Python runs on one thread: parallel changes nothing here.',
      { severity: 'info', backend: 'python' },
    ),
  ];
}
