import type { AccessLike, InputLike } from './port';

/** A device for tests. */
export class FakeInput implements InputLike {
  state: InputLike['state'] = 'connected';
  onmidimessage: InputLike['onmidimessage'] = null;

  constructor(
    readonly id: string,
    readonly name: string | null = id,
  ) {}

  send(...data: number[]): void {
    this.onmidimessage?.({ data: Uint8Array.from(data) });
  }
}

/** Web MIDI for tests: devices can be plugged in and out. */
export class FakeAccess implements AccessLike {
  readonly #inputs = new Map<string, FakeInput>();
  onstatechange: AccessLike['onstatechange'] = null;

  constructor(...inputs: FakeInput[]) {
    for (const input of inputs) this.#inputs.set(input.id, input);
  }

  get inputs(): AccessLike['inputs'] {
    return this.#inputs;
  }

  plug(input: FakeInput): void {
    this.#inputs.set(input.id, input);
    input.state = 'connected';
    this.onstatechange?.({});
  }

  /** As browsers do, the input stays in the list and says that it is gone. */
  unplug(input: FakeInput): void {
    input.state = 'disconnected';
    this.onstatechange?.({});
  }
}
