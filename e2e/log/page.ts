import { askToPersist, type EventLog, openEventLog } from '../../src/dataset';
import { datasetOperations } from '../../src/dataset/bundle';

declare global {
  var logHarness: typeof api;
  /** The test is told of what was stored. */
  var acknowledged: ((session: string, events: number) => void) | undefined;
}

let log: EventLog | undefined;
const troubles: string[] = [];

function opened(): EventLog {
  if (!log) throw new Error('the log is not open');
  return log;
}

/** What the tests do with the log in a real browser, without the studio around it. */
const api = {
  async open() {
    log = await openEventLog({ onTrouble: (error) => troubles.push(String(error)) });
    const own = log;
    // As the studio does when its page goes away.
    addEventListener('pagehide', () => own.putAside());
    return { session: log.session, state: log.state.kind };
  },
  append(count: number, urgent = false) {
    for (let i = 0; i < count; i++) opened().append({ kind: 'k', time: Date.now(), data: i }, { urgent });
  },
  /** Events of a mebibyte each. */
  appendLarge(count: number) {
    // Random, since the browser compresses what it stores.
    const bytes = () =>
      Array.from(crypto.getRandomValues(new Uint8Array(64 * 1024)), (byte) =>
        String.fromCharCode(33 + (byte % 90)),
      );
    const text = Array.from({ length: 16 }, () => bytes().join('')).join('');
    for (let i = 0; i < count; i++) opened().append({ kind: 'k', time: Date.now(), data: text });
  },
  async flush() {
    await opened().flush();
    return opened().state;
  },
  state: () => opened().state,
  troubles: () => troubles,
  /** Records until the page ends, and tells what was acknowledged. */
  async hammer() {
    for (let events = 0; ; ) {
      api.append(50);
      events += 50;
      await opened().flush();
      globalThis.acknowledged?.(opened().session, events);
    }
  },
  /** Every session: what its head says, what is really there, and whether it is whole. */
  async sessions() {
    const found: { session: string; events: number; seqs: number[]; intact: boolean }[] = [];
    for (const { session, events } of await opened().heads()) {
      const seqs: number[] = [];
      for await (const { seq } of opened().read({ session })) seqs.push(seq);
      found.push({ session, events, seqs, intact: await opened().isIntact(session) });
    }
    return found;
  },
  persist: () => askToPersist(),
  tend: () => datasetOperations(() => {}).tend({ now: Date.now() }),
  /** Holds the lock under which the log is tended, for good. */
  hold: () =>
    new Promise<void>((held) => {
      void navigator.locks.request('code-live-maintenance', () => {
        held();
        return new Promise(() => {});
      });
    }),
};

export type LogHarness = typeof api;
globalThis.logHarness = api;
