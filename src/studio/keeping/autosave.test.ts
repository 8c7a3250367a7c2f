import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../../dataset';
import { createSession, initialDocument } from '../../session';
import { DEFAULT_MODES } from '../backends';
import { createAutosave } from './autosave';
import { draftCodec } from './codec';

/** One browser profile: drafts outlive tabs, claims do not. */
function profile() {
  const drafts = new Map<string, Draft>();
  const claims = new Set<string>();
  const trouble: { message: string | undefined } = { message: undefined };
  let ids = 0;
  const store = {
    put: async (draft: Draft) => {
      if (trouble.message) throw new Error(trouble.message);
      drafts.set(draft.id, draft);
    },
    get: async (id: string) => drafts.get(id),
    delete: async (id: string) => void drafts.delete(id),
    list: async () => [...drafts.values()].sort((a, b) => b.updated - a.updated),
  };
  function tab() {
    const session = createSession(initialDocument(DEFAULT_MODES));
    const mine = new Set<string>();
    const autosave = createAutosave(session, {
      open: async () => {
        if (trouble.message) throw new Error(trouble.message);
        return store;
      },
      codec: async () => draftCodec,
      claim: (id) => {
        mine.add(id);
        claims.add(id);
        return () => claims.delete(id);
      },
      claimed: async () => claims,
      newId: () => `draft-${++ids}`,
      now: () => Date.now(),
    });
    autosave.start();
    return {
      session,
      autosave,
      state: () => autosave.state.getState(),
      /** The browser lets go of what a tab held; the tab itself does nothing any more. */
      crash: () => {
        for (const id of mine) claims.delete(id);
      },
    };
  }
  return { tab, drafts, trouble };
}

const setN = (session: ReturnType<typeof createSession>, n: number) =>
  session.commit(`n ${n}`, 'user', (draft) => {
    draft.n = n;
  });
const rest = () => vi.advanceTimersByTimeAsync(600);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('autosave', () => {
  it('offers what a crashed tab left, and restores it with its undo history', async () => {
    const { tab, drafts } = profile();
    const first = tab();
    const start = first.session.getState().document;
    setN(first.session, 5);
    setN(first.session, 6);
    await rest();
    expect(first.state().kept).toMatchObject({ kind: 'kept', dropped: 0 });
    first.crash();

    const second = tab();
    await rest();
    expect(second.state().offer).toMatchObject({ title: 'Sieve of thirds', steps: 2 });
    expect(second.session.getState().document.n).not.toBe(6);
    await second.autosave.restore(second.state().offer?.id ?? '');
    expect(second.session.getState()).toMatchObject({ depth: 2, undoLabel: 'n 6' });
    expect(second.session.getState().document.n).toBe(6);
    expect(second.state().offer).toBeUndefined();
    expect(drafts.size).toBe(1);
    while (second.session.undo() !== undefined);
    expect(second.session.getState().document).toEqual(start);
  });

  it('never offers the work of a tab that is open, and tabs do not overwrite each other', async () => {
    const { tab, drafts } = profile();
    const [one, other] = [tab(), tab()];
    setN(one.session, 5);
    setN(other.session, 6);
    await rest();
    expect(drafts.size).toBe(2);
    const third = tab();
    await rest();
    expect(third.state().offer).toBeUndefined();
    expect(third.state().drafts).toHaveLength(2);
  });

  it('writes while a gesture goes on and on, and keeps nothing of an untouched session', async () => {
    const { tab, drafts } = profile();
    const { session } = tab();
    await rest();
    expect(drafts.size).toBe(0);
    const gesture = session.gesture('n', 'user');
    for (let n = 1; n <= 12; n++) {
      gesture.update((draft) => {
        draft.n = n;
      });
      await vi.advanceTimersByTimeAsync(200);
    }
    expect([...drafts.values()][0]?.session).toMatch(/"n": 1\d\b/);
  });

  it('does not offer work that left as a file, until it is changed again', async () => {
    const { tab } = profile();
    const first = tab();
    setN(first.session, 5);
    first.session.markSaved();
    await rest();
    first.crash();
    const second = tab();
    await rest();
    expect(second.state()).toMatchObject({ offer: undefined, drafts: [{ saved: true }] });
  });

  it('discards on request, and brings back what was discarded', async () => {
    const { tab, drafts } = profile();
    const first = tab();
    setN(first.session, 5);
    await rest();
    first.crash();
    const second = tab();
    await rest();
    await second.autosave.discard(second.state().offer?.id ?? '');
    expect(drafts.size).toBe(0);
    expect(second.state().offer).toBeUndefined();
    await second.autosave.bringBack();
    expect(second.state().offer).toMatchObject({ steps: 1 });
    expect(drafts.size).toBe(1);
  });

  it('keeps the work of this tab as a draft of its own when another is restored', async () => {
    const { tab, drafts } = profile();
    const first = tab();
    setN(first.session, 5);
    await rest();
    first.crash();
    const second = tab();
    setN(second.session, 9);
    await rest();
    await second.autosave.restore(second.state().offer?.id ?? '');
    expect(second.session.getState().document.n).toBe(5);
    expect(
      [...drafts.values()].map(({ session }) => /"n": (\d+),\n {2}"channels/.exec(session)?.[1]),
    ).toEqual(expect.arrayContaining(['5', '9']));
  });

  it('opens a draft whose history is damaged as one step, and says so', async () => {
    const { tab, drafts } = profile();
    const first = tab();
    setN(first.session, 5);
    await rest();
    first.crash();
    for (const [id, draft] of drafts) {
      drafts.set(id, { ...draft, history: draft.history.replaceAll('"n"]', '"nowhere","n"]') });
    }
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const second = tab();
    await rest();
    await second.autosave.restore(second.state().offer?.id ?? '');
    warn.mockRestore();
    expect(second.state().notice).toBe('no-history');
    expect(second.session.getState()).toMatchObject({ depth: 1 });
    expect(second.session.getState().document.n).toBe(5);
  });

  it('says when the browser gives no storage, and keeps again once it does', async () => {
    const { tab, trouble, drafts } = profile();
    trouble.message = 'storage is off';
    const { session, state } = tab();
    setN(session, 5);
    await rest();
    expect(state().kept).toEqual({ kind: 'refused', message: 'storage is off' });
    trouble.message = undefined;
    setN(session, 6);
    await rest();
    expect(state().kept.kind).toBe('kept');
    expect(drafts.size).toBe(1);
  });
});
