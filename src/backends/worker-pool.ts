/** What a worker answers to `{ id, from, to }`, `from` and `to` being rounds of the outermost loop. */
interface Reply<Part> {
  readonly id: number;
  readonly part: Part;
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
    private readonly workers: readonly Worker[],
    private readonly release: () => void,
  ) {
    for (const worker of workers) {
      worker.onmessage = ({ data }: MessageEvent<Reply<Part>>) =>
        this.settle(data.id, ({ resolve }) => resolve(data.part));
      worker.onerror = (event) => this.fail(new Error(event.message || 'a worker failed'));
    }
  }

  /** Starts workers on a script. Blobs in the browser, data addresses in Node. */
  static async start<Part>(source: string, count: number): Promise<WorkerPool<Part>> {
    if (typeof Worker === 'function') {
      const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
      const workers = Array.from({ length: count }, () => new Worker(address));
      return new WorkerPool<Part>(workers, () => URL.revokeObjectURL(address));
    }
    const { default: NodeWorker } = await import('web-worker');
    const address = `data:text/javascript,${encodeURIComponent(source)}`;
    const workers = Array.from({ length: count }, () => new NodeWorker(address));
    return new WorkerPool<Part>(workers, () => undefined);
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

  private ask(worker: Worker, from: number, to: number): Promise<Part> {
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
