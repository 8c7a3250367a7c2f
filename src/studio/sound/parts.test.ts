import { beforeEach, describe, expect, it } from 'vitest';
import { initialDocument, perChannel } from '../../session';
import { answers, setVerdict } from '../engine/results';
import { telemetry } from '../telemetry';
import { answeredBooleans, deskOf, heardAnswer, partOf } from './parts';

const document = initialDocument(perChannel(() => 'loops'));

beforeEach(() => {
  answers.setState(perChannel(() => undefined));
  setVerdict('rust', { kind: 'waiting' });
});

describe('what a channel plays', () => {
  it('is right, wrong or nothing, as its verdict says, and goes on while it is run again', () => {
    const heard = (verdict: Parameters<typeof setVerdict>[1]) => {
      setVerdict('rust', verdict);
      return heardAnswer('rust');
    };
    expect(heard({ kind: 'equal', value: '1' })).toBe('right');
    expect(heard({ kind: 'running' })).toBe('right');
    expect(heard({ kind: 'wrong', expected: '1', value: '2' })).toBe('wrong');
    expect(heard({ kind: 'running' })).toBe('wrong');
    expect(heard({ kind: 'deviates', message: '' })).toBe('wrong');
    expect(heard({ kind: 'refused', message: '' })).toBe('silent');
    expect(heard({ kind: 'unavailable', message: '' })).toBe('silent');
  });

  it('comes from its answer, its figures and its settings', () => {
    setVerdict('rust', { kind: 'equal', value: '[60, 64]' });
    answers.setState({ rust: [60, 64] });
    telemetry.rust.push([1, 1, 1], 3, 'live');
    const part = partOf('rust', document);
    expect(part.material).toMatchObject({ kind: 'melody', heardAs: 'keys' });
    expect(part.figures).toEqual({ answer: 'right', p50: 1, p95: 1 });
    expect([part.rate, part.octave]).toEqual([4, 0]);
    expect(partOf('rust', document).material).toBe(part.material);
    const lower = { ...document, sound: { ...document.sound, root: 9 } };
    expect(partOf('rust', lower).material).not.toBe(part.material);
    answers.setState({ rust: undefined });
    expect(partOf('rust', document).material.slots).toEqual([]);
  });

  it('gives the drum grid the booleans of an answer that is right', () => {
    answers.setState({ rust: [true, false] });
    expect(answeredBooleans()).toBeUndefined();
    setVerdict('rust', { kind: 'equal', value: '[True, False]' });
    expect(answeredBooleans()).toEqual([true, false]);
  });

  it('is heard through its strip: solo, mute, gain and pan', () => {
    const go = { ...document.channels.go, gain: -3, pan: 0.5, solo: true };
    const { strips, volume } = deskOf({ ...document, channels: { ...document.channels, go } });
    expect(strips.go).toEqual({ instrument: 'analog', touch: 'clean', gain: -3, pan: 0.5, audible: true });
    expect(strips.rust.audible).toBe(false);
    expect(volume).toBe(document.sound.volume);
  });
});
