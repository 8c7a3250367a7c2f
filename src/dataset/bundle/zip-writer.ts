import { Gzip, strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { createSha256 } from '../hash';

export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The earliest time that a zip can hold; by parts, so that the time zone of the machine does not show. */
const TIME = new Date(1980, 0, 1, 0, 0, 0);

/** One file of a bundle while it is written. */
export interface FileSink {
  write(data: string | Uint8Array): void;
  end(): void;
}

/**
 * Writes a zip whose bytes depend on its contents alone, on every browser and on Node: what `CompressionStream` gives depends on the
 * platform, and would take an eighth off the time of an export.
 */
export class ZipWriter {
  readonly files: WrittenFile[] = [];
  private readonly zip: Zip;

  /** @param emit takes the zip, piece by piece; throws what it throws */
  constructor(emit: (piece: Uint8Array) => void) {
    this.zip = new Zip((error, piece) => {
      if (error) throw error;
      emit(piece);
    });
  }

  /** A file of text, which is deflated. */
  text(path: string): FileSink {
    const file = new ZipDeflate(path, { level: 6 });
    return pooled(this.sink(path, file));
  }

  /** A file that is compressed already, or small. */
  plain(path: string): FileSink {
    return this.sink(path, new ZipPassThrough(path));
  }

  /** A gzip of what is written. */
  gzip(path: string): FileSink {
    const file = this.plain(path);
    const gzip = new Gzip({ level: 6, mtime: 0 }, (piece, final) => {
      file.write(piece);
      if (final) file.end();
    });
    return pooled({
      write: (data) => gzip.push(bytesOf(data)),
      end: () => gzip.push(new Uint8Array(0), true),
    });
  }

  put(path: string, data: string | Uint8Array): void {
    const file = typeof data === 'string' ? this.text(path) : this.plain(path);
    file.write(data);
    file.end();
  }

  end(): void {
    this.zip.end();
  }

  private sink(path: string, file: ZipDeflate | ZipPassThrough): FileSink {
    file.mtime = TIME;
    // Of an operating system that knows no permissions.
    file.os = 0;
    this.zip.add(file);
    const hash = createSha256();
    let bytes = 0;
    return {
      write: (data) => {
        const piece = bytesOf(data);
        hash.update(piece);
        bytes += piece.length;
        file.push(piece);
      },
      end: () => {
        file.push(new Uint8Array(0), true);
        this.files.push({ path, bytes, sha256: hash.digest() });
      },
    };
  }
}

/** Characters that are compressed at once: line by line would take several times as long. */
const POOL = 64 * 1024;

function pooled(sink: FileSink): FileSink {
  let text = '';
  const flush = (): void => {
    if (text !== '') sink.write(text);
    text = '';
  };
  return {
    write: (data) => {
      if (typeof data === 'string') text += data;
      if (typeof data !== 'string' || text.length >= POOL) flush();
      if (typeof data !== 'string') sink.write(data);
    },
    end: () => {
      flush();
      sink.end();
    },
  };
}

function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === 'string' ? strToU8(data) : data;
}
