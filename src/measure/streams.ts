import type { Port } from './channel';

/**
 * Long calls over a message port: each answers with ticks and then its result, can be cancelled at any time, and is
 * watched. For short ones see `channel.ts`.
 */
export type ToHost =
  | { readonly id: number; readonly call: string; readonly argument: unknown }
  | { readonly id: number; readonly cancel: true };

export type FromHost =
  | { readonly id: number; readonly kind: 'tick'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  | { readonly id: number; readonly kind: 'error'; readonly error: WireError };

/** What goes wrong between the two sides, or a code of the host's own. */
export interface WireError {
  readonly code: string;
  readonly message: string;
}

export interface Patience {
  /** ms without a word from a call under way, after which its worker is ended. */
  readonly silence: number;
  /** ms from a cancel to the end of the call, after which its worker is ended. */
  readonly cancel: number;
}

export class StreamError extends Error {
  override readonly name: string = 'StreamError';
  /** @param code `TIMEOUT`, `LOST`, or what the host says */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

interface Waiting {
  tick(value: unknown): void;
  settle(outcome: Outcome): void;
}

type Outcome = { readonly value: unknown } | { readonly error: Error };

export interface Streams {
  /** A call with ticks. After an abort it still gives its result, if the host ends it in time. */
  stream(call: string, argument: unknown, signal?: AbortSignal): AsyncGenerator<unknown, unknown>;
  /** A call of which only the result counts. */
  ask(call: string, argument: unknown): Promise<unknown>;
  /** Ends the worker; calls under way are lost. */
  dispose(): void;
}

/**
 * The near side. Every call settles: with its answer, the worker's error, or the loss of the worker, which a watchdog
 * ends when it has gone silent; the next call starts another.
 * @param errorOf makes the errors that calls throw
 */
export function connectStreams(
  spawn: () => Port,
  patience: Patience,
  errorOf: (error: WireError) => Error = ({ code, message }) => new StreamError(code, message),
): Streams {
  let port: Port | undefined;
  let next = 0;
  const waiting = new Map<number, Waiting>();

  function worker(): Port {
    if (port) return port;
    const started = spawn();
    port = started;
    started.listen(
      (message) => receive(message),
      (error) => {
        if (port === started) lose({ code: 'LOST', message: error.message });
      },
    );
    return started;
  }

  function receive(message: unknown): void {
    if (!isFromHost(message)) return;
    const call = waiting.get(message.id);
    if (message.kind === 'tick') call?.tick(message.value);
    else if (message.kind === 'done') call?.settle({ value: message.value });
    else call?.settle({ error: errorOf(message.error) });
  }

  function lose(error: WireError): void {
    port?.terminate();
    port = undefined;
    for (const call of [...waiting.values()]) call.settle({ error: errorOf(error) });
  }

  async function* stream(
    call: string,
    argument: unknown,
    signal?: AbortSignal,
  ): AsyncGenerator<unknown, unknown> {
    const id = next++;
    const ticks: unknown[] = [];
    let outcome: Outcome | undefined;
    let wake: (() => void) | undefined;
    let watchdog: ReturnType<typeof setTimeout> | undefined;
    const watch = (ms: number, message: string): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => lose({ code: 'TIMEOUT', message }), ms);
    };
    const silent = (): void => watch(patience.silence, `not a word for ${patience.silence} ms`);
    const cancel = (): void => {
      port?.post({ id, cancel: true } satisfies ToHost);
      watch(patience.cancel, `it did not stop within ${patience.cancel} ms`);
    };
    waiting.set(id, {
      tick(value) {
        ticks.push(value);
        if (!signal?.aborted) silent();
        wake?.();
      },
      settle(found) {
        outcome ??= found;
        wake?.();
      },
    });
    try {
      silent();
      worker().post({ id, call, argument } satisfies ToHost);
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      for (;;) {
        if (ticks.length > 0) yield ticks.shift();
        else if (outcome) {
          if ('error' in outcome) throw outcome.error;
          return outcome.value;
        } else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      clearTimeout(watchdog);
      signal?.removeEventListener('abort', cancel);
      waiting.delete(id);
      // Left in the middle, as by a `break`: nobody waits for the rest.
      if (!outcome) port?.post({ id, cancel: true } satisfies ToHost);
    }
  }

  return {
    stream,
    async ask(call, argument) {
      const calling = stream(call, argument);
      for (;;) {
        const step = await calling.next();
        if (step.done) return step.value;
      }
    },
    dispose: () => lose({ code: 'LOST', message: 'it was disposed of' }),
  };
}

/** What a host answers a call with: ticks and a result, or only that. */
export type HostCall = (
  argument: never,
  signal: AbortSignal | undefined,
) => AsyncGenerator<unknown, unknown> | Promise<unknown>;

/**
 * The far side: one call after the other, and a cancel at any time.
 * @param wireError what a call's error is told as
 * @param onGone is called when the near side is lost
 */
export function serveStreams(
  port: Pick<Port, 'post' | 'listen'>,
  calls: Readonly<Record<string, HostCall>>,
  wireError: (error: unknown) => WireError,
  onGone: () => void = () => {},
): void {
  const aborts = new Map<number, AbortController>();
  let queue: Promise<void> = Promise.resolve();
  const tell = (message: FromHost): void => port.post(message);

  async function answer({ id, call, argument }: Extract<ToHost, { call: unknown }>): Promise<void> {
    try {
      const run = Object.hasOwn(calls, call) ? calls[call] : undefined;
      if (!run) throw new RangeError(`there is no call ${call}`);
      const running = run(argument as never, aborts.get(id)?.signal);
      tell({ id, kind: 'done', value: 'next' in running ? await streamed(id, running) : await running });
    } catch (error) {
      tell({ id, kind: 'error', error: wireError(error) });
    } finally {
      aborts.delete(id);
    }
  }

  async function streamed(id: number, stream: AsyncGenerator<unknown, unknown>): Promise<unknown> {
    for (;;) {
      const next = await stream.next();
      if (next.done) return next.value;
      tell({ id, kind: 'tick', value: next.value });
    }
  }

  port.listen((message) => {
    if (!isToHost(message)) return;
    if ('cancel' in message) {
      aborts.get(message.id)?.abort();
      return;
    }
    aborts.set(message.id, new AbortController());
    queue = queue.then(() => answer(message));
  }, onGone);
}

function isToHost(message: unknown): message is ToHost {
  return typeof message === 'object' && message !== null && 'id' in message;
}

function isFromHost(message: unknown): message is FromHost {
  return typeof message === 'object' && message !== null && 'id' in message && 'kind' in message;
}
