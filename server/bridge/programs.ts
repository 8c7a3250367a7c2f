import type { InputValues } from '../../src/backends';
import type { NativeInstance } from '../native';
import { hashOf } from '../native/cache';
import { Slots } from '../native/slots';

/** Programs that stay started at once; one that was released makes room first, then the one used longest ago. */
const MAX_STARTED = 8;
/** A program that nobody asks for so long is ended, in ms. */
const IDLE_AFTER = 60_000;

/** Between the key of a program and the hash of its inputs in a handle. */
const SEPARATOR = '.';

interface Started {
  readonly instance: Promise<NativeInstance>;
  inputs: string;
  idle: NodeJS.Timeout | undefined;
}

/**
 * The programs that are started now, by key. They run one at a time: two that share the machine's cores would measure
 * each other.
 */
export class Programs {
  readonly #started = new Map<string, Started>();
  readonly #turn = new Slots(1);

  /** How many are started. */
  get size(): number {
    return this.#started.size;
  }

  /**
   * Runs `work` with the program of that key, started if need be and holding these inputs, when its turn comes.
   * @param load builds and loads it; its errors are passed on and nothing is kept
   */
  use<T>(
    key: string,
    inputs: InputValues,
    load: () => Promise<NativeInstance>,
    work: (instance: NativeInstance, handle: string) => Promise<T>,
  ): Promise<T> {
    const wanted = hashOf(inputs);
    const started = this.#take(key, wanted, load);
    return this.#work(key, started, async (instance) => {
      if (started.inputs !== wanted) {
        await instance.setInputs(inputs);
        started.inputs = wanted;
      }
      return work(instance, key + SEPARATOR + wanted);
    });
  }

  /**
   * Runs `work` with a program that `use` gave a handle of, when its turn comes.
   * @returns undefined when it was ended meanwhile, or given other inputs
   */
  async again<T>(handle: string, work: (instance: NativeInstance) => Promise<T>): Promise<T | undefined> {
    const [key = '', inputs] = handle.split(SEPARATOR);
    const started = this.#started.get(key);
    if (!started) return undefined;
    return this.#work(key, started, async (instance) =>
      started.inputs === inputs ? work(instance) : undefined,
    );
  }

  /**
   * The program of that handle is not needed by whoever had it. It stays started while there is room: a performer who
   * turns a switch back would wait for it.
   */
  release(handle: string): void {
    const [key = ''] = handle.split(SEPARATOR);
    const started = this.#started.get(key);
    if (!started) return;
    const others = [...this.#started].filter(([each]) => each !== key);
    this.#started.clear();
    for (const [each, program] of [[key, started] as const, ...others]) this.#started.set(each, program);
  }

  async #work<T>(key: string, started: Started, work: (instance: NativeInstance) => Promise<T>): Promise<T> {
    try {
      const instance = await started.instance;
      return await this.#turn.run(() => work(instance));
    } catch (error) {
      await this.#drop(key, started);
      throw error;
    } finally {
      started.idle?.refresh();
    }
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    await Promise.all([...this.#started].map(([key, started]) => this.#drop(key, started)));
  }

  #take(key: string, inputs: string, load: () => Promise<NativeInstance>): Started {
    const known = this.#started.get(key);
    const started: Started = known ?? { instance: load(), inputs, idle: undefined };
    // The map's order is the order of use.
    this.#started.delete(key);
    this.#started.set(key, started);
    if (known === undefined) {
      started.idle = setTimeout(() => void this.#drop(key, started), IDLE_AFTER);
      started.idle.unref();
      const [oldest] = this.#started;
      if (this.#started.size > MAX_STARTED && oldest) void this.#turn.run(() => this.#drop(...oldest));
    }
    return started;
  }

  async #drop(key: string, started: Started): Promise<void> {
    clearTimeout(started.idle);
    if (this.#started.get(key) === started) this.#started.delete(key);
    const [loaded] = await Promise.allSettled([started.instance]);
    // A program that could not be loaded has already told its caller why.
    if (loaded.status === 'fulfilled') await loaded.value.close();
  }
}
