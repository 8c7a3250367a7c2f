import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { compileProgram } from '../../language';
import { createSession, initialDocument, seeded } from '../../session';
import { inputSpecs } from '../../session/compile';
import { readSession, writeSession } from '../../session/file';
import { DEFAULT_MODES } from '../backends';
import { draftCodec } from '../keeping/codec';
import { Dice, play } from './monkey';

/** Runs of fifty actions, and the seed of the first; more with `npm run monkey`. */
const RUNS = Number(process.env.MONKEY_RUNS ?? 200);
const FIRST = Number(process.env.MONKEY_SEED ?? 1);
const ACTIONS = 50;
/** Runs of one test, so that a failure names a few seeds and not hundreds. */
const BATCH = 20;

/** Commands that leave the model: they ask the browser for files, sound or devices. */
const OUTSIDE = /^(session\.(save|open)|transport\.sound|sound\.|midi\.|dataset\.)/;

/** The clock's worker, without a thread: time passes when the monkey waits. */
class TickingWorker {
  static running: TickingWorker[] = [];
  onmessage: (() => void) | null = null;
  postMessage(message: unknown): void {
    TickingWorker.running = TickingWorker.running.filter((worker) => worker !== this);
    if (message === 'start') TickingWorker.running.push(this);
  }
  terminate(): void {
    this.postMessage('stop');
  }
}

const TICK = 25;

function wait(ms: number): void {
  for (let passed = 0; passed < ms; passed += TICK) {
    vi.advanceTimersByTime(TICK);
    for (const worker of TickingWorker.running) worker.onmessage?.();
  }
}

async function studio() {
  const [{ COMMANDS }, { session }, transport, quantised, { effective }] = await Promise.all([
    import('../commands'),
    import('../studio'),
    import('../transport'),
    import('../quantised'),
    import('../effective'),
  ]);
  const commands = COMMANDS.filter(({ id }) => !OUTSIDE.test(id));
  return { session, commands, wait, transport, quantised, effective };
}

beforeAll(() => {
  vi.useFakeTimers();
  vi.stubGlobal('Worker', TickingWorker);
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the monkey', () => {
  const batches = Array.from({ length: Math.ceil(RUNS / BATCH) }, (_, batch) => FIRST + batch * BATCH);

  it.each(batches)('breaks nothing in the runs from seed %i', async (first) => {
    const { session, commands, transport, quantised, effective } = await studio();
    for (let seed = first; seed < Math.min(first + BATCH, FIRST + RUNS); seed++) {
      const start = initialDocument(DEFAULT_MODES);
      session.reset(start);
      play({ session, commands, wait }, new Dice(seeded(seed)), ACTIONS);

      // Nothing waits for ever, and no hand holds on: stopping settles what is pending.
      transport.stop();
      const message = `seed ${seed}`;
      expect(quantised.pending.getState().change, message).toBeUndefined();
      expect(transport.transportState.getState().playing, message).toBe(false);
      while (session.redo() !== undefined);
      const end = session.getState().document;
      const atEnd = JSON.stringify(end);

      // What there is can be saved, opened, kept, compiled and played.
      expect(readSession(writeSession(end)), message).toEqual(end);
      const { session: text, history } = draftCodec.write(end, session.steps());
      const draft = { id: '', title: '', updated: 0, steps: 0, saved: false, session: text, history };
      const kept = draftCodec.read(draft);
      expect(kept.steps, message).toEqual(JSON.parse(JSON.stringify(session.steps())));
      expect(compileProgram(end.program, inputSpecs(end.inputs)).diagnostics, message).toBeInstanceOf(Array);
      expect(effective.getState().program, message).toBe(end.program);

      // All the way back is where it began, byte for byte, here and after a reload; and forward again.
      while (session.undo() !== undefined);
      expect(JSON.stringify(session.getState().document), message).toBe(JSON.stringify(start));
      const reloaded = createSession(kept.document);
      reloaded.reset(kept.document, kept.steps);
      while (reloaded.undo() !== undefined);
      expect(reloaded.getState().document, message).toEqual(start);
      while (session.redo() !== undefined);
      expect(JSON.stringify(session.getState().document), message).toBe(atEnd);
    }
  });
});
