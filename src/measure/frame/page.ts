import type { Port } from '../channel';
import { BEAT, Heartbeat } from './heartbeat';
import type { Notice, Order } from './protocol';

/** The frame has to load within that time, in ms. */
const LOAD = 30_000;

/**
 * One transparent pixel in view: the process of a frame that is hidden or out of view runs at a lower priority in
 * Chromium, and what is timed in it would be slow whenever the machine is busy.
 */
const PLACE = {
  position: 'fixed',
  bottom: '0',
  right: '0',
  width: '1px',
  height: '1px',
  border: '0',
  opacity: '0',
  pointerEvents: 'none',
} as const;

/** The sandboxed, isolated frame in whose workers generated code runs: no storage, no page, no bridge. */
export interface RunnerFrame {
  /**
   * Starts a worker of the frame. When the frame's process is lost, for instance to an allocation bomb, every port is
   * told, and the next worker gets a new frame.
   * @param name of the entry: a backend that runs in the browser
   */
  spawn(name: string): Port;
  dispose(): void;
}

/** Puts the frame into the page, at once. */
export function createRunnerFrame(): RunnerFrame {
  let frame = new Frame();
  return {
    spawn(name) {
      if (!frame.alive) frame = new Frame();
      return frame.spawn(name);
    },
    dispose: () => frame.fail(new Error('the runner frame is gone')),
  };
}

/** One frame, from its loading to its loss. */
class Frame {
  alive = true;
  private readonly element = document.createElement('iframe');
  private readonly failures = new Map<number, (error: Error) => void>();
  private readonly waiting: (() => void)[] = [];
  private readonly heartbeat = new Heartbeat();
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly created = performance.now();
  private ready = false;
  private next = 0;

  constructor() {
    const { element } = this;
    element.setAttribute('sandbox', 'allow-scripts');
    element.setAttribute('allow', 'cross-origin-isolated');
    element.title = 'Runner';
    element.tabIndex = -1;
    element.ariaHidden = 'true';
    Object.assign(element.style, PLACE);
    element.src = '/runner.html';
    addEventListener('message', this.onMessage);
    document.body.append(element);
    this.timer = setInterval(() => this.beat(), BEAT);
  }

  spawn(name: string): Port {
    const id = this.next++;
    const { port1, port2 } = new MessageChannel();
    this.post({ kind: 'spawn', id, name, port: port2 }, [port2]);
    return {
      post: (message, transfer = []) => port1.postMessage(message, transfer),
      listen: (onReply, onFailure) => {
        this.failures.set(id, onFailure);
        port1.onmessage = (event) => onReply(event.data);
        port1.onmessageerror = () => onFailure(new Error('a message could not be read'));
      },
      terminate: () => {
        this.failures.delete(id);
        port1.close();
        this.post({ kind: 'terminate', id });
      },
    };
  }

  /** Takes the frame out of the page and tells everyone who waits for it. */
  fail(error: Error): void {
    if (!this.alive) return;
    this.alive = false;
    clearInterval(this.timer);
    removeEventListener('message', this.onMessage);
    this.element.remove();
    for (const fail of [...this.failures.values()]) fail(error);
    this.failures.clear();
  }

  private readonly onMessage = ({ data, source }: MessageEvent<Notice>): void => {
    if (source !== this.element.contentWindow) return;
    if (data.kind === 'pong') this.heartbeat.answer(data.beat);
    else if (data.kind === 'lost') this.failures.get(data.id)?.(new Error(data.message));
    else {
      this.ready = true;
      for (const send of this.waiting.splice(0)) send();
    }
  };

  private beat(): void {
    if (!this.ready) {
      if (performance.now() - this.created > LOAD) this.fail(new Error('the runner frame did not load'));
      return;
    }
    const beat = this.heartbeat.ask();
    if (beat === undefined)
      this.fail(new Error('the runner does not answer: out of memory, ended, or starved by a busy machine'));
    else this.post({ kind: 'ping', beat });
  }

  private post(order: Order, transfer: Transferable[] = []): void {
    const send = (): void => this.element.contentWindow?.postMessage(order, '*', transfer);
    if (this.ready) send();
    else this.waiting.push(send);
  }
}
