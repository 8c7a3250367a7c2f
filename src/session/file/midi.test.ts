import { describe, expect, it } from 'vitest';
import { defaultModes } from '../fixtures';
import type { MidiSettings } from '../midi';
import { initialDocument } from '../session';
import { readMidi, readSession, writeMidi, writeSession } from './index';

const midi: MidiSettings = {
  takeover: 'jump',
  mappings: [
    { control: { kind: 'cc', channel: 1, number: 7 }, target: { kind: 'parameter', id: 'rust.level' } },
    { control: { kind: 'bend', channel: 16, number: 0 }, target: { kind: 'command', id: 'edit.undo' } },
  ],
};

describe('MIDI mappings', () => {
  it('are read back from a file of their own, and from a session', () => {
    expect(readMidi(writeMidi(midi))).toEqual(midi);
    const document = { ...initialDocument(defaultModes), midi };
    expect(readSession(writeSession(document)).midi).toEqual(midi);
  });

  it('are none in a session that was saved before there were any', () => {
    const { midi: _, ...before } = JSON.parse(writeSession(initialDocument(defaultModes))).document;
    const old = JSON.stringify({ format: 'code-live-session', version: 1, document: before });
    expect(readSession(old).midi).toEqual({ takeover: 'pickup', mappings: [] });
  });

  it.each([
    ['nothing', '', 'no file of MIDI mappings'],
    ['a session', writeSession(initialDocument(defaultModes)), 'no file of MIDI mappings'],
    ['a later version', writeMidi(midi).replace('"version": 1', '"version": 9'), 'newer studio'],
    ['a channel beyond 16', writeMidi(midi).replace('"channel": 16', '"channel": 17'), 'channel'],
  ])('are refused from %s, which says why', (_, text, reason) => {
    expect(() => readMidi(text)).toThrow(reason);
  });
});
