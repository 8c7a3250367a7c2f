import { describe, expect, it } from 'vitest';
import { BACKENDS, loadBackend } from '../backends';
import { CHANNEL_IDS } from '../session';
import { LOOKS } from './backends';

describe('channels', () => {
  it('are the backends, in the order of the mixer', () => {
    expect(CHANNEL_IDS).toEqual(BACKENDS);
  });

  it.each(BACKENDS)('offer the idioms that %s prints, and threads where it has them', async (id) => {
    const { modes, parallel } = await loadBackend(id);
    expect(LOOKS[id].modes).toEqual(modes);
    expect(LOOKS[id].hasThreads).toBe(parallel !== 'refused');
  });
});
