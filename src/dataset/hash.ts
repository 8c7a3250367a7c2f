import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of what it is given, piece by piece. Synchronous, and there without a secure context, which `crypto.subtle` is not. */
export interface Sha256 {
  update(data: Uint8Array): void;
  /** In hexadecimal; nothing more is taken afterwards. */
  digest(): string;
}

/** Node's own is ten times as fast as JavaScript, and bundlers must not see it. */
const node = globalThis.process?.getBuiltinModule?.('node:crypto');

export function createSha256(): Sha256 {
  return node ? nodeSha256(node) : portableSha256();
}

function nodeSha256({ createHash }: typeof import('node:crypto')): Sha256 {
  const hash = createHash('sha256');
  return { update: (data) => void hash.update(data), digest: () => hash.digest('hex') };
}

/** The one of every browser. */
export function portableSha256(): Sha256 {
  const hash = sha256.create();
  return { update: (data) => void hash.update(data), digest: () => bytesToHex(hash.digest()) };
}

export function sha256Hex(data: Uint8Array | string): string {
  const hash = createSha256();
  hash.update(typeof data === 'string' ? utf8ToBytes(data) : data);
  return hash.digest();
}

const LINE_FEED = 0x0a;

/**
 * The hash chain behind further lines: each link is the SHA-256 of the link before, in hexadecimal, and its line. One link a line, so that
 * the chain does not depend on how the lines were grouped.
 * @param text UTF-8, a line feed behind each line
 */
export function chained(before: string, text: Uint8Array, create: () => Sha256 = createSha256): string {
  let link = before;
  // Link and line in one piece, and the link's digits by hand: an encoder for each would cost half as much as the hash.
  let piece = new Uint8Array(0);
  for (const line of linesIn(text)) {
    const length = link.length + line.length;
    if (piece.length < length) piece = new Uint8Array(2 * length);
    for (let i = 0; i < link.length; i++) piece[i] = link.charCodeAt(i);
    piece.set(line, link.length);
    const hash = create();
    hash.update(piece.subarray(0, length));
    link = hash.digest();
  }
  return link;
}

/** Views of the lines of a text, without their line feeds. */
export function* linesIn(text: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf(LINE_FEED, from);
    const to = end < 0 ? text.length : end;
    yield text.subarray(from, to);
    from = to + 1;
  }
}
