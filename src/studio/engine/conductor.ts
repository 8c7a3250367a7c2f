import type { Emission, EmitResult, InputValues, Instance, Outcome } from '../../backends';
import type { InputSpec, Type } from '../../language';
import { CHANNEL_IDS, type ChannelId, type ChannelSettings } from '../../session';
import type { Provenance } from '../telemetry';
import { judge } from './judge';
import type { Verdict } from './results';
import { LIVE, type Samples, sample } from './sampler';

/** Everything that is to be played: one program as eight channels have it, and the values it is played with. */
export interface Piece {
  readonly source: string;
  readonly specs: readonly InputSpec[];
  /** Replaced, not changed, when a value changes: compared by identity. */
  readonly values: InputValues;
  /** The type of the result. */
  readonly type: Type;
  readonly codes: Readonly<Record<ChannelId, EmitResult>>;
  readonly settings: Readonly<Record<ChannelId, ChannelSettings>>;
  readonly audible: Readonly<Record<ChannelId, boolean>>;
}

/** Where a channel runs. */
export interface Player {
  readonly provenance: Provenance;
  /** Why it can't run here, in a sentence; undefined when it can. */
  obstacle(): Promise<string | undefined>;
  load(id: ChannelId, emission: Emission, piece: Piece): Promise<Instance>;
}

/** Python, asked for the answer that all others are compared with. */
export interface Reference {
  answer(source: string, specs: readonly InputSpec[], values: InputValues): Promise<Outcome>;
}

export interface Reports {
  verdict(id: ChannelId, verdict: Verdict): void;
  checked(id: ChannelId, equal: boolean): void;
  /** `fresh` when they are the first since the program, a setting or a value changed. */
  samples(id: ChannelId, samples: Samples, provenance: Provenance, fresh: boolean): void;
  /** There is nothing to show for the channel any more. */
  silence(id: ChannelId): void;
}

/** What a channel has loaded. */
interface Loaded {
  readonly key: string;
  readonly instance: Instance;
  values: InputValues;
  /** The verdict was reached with these values and agreed. */
  agreed: boolean;
  /** The batch size that was long enough. */
  count: number;
}

/**
 * Runs the channels one after the other, so that none disturbs another's measurement: loads what is new, compares
 * it with Python before any sample counts, then samples. What has been overtaken by a newer piece is dropped.
 */
export class Conductor {
  private piece: Piece | undefined;
  private readonly queue = new Set<ChannelId>();
  private readonly loaded = new Map<ChannelId, Loaded>();
  private reference: { readonly piece: Piece; readonly answer: Promise<Outcome> } | undefined;
  private working = false;
  private disposed = false;

  constructor(
    private readonly players: Readonly<Record<ChannelId, Player>>,
    private readonly python: Reference,
    private readonly reports: Reports,
  ) {}

  /** Plays a new piece; channels that it does not change go on as they are. */
  perform(piece: Piece): void {
    const before = this.piece;
    this.piece = piece;
    for (const id of CHANNEL_IDS) if (!before || changed(id, before, piece)) this.queue.add(id);
    this.start();
  }

  /** A beat: every channel is measured once more. */
  beat(): void {
    if (!this.piece) return;
    for (const id of CHANNEL_IDS) if (this.piece.audible[id]) this.queue.add(id);
    this.start();
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.queue.clear();
    await Promise.all([...this.loaded.values()].map(({ instance }) => instance.close()));
    this.loaded.clear();
  }

  private start(): void {
    if (this.working || this.disposed) return;
    this.working = true;
    this.drain().finally(() => {
      this.working = false;
    });
  }

  private async drain(): Promise<void> {
    for (;;) {
      const [id] = this.queue;
      const { piece } = this;
      if (id === undefined || !piece || this.disposed) return;
      this.queue.delete(id);
      try {
        await this.play(id, piece);
      } catch (error) {
        this.reports.verdict(id, {
          kind: 'crashed',
          message: error instanceof Error ? error.message : String(error),
        });
        this.reports.silence(id);
        this.loaded.delete(id);
      }
    }
  }

  private async play(id: ChannelId, piece: Piece): Promise<void> {
    const code = piece.codes[id];
    const player = this.players[id];
    if (!piece.audible[id]) return this.rest(id, { kind: 'muted' });
    if (!code.ok) return this.rest(id, { kind: 'refused', message: code.diagnostics[0]?.message ?? '' });
    const obstacle = await player.obstacle();
    if (obstacle !== undefined) return this.rest(id, { kind: 'unavailable', message: obstacle });
    const loaded = await this.ready(id, code.emission, piece);
    const fresh = !loaded.agreed;
    if (fresh && !(await this.verify(id, loaded, piece))) return;
    if (this.overtaken(id, piece)) return;
    const samples = await sample(loaded.instance, LIVE, loaded.count);
    loaded.count = samples.count;
    if (!this.overtaken(id, piece)) this.reports.samples(id, samples, player.provenance, fresh);
  }

  private rest(id: ChannelId, verdict: Verdict): void {
    this.reports.verdict(id, verdict);
    this.reports.silence(id);
  }

  /** The channel's program, loaded and with the piece's values. */
  private async ready(id: ChannelId, emission: Emission, piece: Piece): Promise<Loaded> {
    const key = keyOf(id, emission, piece);
    const known = this.loaded.get(id);
    if (known?.key === key) {
      if (known.values !== piece.values) {
        await known.instance.setInputs(piece.values);
        known.values = piece.values;
        known.agreed = false;
        known.count = 1;
      }
      return known;
    }
    this.loaded.delete(id);
    await known?.instance.close();
    this.reports.verdict(id, { kind: 'running' });
    const instance = await this.players[id].load(id, emission, piece);
    const loaded: Loaded = { key, instance, values: piece.values, agreed: false, count: 1 };
    this.loaded.set(id, loaded);
    return loaded;
  }

  /** Whether the channel agrees with Python. */
  private async verify(id: ChannelId, loaded: Loaded, piece: Piece): Promise<boolean> {
    const reference = await this.answer(piece);
    const outcome = await loaded.instance.run();
    if (this.overtaken(id, piece)) return false;
    const { verdict, equal } = judge(outcome, reference, piece.settings[id].unsafe, piece.type);
    const isPython = id === 'python' && verdict.kind === 'equal';
    this.reports.verdict(id, isPython ? { kind: 'reference', value: verdict.value } : verdict);
    // An agreed exception is an answer, but there is nothing to time.
    const playable = equal === true && outcome.kind === 'value';
    if (!playable) this.reports.silence(id);
    if (equal !== undefined) this.reports.checked(id, equal);
    // A stopped or crashed worker is gone, and the instance with it.
    if (outcome.kind === 'stopped' || outcome.kind === 'crashed') this.loaded.delete(id);
    loaded.agreed = playable;
    return playable;
  }

  private answer(piece: Piece): Promise<Outcome> {
    const known = this.reference;
    if (known && known.piece.source === piece.source && known.piece.values === piece.values)
      return known.answer;
    const answer = this.python.answer(piece.source, piece.specs, piece.values);
    this.reference = { piece, answer };
    return answer;
  }

  private overtaken(id: ChannelId, piece: Piece): boolean {
    return (
      this.disposed || (this.piece !== undefined && this.piece !== piece && changed(id, piece, this.piece))
    );
  }
}

function changed(id: ChannelId, before: Piece, after: Piece): boolean {
  if (before.values !== after.values || before.audible[id] !== after.audible[id]) return true;
  const [one, other] = [before.codes[id], after.codes[id]];
  if (!one.ok || !other.ok) return one.ok !== other.ok || before.source !== after.source;
  return (
    before.source !== after.source || keyOf(id, one.emission, before) !== keyOf(id, other.emission, after)
  );
}

/** What makes two programs the same to a runner: the text, and what is not in the text. */
function keyOf(id: ChannelId, { code }: Emission, { settings }: Piece): string {
  const { level, parallel, unsafe, dialect } = settings[id];
  return JSON.stringify([code, id === 'wasm' ? level : 0, parallel, unsafe, dialect]);
}
