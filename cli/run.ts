import { loadBackend } from '../src/backends';
import { Machine } from './execute';
import { compileWith, printDiagnostics, readInputs } from './program';
import { type ChannelOptions, channelOf, optimised } from './settings';
import { targetNamed } from './targets';

export interface RunOptions extends ChannelOptions {
  readonly backend: string;
  readonly code: string;
  readonly inputs?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

/** Runs one program and prints its value. Answers the exit code. */
export async function run(options: RunOptions): Promise<number> {
  const target = targetNamed(options.backend);
  const inputs = readInputs(options.inputs);
  const { program, diagnostics } = compileWith(options.code, inputs);
  const say = (report: object, text: string, code: number): number => {
    const stream = options.json || code === 0 ? process.stdout : process.stderr;
    stream.write(options.json ? `${JSON.stringify(report)}\n` : text);
    return code;
  };
  if (!program)
    return say({ outcome: 'refused', diagnostics }, printDiagnostics(options.code, diagnostics), 1);
  const backend = await loadBackend(target.backend);
  const channel = channelOf(backend, target, options);
  const machine = new Machine({ start: 120_000, run: options.timeout });
  try {
    const execution = await machine.execute(
      target,
      optimised(program, channel),
      channel.settings,
      inputs.values,
    );
    if (execution.kind === 'refused')
      return say(
        { outcome: 'refused', diagnostics: execution.diagnostics },
        printDiagnostics(options.code, execution.diagnostics),
        1,
      );
    if (execution.kind === 'not-run')
      return say({ outcome: 'not-run', message: execution.message }, `${execution.message}\n`, 1);
    const { outcome } = execution;
    if (outcome.kind === 'value') return say(outcome, `${JSON.stringify(outcome.value)}\n`, 0);
    return say(
      outcome,
      `${'exception' in outcome ? outcome.exception : outcome.kind}${outcome.message ? `: ${outcome.message}` : ''}\n`,
      1,
    );
  } finally {
    await machine.close();
  }
}
