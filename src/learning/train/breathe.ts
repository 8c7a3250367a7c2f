/** How long a worker may be deaf, in ms. */
const BREATH = 20;

export interface Breath {
  due(): boolean;
  take(): Promise<void>;
  close(): void;
}

/**
 * Lets messages in between steps: on wasm and cpu everything is synchronous, and a worker that only awaits tensors
 * never hears that it should stop. A message channel costs microseconds; `tf.nextFrame` waits for a frame. Node hands
 * out a thousand messages of a channel before anything else, and has `setImmediate`.
 */
export function createBreath(): Breath {
  const { port1, port2 } = new MessageChannel();
  const isNode = typeof setImmediate === 'function';
  let last = performance.now();
  return {
    due: () => performance.now() - last > BREATH,
    async take() {
      await new Promise<unknown>((resolve) => {
        port1.onmessage = resolve;
        if (isNode) setImmediate(resolve);
        else port2.postMessage(0);
      });
      last = performance.now();
    },
    close: () => port1.close(),
  };
}
