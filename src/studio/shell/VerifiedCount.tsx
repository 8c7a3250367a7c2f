import { useStore } from 'zustand';
import { CHANNEL_IDS } from '../../session';
import { verdicts } from '../engine/results';
import { strings } from '../strings';

const AGREED: ReadonlySet<string> = new Set(['reference', 'equal']);
const ANSWERED: ReadonlySet<string> = new Set([
  'reference',
  'equal',
  'wrong',
  'deviates',
  'stopped',
  'crashed',
]);

/** Channels whose answer agrees with Python, and channels that gave one. */
export function useVerifiedCount(): { readonly equal: number; readonly answered: number } {
  const equal = useStore(verdicts, (state) => CHANNEL_IDS.filter((id) => AGREED.has(state[id].kind)).length);
  const answered = useStore(
    verdicts,
    (state) => CHANNEL_IDS.filter((id) => ANSWERED.has(state[id].kind)).length,
  );
  return { equal, answered };
}

export function VerifiedCount() {
  const { equal, answered } = useVerifiedCount();
  return (
    <output className="label verified">
      {answered === 0 ? strings.transport.idle : strings.transport.verified(equal, answered)}
    </output>
  );
}
