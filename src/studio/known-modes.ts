import { perChannel, type SessionDocument } from '../session';
import { LOOKS } from './backends';

/** A session may name an idiom that a backend no longer prints; the first one takes its place. */
export function withKnownModes(opened: SessionDocument): SessionDocument {
  const channels = perChannel((id) => {
    const { modes } = LOOKS[id];
    const channel = opened.channels[id];
    return modes.includes(channel.mode) ? channel : { ...channel, mode: modes[0] };
  });
  return { ...opened, channels };
}
