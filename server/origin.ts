const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a Host header names this machine's loopback, with any port. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_NAMES.has(host.toLowerCase().replace(/:\d{1,5}$/, ''));
}

/**
 * Whether an Origin header is the page that this very host serves. Absent and `null` (a sandboxed frame, a file)
 * are not.
 */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  return (
    origin !== undefined &&
    host !== undefined &&
    isLoopbackHost(host) &&
    origin.toLowerCase() === `http://${host.toLowerCase()}`
  );
}
