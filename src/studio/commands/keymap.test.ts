import { describe, expect, it } from 'vitest';
import { type Bindable, bind, binding, byChord, chordOf, keysOf, rebound, showKeys, unbind } from './keymap';

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});

const COMMANDS: readonly Bindable[] = [
  { id: 'play', label: 'Play', keys: ['Space'] },
  { id: 'undo', label: 'Undo', keys: ['Mod+Z'] },
  { id: 'redo', label: 'Redo', keys: ['Mod+Shift+Z', 'Mod+Y'] },
  { id: 'theme', label: 'Theme', keys: [] },
];

describe('a key press', () => {
  it.each([
    ['a letter', press('l'), 'L'],
    ['the space bar', press(' '), 'Space'],
    ['Ctrl and Shift', press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z'],
    ['Alt, by the physical key', press('¡', { altKey: true, code: 'Digit1' }), 'Alt+1'],
    ['Alt and a letter', press('å', { altKey: true, code: 'KeyA' }), 'Alt+A'],
    ['a modifier alone', press('Shift', { shiftKey: true }), undefined],
  ])('%s', (_, event, chord) => {
    expect(chordOf(event, false)).toBe(chord);
  });

  it('takes Cmd for Mod on a Mac, and Ctrl elsewhere', () => {
    expect(chordOf(press('k', { metaKey: true }), true)).toBe('Mod+K');
    expect(chordOf(press('k', { metaKey: true }), false)).toBe('K');
    expect([showKeys('Mod+K', true), showKeys('Mod+K', false)]).toEqual(['⌘K', 'Ctrl K']);
  });
});

describe('shortcuts', () => {
  it('are the ones that a command comes with until the performer says otherwise', () => {
    expect(byChord(COMMANDS, {}).get('Mod+Y')?.id).toBe('redo');
    expect(byChord(COMMANDS, { redo: ['R'] }).get('Mod+Y')).toBeUndefined();
    expect(byChord(COMMANDS, { redo: ['R'] }).get('R')?.id).toBe('redo');
  });

  it('name the command that has them already', () => {
    expect(binding('Space', 'theme', COMMANDS, {})).toMatchObject({ kind: 'taken', by: { id: 'play' } });
    expect(binding('Space', 'play', COMMANDS, {})).toEqual({ kind: 'free' });
    expect(binding('Tab', 'theme', COMMANDS, {})).toEqual({ kind: 'reserved', by: 'keyboard' });
    expect(binding('Mod+W', 'theme', COMMANDS, {})).toEqual({ kind: 'reserved', by: 'browser' });
  });

  it('go to one command only, and leave the other with what it has left', () => {
    const bound = bind('Mod+Y', 'theme', COMMANDS, {});
    expect(bound).toEqual({ redo: ['Mod+Shift+Z'], theme: ['Mod+Y'] });
    expect(byChord(COMMANDS, bound).get('Mod+Y')?.id).toBe('theme');
  });

  it('come back one by one, but are not taken from a command that has them now', () => {
    const [, , redo] = COMMANDS;
    if (!redo) throw new Error('no redo');
    expect(rebound(redo, COMMANDS, unbind('redo', {}))).toEqual({});
    const bound = bind('Mod+Y', 'theme', COMMANDS, {});
    expect(keysOf(redo, rebound(redo, COMMANDS, bound))).toEqual(['Mod+Shift+Z']);
  });
});
