/** An error that is answered as JSON: `{ error: { code, message, path? } }`. */
export class BridgeError extends Error {
  override readonly name = 'BridgeError';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Where in the request's body, such as `settings.level`. */
    readonly path?: string,
  ) {
    super(message);
  }

  toJSON(): { error: { code: string; message: string; path?: string } } {
    const { code, message, path } = this;
    return { error: path === undefined ? { code, message } : { code, message, path } };
  }
}
