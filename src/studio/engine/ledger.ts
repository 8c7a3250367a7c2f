import type { Outcome } from '../../backends';
import { type ClockReading, measurementOf, type Subject, type WorkerRun } from '../../measure';
import type { ChannelId } from '../../session';
import type { Piece, Player, Reference, Reports } from './piece';

interface Asked {
  readonly piece: Piece;
  readonly answer: Promise<Outcome>;
  mayAskAgain: boolean;
}

/** The worker that should have answered was stopped or crashed, and its instances are gone. */
export function isGone({ kind }: Outcome): boolean {
  return kind === 'stopped' || kind === 'crashed';
}

/** What Python says to a piece, and the measurements that are made of runs. */
export class Ledger {
  private reference: Asked | undefined;

  constructor(
    private readonly players: Readonly<Record<ChannelId, Player>>,
    private readonly python: Reference,
    private readonly reports: Pick<Reports, 'measured'>,
  ) {}

  /** Python's answer, asked for once. */
  answer(piece: Piece): Promise<Outcome> {
    const known = this.reference;
    if (known && known.piece.source === piece.source && known.piece.values === piece.values)
      return known.answer;
    return this.ask(piece, true);
  }

  /** Asks once more where Python was stopped or crashed: a busy machine may have starved it. */
  secondChance(): void {
    if (this.reference?.mayAskAgain) void this.ask(this.reference.piece, false);
  }

  private ask(piece: Piece, isFirst: boolean): Promise<Outcome> {
    const answer = this.python.answer(piece.source, piece.specs, piece.values);
    const asked: Asked = { piece, answer, mayAskAgain: false };
    answer.then(
      (outcome) => {
        asked.mayAskAgain = isFirst && isGone(outcome);
      },
      // Whoever waits for the answer is told.
      () => undefined,
    );
    this.reference = asked;
    return answer;
  }

  async subject(id: ChannelId, piece: Piece): Promise<Omit<Subject, 'emission'>> {
    const { level, parallel, unsafe, mode, dialect } = piece.settings[id];
    return {
      program: piece.hash,
      backend: id,
      settings: { level, parallel, unsafe, mode, dialect, passes: piece.passes[id] },
      size: piece.n,
      reference: { outcome: await this.answer(piece), version: await this.python.version() },
      type: piece.type,
    };
  }

  async record(id: ChannelId, piece: Piece, clock: ClockReading, run: WorkerRun): Promise<void> {
    const code = piece.codes[id];
    if (!code?.ok) return;
    const subject = { ...(await this.subject(id, piece)), emission: code.emission };
    const { provenance } = this.players[id];
    const calibration = this.players[id].calibration(id);
    const place = { clock, provenance, ...(calibration ? { calibration } : {}) };
    this.reports.measured(measurementOf(subject, place, [run], piece.timing));
  }
}
