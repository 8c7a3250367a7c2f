import { type Diagnostic, diagnostic, type Expr, type Program, Refusal } from '../../language';
import type { Emission, EmitResult, EmitSettings, NativeBackend, NativeProject } from '../contract';
import { code, concat, type Fragment, indent } from '../text';
import { broadcastStatements } from './broadcast';
import { Emitter } from './emitter';
import { harnessText } from './harness';
import { HELPERS, withNeeds } from './helpers';
import { loopStatements } from './loops';
import { juliaName } from './names';
import { objection, parallelStatements } from './parallel';
import { juliaType } from './types';

/**
 * Julia 1.5: comprehensions and generators (`functional`), statements (`loops`), or whole vectors (`broadcast`). Ints
 * are `Int` where their range fits 64 bits and exact `BigInt` elsewhere.
 */
export const julia: NativeBackend = {
  id: 'julia',
  title: 'Julia',
  language: 'julia',
  modes: ['functional', 'loops', 'broadcast'],
  parallel: 'threads',
  runsInBrowser: false,
  emit,
  project,
};

function emit(program: Program, settings: EmitSettings): EmitResult {
  try {
    return { ok: true, emission: print(program, settings) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, diagnostics: [error.diagnostic] };
    throw error;
  }
}

function print(program: Program, settings: EmitSettings): Emission {
  const emitter = new Emitter(settings.unsafe);
  const { body } = program;
  if (body.type.kind !== 'iterator') juliaType(body.type, body.span);
  const against = settings.parallel > 1 ? objection(program) : null;
  const threads = settings.parallel > 1 && against === null ? settings.parallel : 1;
  const inside =
    threads > 1 && body.kind === 'comp'
      ? parallelStatements(emitter, body, threads)
      : inIdiom(emitter, body, settings.mode);
  const parameters = program.inputs.map((input) => juliaName(input.name)).join(', ');
  const comment = program.source.split('\n').map((line) => `# ${line}\n`);
  const main = concat([...comment, `function program(${parameters})\n`, indent(inside, '    '), '\nend\n']);
  const helpers = withNeeds(['PyError', ...emitter.helpers]).map(
    (name) => `\n${HELPERS[name]?.text ?? ''}\n`,
  );
  const text: Fragment = concat([main, ...helpers]);
  const map = [...text.map].sort((a, b) => a.start - b.start || b.end - a.end);
  return {
    backend: 'julia',
    code: text.text,
    map,
    notes: notes(program, against, emitter),
    inputs: program.inputs,
    layout: { threads } satisfies Layout,
  };
}

function notes(program: Program, against: string | null, emitter: Emitter): Diagnostic[] {
  const dropped = [...emitter.dropped].map(([check, span]) =>
    diagnostic('unsafe-check-dropped', span, `Dropped: ${check}.`, { severity: 'warning', backend: 'julia' }),
  );
  if (against === null) return dropped;
  return [
    ...dropped,
    diagnostic('not-parallel', program.body.span, against, { severity: 'info', backend: 'julia' }),
  ];
}

/** What the harness needs to know of an emission. */
interface Layout {
  readonly threads: number;
}

/** The body of the function, in the idiom where its outermost comprehension has that form. */
function inIdiom(emitter: Emitter, body: Expr, mode: string): Fragment {
  if (body.kind === 'let')
    return code`${emitter.name(body.binding)} = ${emitter.print(body.value)}\n${inIdiom(emitter, body.body, mode)}`;
  const statements =
    body.kind !== 'comp'
      ? null
      : mode === 'loops'
        ? loopStatements(emitter, body)
        : mode === 'broadcast'
          ? broadcastStatements(emitter, body)
          : null;
  return statements ?? emitter.print(body);
}

function threadsOf({ layout }: Emission): number {
  return typeof layout === 'object' && layout !== null && 'threads' in layout ? Number(layout.threads) : 1;
}

function project(emission: Emission, program: Program): NativeProject {
  return {
    files: { 'program.jl': emission.code, 'main.jl': harnessText(program.inputs, program.body.type) },
    toolchains: [
      {
        needs: [{ tool: 'julia', versionArg: '--version' }],
        build: [],
        run: ['julia', '--startup-file=no', '-O2', '{dir}/main.jl'],
        environment: { JULIA_NUM_THREADS: String(threadsOf(emission)) },
      },
    ],
  };
}
