import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultModes } from '../fixtures';
import { PROGRAMS } from '../programs';
import { createSession, initialDocument, openProgram, storeScene } from '../session';
import { readSession, SESSION_VERSION, writeSession } from './index';

const FIXTURES = new URL('./fixtures/', import.meta.url);
const file = () => writeSession(initialDocument(defaultModes));

describe('the session file', () => {
  it('gives back what was saved, for every program of the gallery', () => {
    for (const program of PROGRAMS) {
      const session = createSession(initialDocument(defaultModes));
      openProgram(session, program);
      storeScene(session, 'One');
      const { document } = session.getState();
      expect(readSession(writeSession(document))).toEqual(document);
    }
  });

  it.each([
    ['nothing', '', 'no session'],
    ['other JSON', '{"a":1}', 'no session'],
    ['a truncated file', file().slice(0, 400), 'no session'],
    ['a later version', file().replace(`"version": ${SESSION_VERSION}`, '"version": 99'), 'newer'],
    ['a level beyond its range', file().replace('"level": 0.5', '"level": 5'), 'level'],
    ['an instrument that nobody plays', file().replace('"rhodes"', '"kazoo"'), 'instrument'],
    ['a fractional data size', file().replace('"n": 10000', '"n": 1.5'), 'n'],
  ])('refuses %s and says why', (_, text, reason) => {
    expect(() => readSession(text)).toThrow(reason);
  });

  it('has an example of every version there was, and opens it', () => {
    const versions = readdirSync(FIXTURES).sort();
    // With a new version comes a file that it wrote: session-<version>.json.
    expect(versions).toEqual(
      Array.from({ length: SESSION_VERSION }, (_, index) => `session-${index + 1}.json`),
    );
    for (const name of versions) {
      const opened = readSession(readFileSync(new URL(name, FIXTURES), 'utf8'));
      expect(opened).toMatchObject({
        title: 'Ups and downs',
        tempo: 96,
        channels: { go: { mute: true }, rust: { level: 1, parallel: 4, unsafe: true } },
        scenes: [{ name: 'Verse' }],
        lanes: [{ parameter: 'sql.level', points: [{ value: 0.2, curve: 'sine' }, { beat: 8 }] }],
      });
      expect(readSession(writeSession(opened))).toEqual(opened);
      expect(Object.keys(opened).sort()).toEqual(Object.keys(initialDocument(defaultModes)).sort());
    }
  });

  it('gives a session from before there was sound the first one’s', () => {
    const document = initialDocument(defaultModes);
    const { format, version } = JSON.parse(file()) as Record<string, unknown>;
    const { sound, channels, ...rest } = document;
    const silent = Object.fromEntries(
      Object.entries(channels).map(([id, { sound: _, ...settings }]) => [id, settings]),
    );
    const old = JSON.stringify({ format, version, document: { ...rest, channels: silent } });
    expect(readSession(old)).toEqual({ ...rest, channels, sound });
  });

  it('upgrades step by step', () => {
    const old = file()
      .replace(`"version": ${SESSION_VERSION}`, `"version": ${SESSION_VERSION - 1}`)
      .replace('"seed": 1', '"dice": 4');
    const upgrade = (session: Record<string, unknown>) => {
      const { dice, ...document } = session.document as Record<string, unknown>;
      return { ...session, document: { ...document, seed: dice } };
    };
    expect(readSession(old, { [SESSION_VERSION - 1]: upgrade }).seed).toBe(4);
    expect(() => readSession(old, {})).toThrow("can't be read any more");
  });
});
