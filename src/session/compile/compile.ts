import type { Backend, EmitResult } from '../../backends';
import {
  type Compiled,
  canonicalExpr,
  compileProgram,
  type Diagnostic,
  hashText,
  type InputSpec,
  type Program,
  type Type,
} from '../../language';
import type { ChannelId } from '../channels';
import type { ChannelSettings, NamedInput } from '../document';
import { openPasses } from '../effects';
import { inputSpecs } from './inputs';

/** What is compiled: the text, the names and types of its inputs, and how each channel is set. */
export interface CompileRequest {
  readonly program: string;
  readonly inputs: readonly NamedInput[];
  /** With lanes and macros applied. */
  readonly channels: Readonly<Record<ChannelId, ChannelSettings>>;
}

/** All there is to say about a text, and the codes when it holds together. */
export interface CompileAnswer {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined while the text has errors. */
  readonly result:
    | {
        /** One for each backend there is. */
        readonly codes: Readonly<Partial<Record<ChannelId, EmitResult>>>;
        /** Hash of the program, whatever its names and white space. */
        readonly hash: string;
        /** The type of the program's value. */
        readonly type: Type;
        /** Names of the inputs that the program reads. */
        readonly reads: readonly string[];
        /** Names and types of all inputs there are. */
        readonly specs: readonly InputSpec[];
      }
    | undefined;
  /** Milliseconds for everything. */
  readonly elapsed: number;
}

interface Source extends Compiled {
  readonly specs: readonly InputSpec[];
  readonly hash: string;
}

/** Rewrites a program by passes, in order. */
export type Optimize = (program: Program, passes: readonly string[]) => Program;

export interface Compiler {
  compile(request: CompileRequest): CompileAnswer;
}

/**
 * A compiler for some channels. It keeps what did not change: moving one fader prints one program.
 * @param backends those that print
 * @param now milliseconds, for `elapsed`
 */
export function createCompiler(
  backends: readonly Backend[],
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
    const made = compileProgram(program, specs);
    const hash = made.program ? hashText(canonicalExpr(made.program.body)) : '';
    const compiled = { ...made, specs, hash };
    source = { key, compiled };
    return compiled;
  }

  function emit(id: ChannelId, backend: Backend, program: Program, settings: ChannelSettings): EmitResult {
    const passes = openPasses(settings.effects, settings.level);
    const { level, parallel, unsafe, mode, dialect } = settings;
    const key = JSON.stringify([passes, level, parallel, unsafe, mode, dialect]);
    const known = emitted.get(id);
    if (known && known.key === key && known.program === program) return known.result;
    const result = backend.emit(optimize(program, passes), { level, parallel, unsafe, mode, dialect });
    emitted.set(id, { key, program, result });
    return result;
  }

  function codesOf(program: Program, { channels }: CompileRequest): Partial<Record<ChannelId, EmitResult>> {
    const codes: Partial<Record<ChannelId, EmitResult>> = {};
    for (const backend of backends) {
      codes[backend.id] = emit(backend.id, backend, program, channels[backend.id]);
    }
    return codes;
  }

  return {
    compile(request) {
      const started = now();
      const { program, diagnostics, specs, hash } = programOf(request);
      const result = program
        ? {
            codes: codesOf(program, request),
            hash,
            type: program.body.type,
            reads: program.inputs.map(({ name }) => name),
            specs,
          }
        : undefined;
      return { diagnostics, result, elapsed: now() - started };
    },
  };
}
