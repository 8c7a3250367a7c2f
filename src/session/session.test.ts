import { describe, expect, it } from 'vitest';
import { PASSES } from '../optimizer';
import { CHANNEL_IDS } from './channels';
import { DEFAULT_RACK, openPasses } from './effects';
import { defaultModes } from './fixtures';
import { applyMacros, NEUTRAL_MACROS } from './macros';
import { PARAMETERS } from './parameters';
import { PRESETS } from './presets';
import { FAMILIES, PROGRAMS } from './programs';
import {
  audible,
  createSession,
  initialDocument,
  launchScene,
  openRecorded,
  putPreset,
  storeScene,
} from './session';
import { EXAMPLE_TABLES } from './tables';

const document = initialDocument(defaultModes);
const withMacros = (macros: Partial<typeof NEUTRAL_MACROS>) =>
  applyMacros({ ...document, macros: { ...NEUTRAL_MACROS, ...macros } }, 1);

describe('parameters', () => {
  it.each([...PARAMETERS.values()])('$id keeps its range, steps, and reads what it prints', (parameter) => {
    expect(parameter.fromUnit(0)).toBe(parameter.min);
    expect(parameter.fromUnit(1)).toBe(parameter.max);
    expect(parameter.nudge(parameter.max, 1)).toBe(parameter.max);
    expect(parameter.nudge(parameter.min, -1)).toBe(parameter.min);
    for (const unit of [0.1, 0.37, 0.5, 0.9]) {
      const value = parameter.fromUnit(unit);
      expect(parameter.fromUnit(parameter.toUnit(value))).toBeCloseTo(value, 6);
      expect(parameter.nudge(value, 1)).toBeGreaterThan(value);
      expect(parameter.nudge(value, -0.1)).toBeLessThan(value);
      const read = parameter.parse(parameter.short(value)) ?? Number.NaN;
      expect(Math.abs(parameter.toUnit(read) - parameter.toUnit(value))).toBeLessThan(0.02);
    }
    expect(parameter.parse('nonsense!')).toBeUndefined();
  });

  it.each([
    ['rust.level', '73 %', 0.73],
    ['rust.level', '.4', 0.4],
    ['rust.gain', '-6dB', -6],
    ['rust.gain', '−6', -6],
    ['rust.pan', 'L30', -0.3],
    ['n', '10k', 10_000],
    ['n', '10 000', 10_000],
    ['tempo', '999', 300],
  ])('%s reads "%s"', (id, text, value) => {
    expect(PARAMETERS.get(id)?.parse(text)).toBe(value);
  });
});

describe('macros', () => {
  it('leave the mix alone in the middle', () => {
    const { n, channels } = withMacros({});
    expect({ n, channels }).toEqual({ n: document.n, channels: document.channels });
  });

  it('move levels, threads, checks, order, size and gain', () => {
    expect(withMacros({ performance: 1 }).channels.go).toMatchObject({ level: 1, parallel: 8 });
    expect(withMacros({ performance: 0 }).channels.go).toMatchObject({ level: 0, parallel: 1 });
    const unsafe = (safety: number) =>
      CHANNEL_IDS.filter((id) => withMacros({ safety }).channels[id].unsafe).length;
    expect([unsafe(0), unsafe(0.25), unsafe(0.5), unsafe(1)]).toEqual([8, 4, 0, 0]);
    expect(withMacros({ energy: 1 }).n).toBe(document.n * 10);
    expect(withMacros({ energy: 0 }).channels.sql.gain).toBe(-6);
  });

  it('chaos keeps every pass and can be repeated', () => {
    const chaotic = withMacros({ chaos: 1 });
    expect(chaotic).toEqual(withMacros({ chaos: 1 }));
    expect(chaotic.channels.sql.effects).not.toEqual(document.channels.sql.effects);
    expect(new Set(chaotic.channels.sql.effects.map((effect) => effect.pass))).toEqual(
      new Set(document.channels.sql.effects.map((effect) => effect.pass)),
    );
    expect(new Set(CHANNEL_IDS.map((id) => chaotic.channels[id].level)).size).toBe(8);
  });
});

describe('level', () => {
  it('opens the rack from the top, skipping what is off', () => {
    const rack = ['a', 'b', 'c', 'd'].map((pass) => ({ pass, on: pass !== 'b' }));
    expect(openPasses(rack, 0)).toEqual([]);
    expect(openPasses(rack, 0.67)).toEqual(['a', 'c']);
    expect(openPasses(rack, 1)).toEqual(['a', 'c', 'd']);
  });
});

describe('the rack', () => {
  it('holds passes that there are, and presets switch on passes of the rack', () => {
    for (const pass of DEFAULT_RACK) expect([...PASSES.keys()]).toContain(pass);
    for (const { effects } of PRESETS) {
      if (effects !== 'all') for (const pass of effects) expect(DEFAULT_RACK).toContain(pass);
    }
  });
});

describe('presets', () => {
  it.each(PRESETS)('$name changes its channel, in one step', (preset) => {
    const session = createSession(document);
    putPreset(session, preset);
    const { channels } = session.getState().document;
    for (const id of CHANNEL_IDS) {
      if (preset.target && preset.target !== id) expect(channels[id]).toBe(document.channels[id]);
      else {
        const { instrument = document.channels[id].sound.instrument, touch, gain, pan } = preset.sound;
        const { level, parallel } = preset;
        expect(channels[id]).toMatchObject({ level, parallel, gain, pan, sound: { instrument, touch } });
      }
    }
    expect(session.getState().depth).toBe(1);
  });
});

describe('scenes', () => {
  it('recall the mix and nothing else', () => {
    const session = createSession(document);
    storeScene(session, 'Intro');
    session.commit('louder', 'user', (draft) => {
      draft.n = 7;
      draft.program = 'sum(range(n))';
      draft.channels.go.mute = true;
    });
    launchScene(session, session.getState().document.scenes[0]?.id ?? '');
    expect(session.getState().document).toMatchObject({ n: document.n, program: 'sum(range(n))' });
    expect(session.getState().document.channels).toEqual(document.channels);
  });
});

describe('mute and solo', () => {
  it('solo wins over mute', () => {
    const channels = { ...document.channels, go: { ...document.channels.go, solo: true, mute: true } };
    expect(CHANNEL_IDS.filter((id) => audible(channels, id))).toEqual(['go']);
  });
});

describe('the gallery', () => {
  it('has at least 24 programs in five families, each with a sentence', () => {
    expect(PROGRAMS.length).toBeGreaterThanOrEqual(24);
    expect(new Set(PROGRAMS.map((program) => program.family))).toEqual(new Set(FAMILIES));
    expect(new Set(PROGRAMS.map((program) => program.id)).size).toBe(PROGRAMS.length);
    for (const program of PROGRAMS)
      expect(program.listen).toMatch(/^[A-Z\d].*[.!]$|^any\(\).*\.$|^all\(\).*\.$/);
  });

  it('has tables whose rows fit their columns', () => {
    for (const table of EXAMPLE_TABLES) {
      for (const row of table.rows()) {
        expect(row.length).toBe(table.columns.length);
        row.forEach((cell, index) => {
          const column = table.columns[index];
          if (cell === null) expect(column?.nullable).toBe(true);
          else if (column?.type === 'int') expect(Number.isInteger(cell)).toBe(true);
          else
            expect(typeof cell).toBe(
              { float: 'number', str: 'string', bool: 'boolean' }[column?.type ?? 'str'],
            );
        });
      }
    }
  });
});

describe('a recorded program', () => {
  it('comes back with the inputs of the gallery at the size that was measured', () => {
    const session = createSession(document);
    const program = PROGRAMS.find(({ text, inputs }) => text !== document.program && inputs().length > 0);
    if (!program) throw new Error('The gallery has a program with inputs.');
    openRecorded(session, { text: program.text, n: 77, inputs: undefined });
    expect(session.getState().document).toMatchObject({
      program: program.text,
      title: program.title,
      n: 77,
      inputs: program.inputs(),
    });
  });

  it('takes the inputs that it was measured with before those of the gallery', () => {
    const session = createSession(document);
    const inputs = [{ name: 'd', input: { kind: 'number', type: 'int', value: 41 } }] as const;
    openRecorded(session, { text: document.program, n: 12, inputs });
    expect(session.getState().document).toMatchObject({ title: document.title, inputs });
  });

  it('keeps the inputs of the document that it names where they are not known, and is one step', () => {
    const session = createSession(document);
    session.commit('Add input', 'user', (draft) => {
      draft.inputs.push({ name: 'dd', input: { kind: 'number', type: 'int', value: 1 } });
    });
    const before = session.getState().document;
    openRecorded(session, { text: 'sum(range(n)) + d', n: 12, inputs: undefined });
    const opened = session.getState().document;
    expect(opened).toMatchObject({ program: 'sum(range(n)) + d', title: '', n: 12, inputs: document.inputs });
    session.undo();
    expect(session.getState().document).toEqual(before);
  });
});
