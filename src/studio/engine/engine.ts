import { audible, type ChannelId, perChannel, type SessionDocument } from '../../session';
import { type CompileAnswer, type CompileRequest, inputValues } from '../../session/compile';
import { effective } from '../effective';
import { telemetry } from '../telemetry';
import { onBeat } from '../transport';
import { type CompileReply, createCompileClient } from './compiler';
import { Conductor, type Piece } from './conductor';
import { createStage } from './players';
import { type ChannelCode, compiled, setVerdict } from './results';

/**
 * The only place that calls the compile worker and the runner. Codes and verdicts go to small stores, samples to
 * telemetry.
 */
export function startEngine(): () => void {
  const stage = createStage();
  const conductor = new Conductor(stage.players, stage.python, {
    verdict: setVerdict,
    checked: (id, equal) => telemetry[id].verify(equal),
    samples: (id, { milliseconds, runs }, provenance, fresh) => {
      if (fresh) telemetry[id].restart();
      telemetry[id].push(milliseconds, runs, provenance);
    },
    silence: (id) => telemetry[id].clear(),
  });
  let result: CompileAnswer['result'];
  let values = inputValues([], 0);
  let piece: Piece | undefined;

  function perform(): void {
    const document = effective.getState();
    const { source } = compiled.getState();
    if (!result || source === undefined) return;
    const next: Piece = {
      source,
      specs: result.specs,
      values,
      type: result.type,
      codes: result.codes,
      settings: document.channels,
      audible: perChannel((id) => audible(document.channels, id)),
    };
    piece = next;
    conductor.perform(next);
  }

  function onCompiled(reply: CompileReply, request: CompileRequest): void {
    if (!reply.ok) {
      compiled.setState({ failure: reply.message });
      return;
    }
    const { diagnostics, elapsed } = reply.answer;
    if (!reply.answer.result) {
      // The last good codes stay: what plays goes on playing.
      compiled.setState({ diagnostics, elapsed, failure: undefined });
      return;
    }
    result = reply.answer.result;
    const codes = kept(compiled.getState().codes, result.codes);
    compiled.setState({ diagnostics, codes, elapsed, source: request.program, failure: undefined });
    perform();
  }

  const compiler = createCompileClient(onCompiled);
  const compile = ({ program, inputs, channels }: SessionDocument): void =>
    compiler.request({ program, inputs, channels });

  function onDocument(document: SessionDocument, before?: SessionDocument): void {
    if (document.inputs !== before?.inputs || document.n !== before.n) {
      values = inputValues(document.inputs, document.n);
    }
    const toCompile =
      document.program !== before?.program ||
      document.inputs !== before.inputs ||
      JSON.stringify(document.channels) !== JSON.stringify(before.channels);
    if (toCompile) compile(document);
    else if (document.n !== before.n) perform();
  }

  onDocument(effective.getState());
  const stops = [
    effective.subscribe(onDocument),
    onBeat(() => {
      if (piece) conductor.beat();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    compiler.dispose();
    void conductor.dispose();
    stage.dispose();
  };
}

/** Keeps a code that did not change, so that nothing that shows it is drawn again. */
function kept(
  before: Readonly<Record<ChannelId, ChannelCode | undefined>>,
  after: Readonly<Record<ChannelId, ChannelCode>>,
): Readonly<Record<ChannelId, ChannelCode>> {
  return perChannel((id) => {
    const known = before[id];
    return known && textOf(known) === textOf(after[id]) ? known : after[id];
  });
}

function textOf(code: ChannelCode): string {
  return code.ok
    ? JSON.stringify([code.emission.code, code.emission.notes, code.emission.map])
    : JSON.stringify(code.diagnostics);
}
