import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 in hexadecimal. Synchronous, and there without a secure context, which `crypto.subtle` is not. */
export function sha256Hex(data: Uint8Array | string): string {
  return bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data));
}

/** The next link of a hash chain. */
export function linkOf(before: string, line: string): string {
  return sha256Hex(before + line);
}
