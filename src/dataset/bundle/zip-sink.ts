/** Bytes that are gathered before they become a part of the file. */
const PART = 8 * 1024 * 1024;

/** Gathers a zip in parts that the browser keeps outside the heap of the page, on the disk where they are large. */
export class ZipSink {
  private readonly parts: Blob[] = [];
  private waiting: Uint8Array<ArrayBuffer>[] = [];
  private bytes = 0;

  /** Takes a piece; what it lies in may be written anew afterwards. */
  readonly emit = (piece: Uint8Array): void => {
    this.waiting.push(piece.slice());
    this.bytes += piece.length;
    if (this.bytes >= PART) this.close();
  };

  blob(): Blob {
    this.close();
    return new Blob(this.parts, { type: 'application/zip' });
  }

  private close(): void {
    this.parts.push(new Blob(this.waiting));
    this.waiting = [];
    this.bytes = 0;
  }
}
