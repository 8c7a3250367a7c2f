import type { Backend, EmitResult } from '../../backends';
import { compileProgram, type Diagnostic, diagnostic, type Program } from '../../language';
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
  readonly codes: Readonly<Record<ChannelId, EmitResult>> | undefined;
  /** Milliseconds for everything. */
  readonly elapsed: number;
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
  let source: { readonly key: string; readonly compiled: ReturnType<typeof compileProgram> } | undefined;
  const emitted = new Map<
    ChannelId,
    { readonly key: string; readonly program: Program; readonly result: EmitResult }
  >();

  function programOf({ program, inputs }: CompileRequest): ReturnType<typeof compileProgram> {
    const specs = inputSpecs(inputs);
    const key = JSON.stringify([program, specs], (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    if (source?.key === key) return source.compiled;
    const compiled = compileProgram(program, specs);
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
      const { program, diagnostics } = programOf(request);
      const codes = program ? perChannel((id) => emit(id, program, request.channels[id])) : undefined;
      return { diagnostics, codes, elapsed: now() - started };
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
