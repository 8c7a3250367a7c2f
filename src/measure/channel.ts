/**
 * Typed calls over a message port. Every promise settles on every path: an answer, an error of the other side, the
 * port's own failure, an abort, a deadline.
 */
export type Operations = { readonly [name: string]: (argument: never) => unknown };

/** What both a Worker and our side of a runner frame look like. */
export interface Port {
  post(message: unknown, transfer?: Transferable[]): void;
  /** Called with every message, and with an error when the other side is gone. */
  listen(onMessage: (message: unknown) => void, onFailure: (error: Error) => void): void;
  terminate(): void;
}

export type FailureCode = 'failed' | 'terminated' | 'deadline' | 'aborted' | 'lost';

export class CallError extends Error {
  constructor(
    readonly code: FailureCode,
    message: string,
  ) {
    super(message);
    this.name = 'CallError';
  }
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds until the call is given up. */
  readonly deadline?: number;
}

interface Request {
  readonly call: number;
  readonly name: string;
  readonly argument: unknown;
}

type Reply =
  | { readonly call: number; readonly ok: true; readonly value: unknown }
  | { readonly call: number; readonly ok: false; readonly message: string };

export class Client<Ops extends Operations> {
  private next = 0;
  private failure: CallError | null = null;
  private readonly waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: CallError) => void }
  >();

  constructor(private readonly port: Port) {
    port.listen(
      (message) => this.settle(message),
      (error) => this.fail(new CallError('lost', error.message)),
    );
  }

  /** False once terminated or lost: make a new one. */
  get alive(): boolean {
    return this.failure === null;
  }

  call<Name extends keyof Ops & string>(
    name: Name,
    argument: Parameters<Ops[Name]>[0],
    options: CallOptions = {},
  ): Promise<Awaited<ReturnType<Ops[Name]>>> {
    if (this.failure) return Promise.reject(this.failure);
    const { signal, deadline } = options;
    if (signal?.aborted) return Promise.reject(new CallError('aborted', 'aborted'));
    const call = this.next++;
    return new Promise((resolve, reject) => {
      const timer =
        deadline === undefined
          ? undefined
          : setTimeout(() => give(new CallError('deadline', `no answer within ${deadline} ms`)), deadline);
      const abort = () => give(new CallError('aborted', 'aborted'));
      const give = (error: CallError) => {
        clean();
        reject(error);
      };
      const clean = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        this.waiting.delete(call);
      };
      signal?.addEventListener('abort', abort);
      this.waiting.set(call, {
        resolve: (value) => {
          clean();
          resolve(value as Awaited<ReturnType<Ops[Name]>>);
        },
        reject: give,
      });
      this.port.post({ call, name, argument } satisfies Request);
    });
  }

  terminate(): void {
    this.fail(new CallError('terminated', 'the worker was stopped'));
    this.port.terminate();
  }

  private settle(message: unknown): void {
    if (!isReply(message)) return;
    const waiter = this.waiting.get(message.call);
    if (message.ok) waiter?.resolve(message.value);
    else waiter?.reject(new CallError('failed', message.message));
  }

  private fail(error: CallError): void {
    this.failure ??= error;
    for (const waiter of [...this.waiting.values()]) waiter.reject(error);
  }
}

function isReply(message: unknown): message is Reply {
  return typeof message === 'object' && message !== null && 'call' in message && 'ok' in message;
}

function isRequest(message: unknown): message is Request {
  return typeof message === 'object' && message !== null && 'call' in message && 'name' in message;
}

/** The other side: answers requests one after the other, so that a measurement is never disturbed by a second one. */
export function serve<Ops extends Operations>(port: Pick<Port, 'post' | 'listen'>, operations: Ops): void {
  let queue: Promise<void> = Promise.resolve();
  port.listen(
    (message) => {
      if (!isRequest(message)) return;
      queue = queue.then(async () => port.post(await answer(operations, message)));
    },
    () => {},
  );
}

async function answer<Ops extends Operations>(operations: Ops, request: Request): Promise<Reply> {
  const operation = Object.hasOwn(operations, request.name) ? operations[request.name] : undefined;
  try {
    if (!operation) throw new Error(`there is no operation ${request.name}`);
    return { call: request.call, ok: true, value: await operation(request.argument as never) };
  } catch (error) {
    return {
      call: request.call,
      ok: false,
      message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}

/** A dedicated worker (or `web-worker`'s on Node) as a port. */
export function workerPort(worker: Worker): Port {
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen: (onMessage, onFailure) => {
      worker.addEventListener('message', (event) => onMessage(event.data));
      worker.addEventListener('error', (event) =>
        onFailure(new Error(event.message || 'the worker failed to start')),
      );
      // Only `web-worker` on Node says when a thread has ended.
      worker.addEventListener('close', () => onFailure(new Error('the worker has ended')));
      worker.addEventListener('messageerror', () => onFailure(new Error('a message could not be read')));
    },
    terminate: () => worker.terminate(),
  };
}

/** The global scope of a worker as a port. */
export function scopePort(scope: {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}): Pick<Port, 'post' | 'listen'> {
  return {
    post: (message) => scope.postMessage(message),
    listen: (onMessage) => scope.addEventListener('message', (event) => onMessage(event.data)),
  };
}
