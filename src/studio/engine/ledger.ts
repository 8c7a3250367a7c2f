import type { Outcome } from '../../backends';
import { type ClockReading, measurementOf, type Subject, type WorkerRun } from '../../measure';
import type { ChannelId } from '../../session';
import type { Piece, Player, Reference, Reports } from './piece';

/** What Python says to a piece, and the measurements that are made of runs. */
export class Ledger {
  private reference: { readonly piece: Piece; readonly answer: Promise<Outcome> } | undefined;

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
    const answer = this.python.answer(piece.source, piece.specs, piece.values);
    this.reference = { piece, answer };
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
