/** What the page asks of the runner frame. */
export type Order =
  | { readonly kind: 'spawn'; readonly id: number; readonly name: string; readonly port: MessagePort }
  | { readonly kind: 'terminate'; readonly id: number }
  /** Answered at once: the frame itself computes nothing, so silence means that its process is gone. */
  | { readonly kind: 'ping'; readonly beat: number };

/** What the runner frame tells the page. */
export type Notice =
  | { readonly kind: 'ready' }
  | { readonly kind: 'lost'; readonly id: number; readonly message: string }
  | { readonly kind: 'pong'; readonly beat: number };
