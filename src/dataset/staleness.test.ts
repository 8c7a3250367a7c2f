import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, it } from 'vitest';
import { openEventLog } from './open';
import { staleness, type TrainedOn } from './staleness';

const model = (id: string, sessions: readonly string[], parent?: string): TrainedOn => ({
  ...{ id, sessions, parent },
});

it('flags a model once a session that it learnt from is deleted, and those that were trained on from it', async () => {
  let now = 1;
  const open = () => openEventLog({ storage, now: () => now });
  const storage = { indexedDB: new IDBFactory(), IDBKeyRange };
  const [one, other] = [await open(), await open()];
  for (const log of [one, other]) {
    log.append({ kind: 'k', time: 1, data: 1 });
    await log.flush();
  }
  const first = model('first', [one.session, other.session]);
  const second = model('second', [other.session], 'first');
  const third = model('third', [], 'second');
  const unrelated = model('unrelated', [other.session]);
  const all = [first, second, third, unrelated];
  expect(all.map((each) => staleness(each, [], all))).toEqual(all.map(() => undefined));

  now = 5;
  const gone = one.session;
  await other.erase({ sessions: [gone] });
  const tombstones = await other.tombstones();
  const flagged = { sessions: [gone], since: 5 };
  expect(all.map((each) => staleness(each, tombstones, all))).toEqual([flagged, flagged, flagged, undefined]);
  // Without its parents a model answers for itself.
  expect(staleness(second, tombstones)).toBeUndefined();
});

it('is not led in circles by models that name each other', () => {
  const [one, other] = [model('one', ['a'], 'other'), model('other', ['b'], 'one')];
  expect(staleness(one, [], [one, other])).toBeUndefined();
});
