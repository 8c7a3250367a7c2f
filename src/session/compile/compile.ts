import type { Backend, EmitResult } from '../../backends';
import {
  type Compiled,
  compileProgram,
  type Diagnostic,
  diagnostic,
  type InputSpec,
  type Program,
  type Type,
} from '../../language';
import type { ChannelId } from '../channels';
import { type ChannelSettings, type NamedInput, perChannel } from '../document';
import { openPasses } from '../effects';
import { inputSpecs } from './inputs';

/** What is compiled: the text, the names and types of its inputs, and how each channel is set. */
export interface CompileRequest {
  readonly program: string;
  readonly inputs: readonly NamedInput[];
  /** With lanes and macros applied. */
  readonly channels: Readonly<Record<ChannelId, ChannelSettings>>;
}

/** All there is to say about a text, and the eight codes when it holds together. */
export interface CompileAnswer {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined while the text has errors. */
  readonly result:
    | {
        readonly codes: Readonly<Record<ChannelId, EmitResult>>;
        /** The type of the program's value. */
        readonly type: Type;
        /** Names and types of all inputs there are. */
        readonly specs: readonly InputSpec[];
      }
    | undefined;
  /** Milliseconds for everything. */
  readonly elapsed: number;
}

interface Source extends Compiled {
  readonly specs: readonly InputSpec[];
}

/** Rewrites a program by passes, in order. */
export type Optimize = (program: Program, passes: readonly string[]) => Program;

export interface Compiler {
  compile(request: CompileRequest): CompileAnswer;
}

/**
 * A compiler for the eight channels. It keeps what did not change: moving one fader prints one program.
 * @param backends those that can print; a channel without one is refused
 * @param now milliseconds, for `elapsed`
 */
export function createCompiler(
  backends: Readonly<Partial<Record<ChannelId, Backend>>>,
  optimize: Optimize,
  now: () => number = () => performance.now(),
): Compiler {
  let source: { readonly key: string; readonly compiled: Source } | undefined;
  const emitted = new Map<
    ChannelId,
    { readonly key: string; readonly program: Program; readonly result: EmitResult }
  >();

  function programOf({ program, inputs }: CompileRequest): Source {
    const specs = inputSpecs(inputs);
    const key = JSON.stringify([program, specs], (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    if (source?.key === key) return source.compiled;
    const compiled = { ...compileProgram(program, specs), specs };
    source = { key, compiled };
    return compiled;
  }

  function emit(id: ChannelId, program: Program, settings: ChannelSettings): EmitResult {
    const passes = openPasses(settings.effects, settings.level);
    const { level, parallel, unsafe, mode, dialect } = settings;
    const key = JSON.stringify([passes, level, parallel, unsafe, mode, dialect]);
    const known = emitted.get(id);
    if (known && known.key === key && known.program === program) return known.result;
    const backend = backends[id];
    const result = backend
      ? backend.emit(optimize(program, passes), { level, parallel, unsafe, mode, dialect })
      : missing(program, id);
    emitted.set(id, { key, program, result });
    return result;
  }

  return {
    compile(request) {
      const started = now();
      const { program, diagnostics, specs } = programOf(request);
      const result = program
        ? {
            codes: perChannel((id) => emit(id, program, request.channels[id])),
            type: program.body.type,
            specs,
          }
        : undefined;
      return { diagnostics, result, elapsed: now() - started };
    },
  };
}

function missing({ body }: Program, id: ChannelId): EmitResult {
  const message = 'This channel has no code generator yet.';
  return {
    ok: false,
    diagnostics: [diagnostic('unsupported-operation', body.span, message, { backend: id })],
  };
}
