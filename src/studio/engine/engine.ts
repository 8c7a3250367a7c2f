import type { EmitResult, InputValues } from '../../backends';
import { type Measurement, pageVisibility } from '../../measure';
import { audible, CHANNEL_IDS, openPasses, perChannel, type SessionDocument } from '../../session';
import { type CompileAnswer, type CompileRequest, inputValues } from '../../session/compile';
import { now } from '../dataset/datalog';
import { effective } from '../effective';
import { telemetry } from '../telemetry';
import { trace, traces } from '../trace';
import { beatLength, onBeat, transportState } from '../transport';
import { calibrateChannels } from './calibration';
import { createCompileClient } from './compiler';
import { compiledSettings, runningChannels } from './concerns';
import { Conductor } from './conductor';
import { kept, keptNames } from './kept';
import { announceMeasured } from './measured';
import { Memory, recordings } from './memory';
import type { Moment } from './piece';
import { createStage } from './players';
import type { CompileReply } from './protocol';
import { createRecorder } from './recorder';
import { compiled, NO_DIAGNOSTICS, setAnswer, setVerdict, type Verdict, verdicts } from './results';

const NOTHING: SessionDocument['inputs'] = [];
const UNDECIDED: ReadonlySet<Verdict['kind']> = new Set(['waiting', 'running', 'unavailable']);

/**
 * The only place that calls the compile worker and the runner. Codes and verdicts go to small stores, samples to
 * telemetry.
 */
export function startEngine(): () => void {
  const stage = createStage();
  /** What earlier visits measured, shown until there is something fresh. */
  let memory = new Memory();
  const conductor = new Conductor(
    stage.players,
    stage.python,
    {
      verdict: setVerdict,
      answered: setAnswer,
      checked: (id, equal) => telemetry[id].verify(equal),
      samples: (id, { milliseconds, runs, timing, beat }, provenance, fresh) => {
        if (fresh) {
          telemetry[id].restart();
          performance.measure(`measured ${id}`, { start: changed });
        }
        telemetry[id].timing = timing;
        telemetry[id].push(milliseconds, runs, provenance);
        if (beat !== undefined) trace(id, beat, milliseconds, timing);
      },
      silence: (id) => {
        telemetry[id].clear();
        recall();
      },
      measured: (measurement) => {
        recorder.record(measurement);
        learn(measurement);
        telemetry[measurement.backend].memory = measurement.memory ?? Number.NaN;
        announceMeasured(measurement);
        calibrateOnce();
      },
    },
    pageVisibility(document),
  );
  let result: CompileAnswer['result'];
  /** The request that `result` answers, and Wasm's answer, which comes on its own. */
  let answered: CompileRequest | undefined;
  let wasm: { readonly request: CompileRequest; readonly code: EmitResult } | undefined;
  /** The latest request, until it is answered, and a beat that waits for the answer. */
  let asked: CompileRequest | undefined;
  let waiting: Moment | undefined;
  let fed = { inputs: NOTHING, n: 0, values: inputValues(NOTHING, 0) };
  let performed = false;
  /** When the document last changed: the browser's tools show how long each channel took to follow. */
  let changed = performance.now();
  const recorder = createRecorder({
    onMemory: (found) => {
      memory = found;
      recordings.setState({ programs: memory.programs() });
      recall();
    },
    program: () => (result && answered ? { hash: result.hash, code: answered.program } : undefined),
  });

  /** What is measured now is what was recorded a moment later. */
  function learn(measurement: Measurement): void {
    const open = result?.hash === measurement.program ? answered : undefined;
    const code = open ? { code: open.program } : {};
    const isNew = memory.add({ measurement, time: now(), ...code }, open?.inputs);
    if (isNew && recordings.getState().programs) recordings.setState({ programs: memory.programs() });
  }

  /** Shows the last recorded figures where nothing has been run yet, or can't be: a wrong answer has no latency. */
  function recall(): void {
    if (!result) return;
    const { n } = effective.getState();
    const now = verdicts.getState();
    for (const id of CHANNEL_IDS) {
      const isOpen = UNDECIDED.has(now[id].kind);
      telemetry[id].recall(isOpen ? memory.of(result.hash, id, n) : undefined);
    }
  }

  /** Of the inputs that the codes were compiled for: those of the document may be of other types by now. */
  function valuesOf({ inputs }: CompileRequest, n: number): InputValues {
    if (fed.inputs !== inputs || fed.n !== n) fed = { inputs, n, values: inputValues(inputs, n) };
    return fed.values;
  }

  function perform(): void {
    if (!result || !answered) return;
    const { channels, n, timing } = effective.getState();
    const current = wasm && isSameWasm(wasm.request, answered) ? { wasm: wasm.code } : {};
    performed = true;
    recall();
    conductor.perform({
      source: answered.program,
      specs: result.specs,
      values: valuesOf(answered, n),
      hash: result.hash,
      type: result.type,
      codes: { ...result.codes, ...current },
      settings: channels,
      passes: perChannel((id) => openPasses(channels[id].effects, channels[id].level)),
      n,
      timing,
      audible: perChannel((id) => audible(channels, id)),
    });
  }

  function onCompiled(reply: CompileReply, request: CompileRequest): void {
    // Only now: beside the others, Wasm's slower code generator would take a processor from what is waited for.
    if (reply.ok && reply.answer.result) forWasm.request(request);
    const isNew = take(reply, request);
    // The page shows the code first: it has asked for this very moment to draw, and what runs can wait for that.
    queueMicrotask(() => {
      if (isNew) perform();
      if (request !== asked) return;
      asked = undefined;
      if (waiting) conductor.beat(waiting);
      waiting = undefined;
    });
  }

  /** @returns whether there is another program to play */
  function take(reply: CompileReply, request: CompileRequest): boolean {
    if (!reply.ok) {
      compiled.setState({ failure: reply.message });
      return false;
    }
    const { elapsed } = reply.answer;
    const diagnostics = reply.answer.diagnostics.length === 0 ? NO_DIAGNOSTICS : reply.answer.diagnostics;
    if (!reply.answer.result) {
      // The last good codes stay: what plays goes on playing.
      compiled.setState({ diagnostics, elapsed, failure: undefined });
      return false;
    }
    // The past of another program says nothing about this one.
    if (result?.hash !== reply.answer.result.hash) for (const id of CHANNEL_IDS) traces[id].clear();
    result = reply.answer.result;
    answered = request;
    const before = compiled.getState();
    const codes = kept(before.codes, result.codes);
    const reads = keptNames(before.reads, result.reads);
    compiled.setState({ diagnostics, codes, reads, elapsed, source: request.program, failure: undefined });
    return true;
  }

  function onWasm(reply: CompileReply, request: CompileRequest): void {
    if (!reply.ok) compiled.setState({ failure: reply.message });
    else if (reply.answer.result?.codes.wasm) {
      const { codes } = reply.answer.result;
      wasm = { request, code: reply.answer.result.codes.wasm };
      compiled.setState({ codes: kept(compiled.getState().codes, codes) });
      if (request === answered) perform();
    }
  }

  const forOthers = createCompileClient('others', onCompiled);
  const forWasm = createCompileClient('wasm', onWasm);
  const compilers = [forOthers, forWasm];
  let isCalibrated = false;
  /** After the first measurement, so that the performer does not wait for it. */
  function calibrateOnce(): void {
    if (isCalibrated) return;
    isCalibrated = true;
    calibrateChannels(stage, conductor, compilers).catch((error: unknown) =>
      console.warn('The device was not calibrated:', error),
    );
  }

  const compile = ({ program, inputs, channels }: SessionDocument): void => {
    const request: CompileRequest = { program, inputs, channels };
    asked = request;
    forOthers.request(request);
  };

  function onDocument(document: SessionDocument, before?: SessionDocument): void {
    const toCompile =
      document.program !== before?.program ||
      document.inputs !== before.inputs ||
      (document.channels !== before.channels &&
        compiledSettings(document.channels) !== compiledSettings(before.channels));
    const isSame =
      document.n === before?.n &&
      document.timing === before.timing &&
      (document.channels === before.channels ||
        runningChannels(document.channels) === runningChannels(before.channels));
    if (!toCompile && isSame) return;
    changed = performance.now();
    performance.clearMeasures();
    if (toCompile) compile(document);
    else perform();
  }

  onDocument(effective.getState());
  const stops = [
    effective.subscribe(onDocument),
    onBeat((beat, due) => {
      if (!performed) return;
      const moment = { beat, due, length: beatLength() };
      // A beat that changes settings is played with them, as soon as they are compiled.
      if (asked) waiting = moment;
      else conductor.beat(moment);
    }),
    transportState.subscribe(({ playing }) => {
      if (playing) return;
      waiting = undefined;
      conductor.stop();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    for (const compiler of compilers) compiler.dispose();
    void conductor.dispose();
    recorder.dispose();
    stage.dispose();
  };
}

/** Whether two requests ask the same of Wasm, whose answer comes later than the others'. */
function isSameWasm(one: CompileRequest, other: CompileRequest): boolean {
  if (one === other) return true;
  if (one.program !== other.program || one.inputs !== other.inputs) return false;
  return JSON.stringify(one.channels.wasm) === JSON.stringify(other.channels.wasm);
}
