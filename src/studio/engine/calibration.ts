import { KERNELS } from '../../measure';
import { CHANNEL_IDS, defaultChannel, perChannel } from '../../session';
import { DEFAULT_MODES } from '../backends';
import type { CompileClient } from './compiler';
import type { Conductor } from './conductor';
import type { Stage } from './players';

/**
 * Runs the fixed kernels on every channel, once a session, while the performer rests: a sixteenth of a second at a
 * time, between the turns of what is played.
 */
export async function calibrateChannels(
  stage: Stage,
  conductor: Pick<Conductor, 'rested' | 'aside'>,
  compilers: readonly CompileClient[],
): Promise<void> {
  // No passes: a kernel is the same program whatever the optimizer learns.
  const channels = perChannel((id) => ({ ...defaultChannel(DEFAULT_MODES[id]), effects: [] }));
  for (const [kernel, program] of Object.entries(KERNELS)) {
    const replies = await Promise.all(compilers.map((each) => each.aside({ program, inputs: [], channels })));
    for (const id of CHANNEL_IDS) {
      const code = replies
        .map((reply) => (reply.ok ? reply.answer.result?.codes[id] : undefined))
        .find(Boolean);
      if (code?.ok) await stage.calibrate(id, kernel, code.emission, conductor);
    }
  }
}
