import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { killGroup, start } from './command';
import { type Limits, limited } from './limits';

/** Why a program answered nothing. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  constructor(
    readonly limit: 'time' | 'memory' | 'output',
    message: string,
  ) {
    super(message);
  }
}

/** The program ended before it answered. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

/** What runtimes say when the kernel gives them no more memory. */
const OUT_OF_MEMORY =
  /out of memory|OutOfMemory|memory allocation of \d+ bytes failed|cannot allocate memory|allocation failed|mmap.*failed/i;
const STDERR_KEPT = 8192;
/** How often the memory of a program is looked at while it works, in ms. */
const WATCH_EVERY = 50;

interface Waiting {
  resolve(line: string): void;
  reject(error: Error): void;
}

/** A program that is asked in lines and answers each question with one line, under limits. */
export class Conversation {
  readonly #child: ChildProcess;
  readonly #limits: Limits;
  #waiting: Waiting | undefined;
  #timer: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;
  #peak = 0;
  #parts: Buffer[] = [];
  #bytes = 0;
  #stderr = '';
  #failure: Error | undefined;
  readonly #closed: Promise<void>;

  constructor(
    command: readonly string[],
    folder: string,
    environment: Readonly<Record<string, string>>,
    limits: Limits,
  ) {
    this.#limits = limits;
    this.#child = start(limited(command, limits), folder, environment);
    this.#child.stdout?.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-STDERR_KEPT);
    });
    // Writing to a program that has just ended: its end says more than the broken pipe.
    this.#child.stdin?.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') this.#fail(error);
    });
    this.#closed = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.#fail(error);
        resolve();
      });
      this.#child.once('close', (code, signal) => {
        this.#fail(this.#ending(code, signal));
        resolve();
      });
    });
  }

  get alive(): boolean {
    return this.#failure === undefined;
  }

  /** The most memory that the process has held at once, in bytes; undefined where the system does not tell. */
  get residentPeak(): number | undefined {
    return this.#child.pid === undefined ? undefined : statusBytes(this.#child.pid, 'VmHWM');
  }

  /**
   * Sends lines and waits for one line of answer. One question at a time.
   * @throws {Stopped} when a limit ended the program
   * @throws {Ended} when it ended by itself
   */
  ask(lines: readonly string[], time = this.#limits.time): Promise<string> {
    if (this.#failure) return Promise.reject(this.#failure);
    if (this.#waiting) return Promise.reject(new Error('asked while another answer is awaited'));
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#timer = setTimeout(() => this.#stop(new Stopped('time', `no answer within ${time} ms`)), time);
      this.#watch = setInterval(() => this.#look(), WATCH_EVERY);
      if (lines.length > 0) this.#child.stdin?.write(`${lines.join('\n')}\n`);
    });
  }

  /** Asks the program to end, then makes it. Settles when it has ended. */
  async close(farewell?: string): Promise<void> {
    if (this.#failure === undefined && farewell !== undefined && !this.#waiting) {
      const patience = setTimeout(() => killGroup(this.#child), 500);
      this.#child.stdin?.end(`${farewell}\n`);
      await this.#closed;
      clearTimeout(patience);
      return;
    }
    killGroup(this.#child);
    await this.#closed;
  }

  #read(chunk: Buffer): void {
    const end = chunk.indexOf(10);
    this.#bytes += end < 0 ? chunk.length : end;
    if (this.#bytes > this.#limits.output) {
      this.#stop(new Stopped('output', `an answer of more than ${this.#limits.output} bytes`));
      return;
    }
    if (end < 0) {
      this.#parts.push(chunk);
      return;
    }
    const line = Buffer.concat([...this.#parts, chunk.subarray(0, end)])
      .toString()
      .replace(/\r$/, '');
    this.#parts = [];
    this.#bytes = 0;
    const waiting = this.#take();
    if (waiting === undefined || end + 1 < chunk.length)
      this.#stop(new Ended(`the program spoke unasked: ${line.slice(0, 200)}`));
    waiting?.resolve(line);
  }

  #stop(error: Error): void {
    this.#fail(error);
    killGroup(this.#child);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#take()?.reject(this.#failure);
  }

  #take(): Waiting | undefined {
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting;
  }

  #look(): void {
    if (this.#child.pid === undefined) return;
    // As the kernel's data limit counts it.
    this.#peak = Math.max(this.#peak, statusBytes(this.#child.pid, 'VmData') ?? 0);
  }

  #ending(code: number | null, signal: NodeJS.Signals | null): Error {
    // Julia crashes without a word when it gets no more memory: then what it last held has to tell.
    const starved = signal !== null && this.#peak > this.#limits.memory / 2;
    if (starved || OUT_OF_MEMORY.test(this.#stderr)) {
      return new Stopped('memory', `more than ${this.#limits.memory} bytes of memory`);
    }
    const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
    return new Ended(`the program ended with ${how}: ${this.#stderr.trim().slice(-2000)}`);
  }
}

/** One of the sizes that the kernel keeps of a process, in bytes; undefined where it can't be known. */
function statusBytes(pid: number, name: 'VmData' | 'VmHWM'): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    // The process has just ended, or this system has no /proc.
    return undefined;
  }
}
