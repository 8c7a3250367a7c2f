import '../../src/trusted-types';
import { strFromU8, unzipSync } from 'fflate';
import { askToPersist, type EventLog, openConsents, openEventLog } from '../../src/dataset';
import { datasetOperations } from '../../src/dataset/bundle';
import { EXAMPLES } from '../../src/dataset/testing';
import { exportLog, onBeat, pause, play, watchWallClock } from '../../src/studio/testing';

declare global {
  var logHarness: typeof api;
  /** The test is told of what was stored. */
  var acknowledged: ((session: string, events: number, answers: number) => void) | undefined;
}

let log: EventLog | undefined;
const troubles: string[] = [];
const beats: number[] = [];

/** As the studio takes its time: ms since the epoch, whatever becomes of the wall clock. */
function steady(): number {
  return performance.timeOrigin + performance.now();
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function opened(): EventLog {
  if (!log) throw new Error('the log is not open');
  return log;
}

/** What the tests do with the log in a real browser, without the studio around it. */
const api = {
  async open() {
    log = await openEventLog({ onTrouble: (error) => troubles.push(String(error)), now: steady });
    const own = log;
    // As the studio does when its page goes away.
    addEventListener('pagehide', () => own.putAside());
    return { session: log.session, state: log.state.kind };
  },
  append(count: number, urgent = false) {
    for (let i = 0; i < count; i++) opened().append({ kind: 'k', time: steady(), data: i }, { urgent });
  },
  /** Records of performers, as they are exported. */
  appendRecords(count: number) {
    for (let i = 0; i < count; i++) {
      const data = { ...EXAMPLES.user_interactions, order: i };
      opened().append({ kind: 'user_interactions', time: steady(), data });
    }
  },
  /** Notes jumps of the wall clock in the log, as the studio does. */
  watchClock() {
    const note = (by: number): void => {
      opened().append({ kind: 'clock_jump', time: steady(), data: by });
    };
    watchWallClock(steady, note, 20);
  },
  /** Every event of this visit, by kind and time. */
  async events() {
    const found: { seq: number; kind: string; time: number; data: unknown }[] = [];
    for await (const { seq, kind, time, data } of opened().read({ session: opened().session }))
      found.push({ seq, kind, time, data });
    return found;
  },
  /** Exports in the studio's worker: what the bundle says of itself, and how often this thread was free meanwhile. */
  async exported() {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const choice = { scope: 'own', scrubbing: { texts: false, times: false } } as const;
    const { blob } = await exportLog(choice, () => {}).done;
    clearInterval(timer);
    const files = unzipSync(new Uint8Array(await blob.arrayBuffer()), {
      filter: ({ name }) => name === 'QUALITY.json',
    });
    const quality = JSON.parse(strFromU8(files['QUALITY.json'] ?? new Uint8Array()));
    return { records: quality.records as number, corrupt: quality.completeness.corrupt as unknown, turns };
  },
  /** Plays on the studio's clock from now on. */
  play() {
    onBeat((beat) => beats.push(beat));
    play();
  },
  /** Every beat that was played until now; silence from here on. */
  played() {
    pause();
    return beats;
  },
  /** Chunks as they lie in the database: what they hold, and how large they are. */
  async chunks() {
    const database = await settled(indexedDB.open('code-live-studio'));
    const all = await settled(database.transaction('chunks').objectStore('chunks').getAll());
    database.close();
    return all.map(({ session, index, count, codec, data }) => ({
      ...{ session, index, count, codec },
      bytes: data.length as number,
    })) as { session: string; index: number; count: number; codec: string; bytes: number }[];
  },
  /** Does to a stored chunk what a failing disk does. */
  async damage(session: string, index: number, how: 'flip' | 'cut') {
    const database = await settled(indexedDB.open('code-live-studio'));
    const chunks = database.transaction('chunks', 'readwrite').objectStore('chunks');
    const chunk = await settled(chunks.get([session, index]));
    const data: Uint8Array = chunk.data;
    const middle = data.length >> 1;
    if (how === 'flip') data[middle] = (data[middle] ?? 0) ^ 1;
    await settled(chunks.put({ ...chunk, data: how === 'cut' ? data.slice(0, middle) : data }));
    database.close();
  },
  /** Events of a mebibyte each. */
  appendLarge(count: number) {
    // Random, since the browser compresses what it stores.
    const bytes = () =>
      Array.from(crypto.getRandomValues(new Uint8Array(64 * 1024)), (byte) =>
        String.fromCharCode(33 + (byte % 90)),
      );
    const text = Array.from({ length: 16 }, () => bytes().join('')).join('');
    for (let i = 0; i < count; i++) opened().append({ kind: 'k', time: steady(), data: text });
  },
  async flush() {
    await opened().flush();
    return opened().state;
  },
  state: () => opened().state,
  troubles: () => troubles,
  /** Records until the page ends, and gives and takes back a consent, whose writes are strict; tells what was acknowledged. */
  async hammer() {
    const consents = await openConsents();
    for (let events = 0; ; ) {
      api.append(50);
      events += 50;
      await opened().flush();
      await consents.answer('training', events % 100 === 0, steady());
      globalThis.acknowledged?.(opened().session, events, consents.answers().length);
    }
  },
  /** Answers that were ever given. */
  answers: async () => (await openConsents()).answers().length,
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
  tend: (now = Date.now()) => datasetOperations(() => {}).tend({ now }),
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
