import { describe, expect, it } from 'vitest';
import { type ChannelSettings, defaultChannel, perChannel } from '../../session';
import { compiledSettings, runningChannels } from './concerns';

const channels = perChannel(() => defaultChannel('loops'));
const withRust = (changes: Partial<ChannelSettings>) => ({
  ...channels,
  rust: { ...channels.rust, ...changes },
});

describe('what a change of settings concerns', () => {
  it.each<[string, Partial<ChannelSettings>, { compiled: boolean; running: boolean }]>([
    ['a gain', { gain: -3 }, { compiled: false, running: false }],
    ['a pan', { pan: 1 }, { compiled: false, running: false }],
    [
      'an instrument',
      { sound: { ...channels.rust.sound, instrument: 'fm' } },
      { compiled: false, running: false },
    ],
    ['a mute', { mute: true }, { compiled: false, running: true }],
    ['a level', { level: 1 }, { compiled: true, running: false }],
    ['a rack', { effects: [] }, { compiled: true, running: false }],
    ['a dialect', { dialect: 'sqlite' }, { compiled: true, running: false }],
  ])('%s', (_, changes, { compiled, running }) => {
    const changed = withRust(changes);
    expect(compiledSettings(changed) !== compiledSettings(channels)).toBe(compiled);
    expect(runningChannels(changed) !== runningChannels(channels)).toBe(running);
  });
});
