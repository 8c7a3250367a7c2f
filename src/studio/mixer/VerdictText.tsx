import type { ChannelId } from '../../session';
import { useVerdict, type Verdict } from '../engine/results';
import { strings } from '../strings';

/** good: agrees with Python; bad: needs the performer; quiet: nothing to see. */
const TONE: Readonly<Record<Verdict['kind'], 'good' | 'bad' | 'warn' | 'quiet'>> = {
  waiting: 'quiet',
  muted: 'quiet',
  running: 'quiet',
  reference: 'quiet',
  equal: 'good',
  deviates: 'warn',
  wrong: 'bad',
  refused: 'warn',
  stopped: 'warn',
  crashed: 'bad',
  unavailable: 'quiet',
};

/** The channel's verdict; what it is about is in the tooltip and in the code panel. */
export function VerdictText({ id }: { readonly id: ChannelId }) {
  const verdict = useVerdict(id);
  const word = strings.verdict[verdict.kind];
  return (
    <span
      className={`verdict ${TONE[verdict.kind]}`}
      data-verdict={verdict.kind}
      title={strings.verdictAbout(strings.channel[id], word, verdictDetail(verdict))}
    >
      {word}
    </span>
  );
}

/** What stands behind a verdict, in a sentence. */
export function verdictDetail(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'waiting':
    case 'muted':
    case 'running':
      return '';
    case 'reference':
    case 'equal':
      return verdict.value;
    case 'wrong':
      return `${verdict.value} instead of ${verdict.expected}`;
    default:
      return verdict.message;
  }
}
