import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EmitResult, Outcome } from '../../backends';
import type { Diagnostic, Encoded } from '../../language';
import { type ChannelId, perChannel } from '../../session';

export interface Compiled {
  /** Objections to the text as it stands, from the language itself. */
  readonly diagnostics: readonly Diagnostic[];
  /** The text that the codes were made from; differs from the document's while the text has errors. */
  readonly source: string | undefined;
  /** The inputs that `source` reads. */
  readonly reads: readonly string[];
  readonly codes: Readonly<Record<ChannelId, EmitResult | undefined>>;
  /** Milliseconds from text to all codes, in the compile worker. */
  readonly elapsed: number | undefined;
  /** Set when the compiler itself failed to start or crashed. */
  readonly failure: string | undefined;
}

/** What came of running a channel, in the words of its strip. */
export type Verdict =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'muted' }
  | { readonly kind: 'running' }
  | { readonly kind: 'reference'; readonly value: string }
  | { readonly kind: 'equal'; readonly value: string }
  | { readonly kind: 'deviates'; readonly message: string }
  | { readonly kind: 'wrong'; readonly expected: string; readonly value: string }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'stopped'; readonly message: string }
  | { readonly kind: 'crashed'; readonly message: string }
  | { readonly kind: 'unavailable'; readonly message: string };

/** The one list without objections, so that a text that stays right changes nothing that shows them. */
export const NO_DIAGNOSTICS: Compiled['diagnostics'] = [];

/** Changes when code changes: on a keystroke or a fader, not while playing. */
export const compiled = createStore<Compiled>()(() => ({
  diagnostics: NO_DIAGNOSTICS,
  source: undefined,
  reads: [],
  codes: perChannel(() => undefined),
  elapsed: undefined,
  failure: undefined,
}));

/** Changes when a verdict turns, not with every run. */
export const verdicts = createStore<Readonly<Record<ChannelId, Verdict>>>()(() =>
  perChannel((): Verdict => ({ kind: 'waiting' })),
);

/** The value that each channel answered last, as far as it was handed on; undefined where there was none. */
export const answers = createStore<Readonly<Record<ChannelId, Encoded | undefined>>>()(() =>
  perChannel(() => undefined),
);

export function setAnswer(id: ChannelId, outcome: Outcome): void {
  answers.setState({ [id]: outcome.kind === 'value' ? outcome.value : undefined });
}

export function useCompiled<T>(select: (state: Compiled) => T): T {
  return useStore(compiled, select);
}

export function useVerdict(id: ChannelId): Verdict {
  return useStore(verdicts, (state) => state[id]);
}

/** Replaces a verdict only when it says something else, so that repeating it renders nothing. */
export function setVerdict(id: ChannelId, verdict: Verdict): void {
  if (JSON.stringify(verdicts.getState()[id]) === JSON.stringify(verdict)) return;
  verdicts.setState({ [id]: verdict });
}
