import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { DexieStore } from './dexie-store';
import type { EventLog, StoredEvent } from './event-log';
import { Log } from './log';
import { compactSession } from './maintain';
import type { Store } from './store';
import { recoverTails } from './tail';
import { FaultyStore, fakeTails } from './testing';

/** What the log is: an array of numbers for each session, and what was acknowledged of it. */
interface Model {
  sessions: Map<string, { taken: number[]; stored: number }>;
  current: string;
  next: number;
}

/** The real thing: one browser profile with a log open in it. */
class Profile {
  readonly storage = { indexedDB: new IDBFactory(), IDBKeyRange };
  readonly tails = fakeTails();
  faulty = new FaultyStore(new DexieStore({ storage: this.storage }));
  ids = 0;
  log: EventLog = this.open();

  open(): EventLog {
    return new Log({
      store: this.faulty,
      reopen: async () => this.faulty,
      tails: this.tails,
      origin: { actor: 'simulated', app: 'test', seed: 1, device: {} },
      onTrouble: () => {},
      now: () => 1,
      newSession: () => `s${this.ids++}`,
    });
  }

  async reopen(): Promise<void> {
    const store: Store = new DexieStore({ storage: this.storage });
    await recoverTails(store, this.tails);
    this.faulty = new FaultyStore(store);
    this.log = this.open();
  }
}

type Command = fc.AsyncCommand<Model, Profile>;

const always = () => true;
const currentOf = (model: Model) => {
  const found = model.sessions.get(model.current) ?? { taken: [], stored: 0 };
  model.sessions.set(model.current, found);
  return found;
};
const begin = (model: Model, profile: Profile) => {
  model.current = profile.log.session;
};

const append = (count: number): Command => ({
  check: always,
  run: async (model, { log }) => {
    for (let i = 0; i < count; i++) {
      const { taken } = currentOf(model);
      expect(log.append({ kind: 'k', time: model.next, data: model.next })).toBe(taken.length);
      taken.push(model.next++);
    }
  },
  toString: () => `append ${count}`,
});

const flush: Command = {
  check: always,
  run: async (model, { log }) => {
    await log.flush();
    const current = currentOf(model);
    current.stored = current.taken.length;
  },
  toString: () => 'flush',
};

/** The connection is lost a few times; the log opens it anew. */
const lose = (times: number): Command => ({
  check: always,
  run: async (_, { faulty }) => faulty.failNext(times, 'InvalidStateError'),
  toString: () => `lose ${times}`,
});

const closeAndReopen: Command = {
  check: always,
  run: async (model, profile) => {
    await profile.log.close();
    const current = currentOf(model);
    current.stored = current.taken.length;
    await profile.reopen();
    begin(model, profile);
  },
  toString: () => 'close and reopen',
};

/** The page goes away: what waits is put aside synchronously, and stored by the next log. */
const leaveAndReopen: Command = {
  check: always,
  run: async (model, profile) => {
    profile.log.putAside();
    profile.faulty.kill();
    const current = currentOf(model);
    current.stored = current.taken.length;
    await profile.reopen();
    begin(model, profile);
  },
  toString: () => 'leave and reopen',
};

/** The browser is killed: what was acknowledged is there, and of the rest a beginning. */
const killAndReopen: Command = {
  check: always,
  run: async (model, profile) => {
    profile.faulty.kill();
    const current = currentOf(model);
    const stored = (await profile.faulty.head(model.current))?.events ?? 0;
    expect(stored).toBeGreaterThanOrEqual(current.stored);
    current.taken.length = stored;
    current.stored = stored;
    await profile.reopen();
    begin(model, profile);
  },
  toString: () => 'kill and reopen',
};

const compact: Command = {
  check: always,
  run: async (_, { faulty, log }) => {
    for (const head of await faulty.heads()) {
      if (head.session !== log.session) await compactSession(faulty, head);
    }
  },
  toString: () => 'compact',
};

const erase = (which: number): Command => ({
  check: always,
  run: async (model, profile) => {
    await flush.run(model, profile);
    const sessions = [...model.sessions.keys()];
    const chosen = sessions[which % Math.max(1, sessions.length)];
    if (chosen === undefined) return;
    await profile.log.erase({ sessions: [chosen] });
    model.sessions.delete(chosen);
    begin(model, profile);
  },
  toString: () => `erase ${which}`,
});

async function check(model: Model, { log }: Profile): Promise<void> {
  const stored = new Map<string, number[]>();
  for await (const { session, seq, data } of log.read() as AsyncGenerator<StoredEvent & { data: number }>) {
    const events = stored.get(session) ?? [];
    expect(seq).toBe(events.length);
    stored.set(session, [...events, data]);
  }
  const expected = [...model.sessions]
    .map(([session, { taken, stored }]) => [session, taken.slice(0, stored)] as const)
    .filter(([, taken]) => taken.length > 0);
  expect(stored).toEqual(new Map(expected));
  for (const head of await log.heads()) {
    expect(await log.isIntact(head.session)).toBe(true);
    expect(head.events).toBe(stored.get(head.session)?.length);
    expect(head.kinds).toEqual({ k: head.events });
  }
}

const checked = (command: Command): Command => ({
  check: always,
  run: async (model, profile) => {
    await command.run(model, profile);
    // Timers of the log may have stored more than was acknowledged.
    await flush.run(model, profile);
    await check(model, profile);
  },
  toString: () => `${command} and check`,
});

it('the log is an array for each session, whatever happens', async () => {
  const commands = fc.commands(
    [
      fc.integer({ min: 1, max: 700 }).map(append),
      fc.constant(flush),
      fc.integer({ min: 1, max: 3 }).map(lose),
      fc.constant(checked(closeAndReopen)),
      fc.constant(checked(leaveAndReopen)),
      fc.constant(checked(killAndReopen)),
      fc.constant(checked(compact)),
      fc.nat(5).map((which) => checked(erase(which))),
    ],
    { maxCommands: 25 },
  );
  await fc.assert(
    fc.asyncProperty(commands, (sequence) =>
      fc.asyncModelRun(() => {
        const real = new Profile();
        const model: Model = { sessions: new Map(), current: real.log.session, next: 0 };
        return { model, real };
      }, sequence),
    ),
    { numRuns: 40, seed: 4 },
  );
});
