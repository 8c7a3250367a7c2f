import type { SuggestionPhase } from '../../dataset';
import type { Author, EntryEvent } from '../../session';

/** An applied suggestion that is still there after so long has survived, in ms. */
export const SURVIVAL = 30_000;

export interface SuggestionStep {
  readonly id: string;
  readonly plugin: string;
  readonly phase: SuggestionPhase;
  /** 0–1, or null where the plugin gave none. */
  readonly confidence: number | null;
  /** ms since it was shown */
  readonly age: number;
}

interface Shown {
  readonly plugin: string;
  readonly confidence: number | null;
  /** ms on the clock */
  readonly since: number;
  /** The step that applied it, and how its survival is waited for. */
  entry?: number;
  stop?: () => void;
}

export interface SuggestionParts {
  readonly onEntry: (listener: (event: EntryEvent) => void) => () => void;
  /** ms on a steady clock */
  now(): number;
  /** Calls once after a time in ms; returns how to stop it. */
  after(time: number, action: () => void): () => void;
  log(step: SuggestionStep): void;
}

/**
 * The life of suggestions: shown, perhaps previewed, then applied, refused or ignored; an applied one is undone or has survived thirty
 * seconds. Acceptance alone would be a poor reward.
 */
export class Suggestions {
  private readonly open = new Map<string, Shown>();
  private readonly unsubscribe: () => void;

  constructor(private readonly parts: SuggestionParts) {
    this.unsubscribe = parts.onEntry((event) => this.follow(event));
  }

  shown(id: string, plugin: Author, confidence: number | null = null): void {
    if (this.open.has(id)) return;
    this.open.set(id, { plugin, confidence, since: this.parts.now() });
    this.log(id, 'shown');
  }

  previewed(id: string): void {
    this.log(id, 'previewed');
  }

  /**
   * Runs what applies the suggestion and follows the step that it makes.
   * @param apply commits to the document in the plugin's name
   */
  apply(id: string, apply: () => void): void {
    const shown = this.open.get(id);
    if (!shown) {
      apply();
      return;
    }
    const entries: number[] = [];
    const stop = this.parts.onEntry((event) => {
      if (event.kind === 'commit') entries.push(event.entry.id);
    });
    try {
      apply();
    } finally {
      stop();
    }
    const entry = entries.at(-1);
    this.log(id, 'applied');
    if (entry === undefined) {
      this.open.delete(id);
      return;
    }
    shown.entry = entry;
    this.wait(id, shown);
  }

  refused(id: string): void {
    this.end(id, 'refused');
  }

  /** It went away without an answer. */
  ignored(id: string): void {
    this.end(id, 'ignored');
  }

  dispose(): void {
    this.unsubscribe();
    for (const { stop } of this.open.values()) stop?.();
    this.open.clear();
  }

  private wait(id: string, shown: Shown): void {
    shown.stop = this.parts.after(SURVIVAL, () => this.end(id, 'survived'));
  }

  private follow(event: EntryEvent): void {
    if (event.kind === 'reset') return;
    for (const [id, shown] of this.open) {
      if (event.kind === 'commit' || shown.entry !== event.entry.id) continue;
      shown.stop?.();
      if (event.kind === 'undo') this.log(id, 'undone');
      else this.wait(id, shown);
    }
  }

  private end(id: string, phase: SuggestionPhase): void {
    this.log(id, phase);
    this.open.get(id)?.stop?.();
    this.open.delete(id);
  }

  private log(id: string, phase: SuggestionPhase): void {
    const shown = this.open.get(id);
    if (!shown) return;
    const { plugin, confidence, since } = shown;
    this.parts.log({ id, plugin, phase, confidence, age: this.parts.now() - since });
  }
}
