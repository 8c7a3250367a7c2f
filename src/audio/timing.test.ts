import { describe, expect, it } from 'vitest';
import { createTransport, pause, play, setTempo } from '../clock';
import { ClockMap } from './clock-map';
import { secondsOf, stepsBetween } from './steps';

const OFF = { on: false, start: 0, end: 16 };
/** Two beats, eight steps a second. */
const playing = play(createTransport(120, OFF), 10);
const indices = (steps: readonly { index: number }[]) => steps.map(({ index }) => index);

describe('steps', () => {
  it('come once each, whatever the windows, at their time', () => {
    const met: { index: number; time: number }[] = [];
    for (let time = 9.9; time < 12; time += 0.0371) met.push(...stepsBetween(playing, time, time + 0.0371));
    expect(indices(met)).toEqual(met.map((_, index) => index));
    expect(met.length).toBeGreaterThan(15);
    for (const { index, time } of met) expect(time).toBeCloseTo(10 + index / 8, 9);
  });

  it('go round a loop', () => {
    const looping = play(createTransport(120, { on: true, start: 1, end: 2 }), 0);
    expect(indices(stepsBetween(looping, 0, 2))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7, 4, 5, 6, 7]);
  });

  it('follow a change of tempo from where the playhead is', () => {
    const faster = setTempo(playing, 240, 11);
    expect(stepsBetween(faster, 11, 11.2)).toEqual([
      { index: 8, time: 11 },
      { index: 9, time: 11.0625 },
      { index: 10, time: 11.125 },
      { index: 11, time: 11.1875 },
    ]);
  });

  it('stop with the transport, and are never more than asked for', () => {
    expect(stepsBetween(pause(playing, 11), 11, 20)).toEqual([]);
    expect(stepsBetween(playing, 10, 1e9, 8)).toHaveLength(8);
  });

  it('last as long as the tempo says', () => {
    expect(secondsOf({ steps: 64, tempo: 120 })).toBe(8);
  });
});

describe('the map from the page’s clock to the device’s', () => {
  it('averages coarse readings and follows a drift', () => {
    const map = new ClockMap();
    expect(map.audioAt(1)).toBeUndefined();
    const drift = 1 + 50e-6;
    for (let page = 0; page < 60; page += 0.025) {
      const coarse = Math.floor((page * drift + 5) / 0.01) * 0.01;
      map.read({ page, audio: coarse });
    }
    // Readings are on average half a buffer late; the map lags the drift by its time constant.
    expect(map.audioAt(60)).toBeCloseTo(60 * drift + 5 - 0.005, 2);
    expect(map.jumps).toBe(0);
  });

  it('jumps with a device that stood still', () => {
    const map = new ClockMap();
    for (let page = 0; page < 1; page += 0.025) map.read({ page, audio: page });
    map.read({ page: 11, audio: 1 });
    expect(map.jumps).toBe(1);
    expect(map.audioAt(11)).toBeCloseTo(1);
  });
});
