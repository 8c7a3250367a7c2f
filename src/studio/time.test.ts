import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addClip, launchScene, parameterById, storeScene } from '../session';
import { effective, launched } from './effective';
import { atBoundary, cancelPending, pending } from './quantised';
import { session } from './studio';
import { recordedParameters } from './takes';
import { touch } from './touch';
import { beatNow, onBeat, pause, play, seek, stop } from './transport';

const clock = vi.hoisted(() => ({ tick: () => {} }));

vi.mock('../../workers/clock?worker', () => ({
  default: class {
    set onmessage(tick: () => void) {
      clock.tick = tick;
    }
    postMessage(): void {}
    terminate(): void {}
  },
}));

let now = 1_000_000;
vi.spyOn(performance, 'now').mockImplementation(() => now);

/** Lets time pass at two beats a second, with a tick of the clock every 25 ms. */
function playBeats(beats: number): void {
  for (let tick = 0; tick < beats * 20; tick++) {
    now += 25;
    clock.tick();
  }
}

const start = session.getState().document;
const level = parameterById('rust.level');
const played = (): number => level.get(effective.getState());
const lane = () => session.getState().document.lanes.find(({ parameter }) => parameter === 'rust.level');

function withLane(): void {
  session.commit('lane', 'user', (draft) => {
    draft.lanes.push({
      id: 'lane',
      parameter: 'rust.level',
      on: true,
      points: [
        { beat: 0, value: 0, curve: 'linear' },
        { beat: 10, value: 1, curve: 'linear' },
      ],
    });
  });
}

function hand(author = 'user') {
  const gesture = session.gesture('Rust level', author);
  return {
    to: (value: number) => gesture.update((draft) => level.set(draft, value)),
    release: () => gesture.commit(),
    cancel: () => gesture.cancel(),
  };
}

beforeEach(() => {
  stop();
  stop();
  touch.setState({ armed: false, takeover: 'touch' });
  session.reset({ ...start, loop: { ...start.loop, on: false } });
});

describe('a hand on an automated fader', () => {
  it('holds the lane off until it lets go', () => {
    withLane();
    play();
    playBeats(5);
    expect(played()).toBe(0.5);
    const fader = hand();
    fader.to(0.9);
    playBeats(2);
    expect(played()).toBe(0.9);
    fader.release();
    expect(played()).toBeCloseTo(0.7, 1);
    expect(lane()?.points).toHaveLength(2);
  });

  it('latched, until the transport stops', () => {
    touch.setState({ takeover: 'latch' });
    withLane();
    play();
    const fader = hand('midi');
    fader.to(0.9);
    fader.release();
    playBeats(3);
    expect(played()).toBe(0.9);
    stop();
    expect(played()).toBe(0);
  });

  it('is not a plugin', () => {
    withLane();
    play();
    playBeats(5);
    const plugin = hand('tuner');
    plugin.to(0.9);
    expect(played()).toBe(0.5);
    plugin.release();
  });
});

describe('between the beats', () => {
  it('what is heard follows its lane, and what is compiled waits for the beat', () => {
    const gain = parameterById('rust.gain');
    session.commit('lanes', 'user', (draft) => {
      for (const parameter of ['rust.level', 'rust.gain']) {
        draft.lanes.push({
          id: `lane ${parameter}`,
          parameter,
          on: true,
          points: [
            { beat: 0, value: 0, curve: 'linear' },
            { beat: 2, value: 1, curve: 'linear' },
          ],
        });
      }
    });
    play();
    playBeats(0.5);
    expect(played()).toBe(0);
    expect(gain.toUnit(gain.get(effective.getState()))).toBeCloseTo(0.25, 1);
    playBeats(0.5);
    expect(played()).toBeCloseTo(0.5, 1);
    expect(gain.toUnit(gain.get(effective.getState()))).toBeCloseTo(0.5, 1);
  });

  it('nothing is published while nothing moves', () => {
    withLane();
    play();
    playBeats(1);
    let changes = 0;
    const off = effective.subscribe(() => changes++);
    playBeats(1);
    off();
    expect(changes).toBe(1);
  });
});

describe('recording', () => {
  function recordRamp(): void {
    const fader = hand();
    for (let step = 1; step <= 20; step++) {
      fader.to(step / 20);
      playBeats(0.2);
    }
    fader.release();
  }

  it('writes what a hand did, thinned, in the step of its gesture', () => {
    touch.setState({ armed: true });
    play();
    playBeats(2);
    recordRamp();
    expect(session.getState()).toMatchObject({ depth: 1, undoLabel: 'Record Rust level' });
    const points = lane()?.points ?? [];
    expect(points[0]?.beat).toBeCloseTo(2, 1);
    expect(points.at(-1)?.beat).toBeCloseTo(6, 1);
    expect(points.at(-1)?.value).toBe(1);
    session.undo();
    expect(session.getState().document.lanes).toEqual([]);
    expect(level.get(session.getState().document)).toBe(0.5);
  });

  it('writes over the stretch that was touched and leaves the rest', () => {
    withLane();
    touch.setState({ armed: true });
    play();
    playBeats(4);
    const fader = hand();
    fader.to(0.1);
    playBeats(1);
    fader.release();
    seek(0);
    stop();
    const at = (beat: number): number => {
      seek(beat);
      return played();
    };
    expect([at(2), at(4.5), at(8)]).toEqual([0.2, 0.1, 0.8]);
  });

  it('in latch mode goes on to the end, and is written in one step', () => {
    touch.setState({ armed: true, takeover: 'latch' });
    play();
    const fader = hand();
    fader.to(0.2);
    playBeats(1);
    fader.release();
    expect(recordedParameters.getState().ids).toEqual(['rust.level']);
    playBeats(3);
    expect(lane()).toBeUndefined();
    pause();
    expect(lane()?.points.at(-1)).toMatchObject({ value: 0.2 });
    expect(lane()?.points.at(-1)?.beat).toBeCloseTo(4, 1);
    expect(session.undo()).toBe('Record Rust level');
    expect(recordedParameters.getState().ids).toEqual([]);
  });

  it('keeps a take for each round of the loop, the last one on top', () => {
    session.commit('loop', 'user', (draft) => {
      draft.loop = { on: true, start: 0, end: 4 };
    });
    touch.setState({ armed: true });
    play();
    playBeats(3);
    const fader = hand();
    fader.to(0.3);
    playBeats(2);
    fader.to(0.8);
    playBeats(0.5);
    fader.release();
    const beats = lane()?.points.map(({ beat }) => beat) ?? [];
    expect(Math.min(...beats)).toBeLessThan(0.1);
    expect(Math.max(...beats)).toBeGreaterThan(3.8);
    expect(beats).toEqual(beats.toSorted((one, other) => one - other));
  });

  it('writes nothing over a stretch that the playhead jumped', () => {
    withLane();
    touch.setState({ armed: true });
    play();
    const fader = hand();
    fader.to(0.9);
    playBeats(1);
    seek(8);
    playBeats(1);
    fader.release();
    pause();
    seek(5);
    expect(played()).toBe(0.5);
  });

  it('leaves nothing of a gesture that was cancelled, or when it is not armed', () => {
    play();
    recordRamp();
    expect(lane()).toBeUndefined();
    touch.setState({ armed: true });
    const fader = hand();
    fader.to(0.9);
    playBeats(1);
    fader.cancel();
    expect(lane()).toBeUndefined();
    expect(recordedParameters.getState().ids).toEqual([]);
  });
});

describe('scenes', () => {
  function twoScenes(): void {
    storeScene(session, 'Low');
    session.commit('up', 'user', (draft) => level.set(draft, 1));
    storeScene(session, 'High');
  }

  it('fade in over the beats that the document says, and stop does not leave them half-way', () => {
    twoScenes();
    session.commit('fade', 'user', (draft) => {
      draft.fade = 4;
    });
    play();
    launched(() => launchScene(session, 'scene-1'));
    expect(level.get(session.getState().document)).toBe(0.5);
    expect(played()).toBe(1);
    playBeats(2);
    expect(played()).toBeCloseTo(0.75);
    // A hand is there at once.
    const fader = hand();
    fader.to(0.1);
    fader.release();
    expect(played()).toBe(0.1);
    session.undo();
    playBeats(3);
    expect(played()).toBe(0.5);
    launched(() => launchScene(session, 'scene-2'));
    playBeats(1);
    stop();
    expect(played()).toBe(1);
  });

  it('launched by clips hold until a hand does something else, and come back with the next clip', () => {
    twoScenes();
    addClip(session, 'scene-1', 2);
    addClip(session, 'scene-2', 6);
    play();
    expect(played()).toBe(1);
    playBeats(3);
    expect(played()).toBe(0.5);
    const fader = hand();
    fader.to(0.2);
    fader.release();
    playBeats(1);
    expect(played()).toBe(0.2);
    playBeats(2);
    expect(played()).toBe(1);
    expect(level.get(session.getState().document)).toBe(0.2);
  });

  it('launched by hand play in place of the clip', () => {
    twoScenes();
    addClip(session, 'scene-2', 0);
    play();
    playBeats(1);
    launched(() => launchScene(session, 'scene-1'));
    playBeats(1);
    expect(played()).toBe(0.5);
    stop();
    expect(played()).toBe(1);
  });
});

describe('quantised changes', () => {
  const run = vi.fn();

  beforeEach(() => {
    run.mockClear();
    session.commit('bar', 'user', (draft) => {
      draft.quantise = 'bar';
    });
  });

  it('wait for the bar, can be cancelled, and are made when the transport stops', () => {
    play();
    playBeats(1.5);
    atBoundary('one', run);
    playBeats(2);
    expect(run).not.toHaveBeenCalled();
    expect(pending.getState().change?.label).toBe('one');
    playBeats(1);
    expect(run).toHaveBeenCalledTimes(1);
    atBoundary('two', run);
    cancelPending();
    playBeats(5);
    expect(run).toHaveBeenCalledTimes(1);
    atBoundary('three', run);
    stop();
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('come at the end of a loop of any length, and after a jump at the next bar', () => {
    session.commit('loop', 'user', (draft) => {
      draft.loop = { on: true, start: 1, end: 3 };
      draft.quantise = 'loop';
    });
    play();
    playBeats(2.5);
    atBoundary('loop', run);
    playBeats(1);
    expect(run).toHaveBeenCalledTimes(1);
    session.commit('bar', 'user', (draft) => {
      draft.quantise = 'bar';
      draft.loop.on = false;
    });
    seek(9);
    atBoundary('bar', run);
    seek(1);
    playBeats(2);
    expect(run).toHaveBeenCalledTimes(1);
    playBeats(1.5);
    expect(run).toHaveBeenCalledTimes(2);
  });
});

describe('the transport', () => {
  it('plays one beat after a stall, not all that were missed', () => {
    const beats: number[] = [];
    const off = onBeat((beat) => beats.push(beat));
    play();
    playBeats(2);
    now += 30_000;
    clock.tick();
    clock.tick();
    off();
    expect(beats).toEqual([0, 1, 2, 62]);
  });

  it('follows a lane of the tempo', () => {
    session.commit('lane', 'user', (draft) => {
      draft.lanes.push({
        id: 'lane-tempo',
        parameter: 'tempo',
        on: true,
        points: [{ beat: 0, value: parameterById('tempo').toUnit(240), curve: 'linear' }],
      });
    });
    play();
    playBeats(2);
    expect(beatNow()).toBeCloseTo(4);
  });
});
