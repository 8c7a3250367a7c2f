/** What a worker answers to `{ id, from, to }`, `from` and `to` being rounds of the outermost loop. */
interface Reply<Part> {
  readonly id: number;
  readonly part: Part;
}

/** What the pool needs of a worker. */
type PoolWorker = Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>;

/** Gives a thread of Node what the script of a web worker calls. */
const AS_WEB_WORKER = `const { parentPort } = require('node:worker_threads');
globalThis.self = globalThis;
self.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
parentPort.on('message', (data) => self.onmessage({ data }));
`;

/** A thread of Node. (Its global scope has no workers of the web, and `web-worker` makes none inside of a thread.) */
function nodeWorker(source: string): PoolWorker {
  const { Worker: Thread } = process.getBuiltinModule('node:worker_threads');
  const thread = new Thread(`${AS_WEB_WORKER}${source}`, { eval: true });
  thread.unref();
  const worker: PoolWorker = {
    onmessage: null,
    onerror: null,
    postMessage: (message: unknown) => thread.postMessage(message),
    terminate: () => void thread.terminate(),
  };
  const port: ThisParameterType<NonNullable<Worker['onmessage']>> = Object.create(null);
  thread.on('message', (data: unknown) =>
    worker.onmessage?.call(port, new MessageEvent('message', { data })),
  );
  thread.on('error', ({ message }) =>
    worker.onerror?.call(port, Object.assign(new Event('error'), { message }) as ErrorEvent),
  );
  return worker;
}

/**
 * A fixed number of workers that all hold one program and its arguments. Whatever else they are told, they answer every
 * `{ id, from, to }` with `{ id, part }`.
 */
export class WorkerPool<Part> {
  private readonly waiting = new Map<
    number,
    { resolve: (part: Part) => void; reject: (error: Error) => void }
  >();
  private nextId = 0;

  private constructor(
    private readonly workers: readonly PoolWorker[],
    private readonly release: () => void,
  ) {
    for (const worker of workers) {
      worker.onmessage = ({ data }: MessageEvent<Reply<Part>>) =>
        this.settle(data.id, ({ resolve }) => resolve(data.part));
      worker.onerror = (event) => this.fail(new Error(event.message || 'a worker failed'));
    }
  }

  /** Starts workers on a script. */
  static start<Part>(source: string, count: number): WorkerPool<Part> {
    if (typeof Worker !== 'function')
      return new WorkerPool<Part>(
        Array.from({ length: count }, () => nodeWorker(source)),
        () => undefined,
      );
    const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
    const workers = Array.from({ length: count }, () => new Worker(address));
    return new WorkerPool<Part>(workers, () => URL.revokeObjectURL(address));
  }

  /** Tells every worker the same; messages arrive in order. */
  broadcast(message: unknown): void {
    for (const worker of this.workers) worker.postMessage(message);
  }

  /** All rounds, in as many parts as there are workers; the parts come in order. */
  run(size: number): Promise<Part[]> {
    const count = this.workers.length;
    const bound = (i: number): number => Math.floor((size * i) / count);
    return Promise.all(this.workers.map((worker, i) => this.ask(worker, bound(i), bound(i + 1))));
  }

  close(): void {
    for (const worker of this.workers) worker.terminate();
    this.release();
    this.fail(new Error('the pool is closed'));
  }

  private ask(worker: PoolWorker, from: number, to: number): Promise<Part> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, from, to });
    });
  }

  private settle(id: number, answer: (call: { resolve: (part: Part) => void }) => void): void {
    const call = this.waiting.get(id);
    if (call === undefined) return;
    this.waiting.delete(id);
    answer(call);
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
