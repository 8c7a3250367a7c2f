import type { SessionDocument } from '../../session';
import type { CompileRequest } from '../../session/compile';
import { effective } from '../effective';
import { type CompileReply, createCompileClient } from './compiler';
import { compiled } from './results';

/**
 * The only place that calls the compile worker and the runner. Codes and verdicts go to small stores, samples to
 * telemetry.
 */
export function startEngine(): () => void {
  const compiler = createCompileClient(onCompiled);
  const compile = (document: SessionDocument): void => compiler.request(requestOf(document));
  const stop = effective.subscribe((document, before) => {
    const same =
      document.program === before.program &&
      document.inputs === before.inputs &&
      JSON.stringify(document.channels) === JSON.stringify(before.channels);
    if (!same) compile(document);
  });
  compile(effective.getState());
  return () => {
    stop();
    compiler.dispose();
  };
}

function requestOf({ program, inputs, channels }: SessionDocument): CompileRequest {
  return { program, inputs, channels };
}

function onCompiled(reply: CompileReply, request: CompileRequest): void {
  if (!reply.ok) {
    compiled.setState({ failure: reply.message });
    return;
  }
  const { diagnostics, codes, elapsed } = reply.answer;
  if (!codes) {
    // The last good codes stay: what plays goes on playing.
    compiled.setState({ diagnostics, elapsed, failure: undefined });
    return;
  }
  compiled.setState({ diagnostics, codes, elapsed, source: request.program, failure: undefined });
}
