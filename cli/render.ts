import { loadBackend } from '../src/backends';
import { printPatch } from '../src/optimizer';
import { compileWith, printDiagnostics, readInputs } from './program';
import { type ChannelOptions, channelOf, optimised } from './settings';
import { targetNamed } from './targets';

export interface RenderOptions extends ChannelOptions {
  readonly target: string;
  readonly code: string;
  readonly inputs?: string;
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
  const channel = channelOf(backend, target, options);
  const { settings } = channel;
  const result = backend.emit(optimised(program, channel), settings);
  if (!result.ok) return report(options, result, printDiagnostics(options.code, result.diagnostics));
  const { code, map, notes } = result.emission;
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ ok: true, target: target.name, settings, patch: printPatch(channel.patch), code, map, notes })}\n`,
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
