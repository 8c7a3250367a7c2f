import { DEFAULT_SETTINGS, type EmitSettings, loadBackend, type SqlDialect } from '../src/backends';
import { compileWith, printDiagnostics, readInputs } from './program';
import { targetNamed } from './targets';

export interface RenderOptions {
  readonly target: string;
  readonly code: string;
  readonly inputs?: string;
  readonly preset?: string;
  readonly level?: number;
  readonly parallel?: number;
  readonly unsafe?: boolean;
  readonly mode?: string;
  readonly dialect?: SqlDialect;
  readonly json?: boolean;
}

/** Prints the code of one backend, its notes on the error stream. Answers the exit code. */
export async function render(options: RenderOptions): Promise<number> {
  const target = targetNamed(options.target);
  const inputs = readInputs(options.inputs);
  const { program, diagnostics } = compileWith(options.code, inputs);
  if (!program)
    return report(options, { ok: false, diagnostics }, printDiagnostics(options.code, diagnostics));
  const backend = await loadBackend(target.backend);
  const settings: EmitSettings = {
    level: options.level ?? DEFAULT_SETTINGS.level,
    parallel: options.parallel ?? 1,
    unsafe: options.unsafe ?? false,
    mode: options.mode ?? backend.modes[0],
    dialect: options.dialect ?? target.dialect,
  };
  if (!backend.modes.includes(settings.mode))
    throw new Error(
      `${backend.title} has no mode "${settings.mode}". Choose from ${backend.modes.join(', ')}.`,
    );
  const result = backend.emit(program, settings);
  if (!result.ok) return report(options, result, printDiagnostics(options.code, result.diagnostics));
  const { code, map, notes } = result.emission;
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ ok: true, target: target.name, settings, code, map, notes })}\n`,
    );
    return 0;
  }
  process.stdout.write(code.endsWith('\n') ? code : `${code}\n`);
  process.stderr.write(printDiagnostics(options.code, notes));
  return 0;
}

function report(options: RenderOptions, result: object, text: string): number {
  if (options.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else process.stderr.write(text);
  return 1;
}
