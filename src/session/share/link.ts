import { hashText } from '../../language';
import { SessionFileError } from '../file';
import { LINK_MARK } from './mark';

const VERSION = 1;
/** Characters that a link may unfold to; a small link can't be made to fill the memory. */
const MAX_UNFOLDED = 4 * 1024 * 1024;

/** A text as the fragment of an address: version, checksum, deflated text in base64url. */
export async function packLink(text: string): Promise<string> {
  const body = toBase64Url(await deflate(text));
  return `${LINK_MARK}${VERSION}.${hashText(body)}.${body}`;
}

/**
 * The text that `packLink` packed; undefined when the fragment is about something else.
 * @throws SessionFileError when it is cut off, changed, made by a later studio, or unfolds to too much
 */
export async function unpackLink(fragment: string): Promise<string | undefined> {
  if (!fragment.startsWith(LINK_MARK)) return undefined;
  const [version = '', sum = '', body = '', ...rest] = fragment.slice(LINK_MARK.length).split('.');
  if (/^\d+$/.test(version) && Number(version) > VERSION) {
    throw new SessionFileError('The link was made by a newer studio. Reload the page to get the latest one.');
  }
  if (version !== String(VERSION) || rest.length > 0 || body === '' || hashText(body) !== sum) {
    throw new SessionFileError(
      'The link is damaged or cut off. Ask for it again, or for the session as a file.',
    );
  }
  return inflate(fromBase64Url(body));
}

async function deflate(text: string): Promise<Uint8Array> {
  const folded = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(folded).arrayBuffer());
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let text = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += part.value;
      if (text.length > MAX_UNFOLDED)
        throw new SessionFileError('The link holds more than a session can be.');
    }
  } catch (error) {
    if (error instanceof SessionFileError) throw error;
    throw new SessionFileError('The link is damaged: what it holds can’t be unpacked.');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  return text;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  let binary: string;
  try {
    binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    throw new SessionFileError('The link is damaged: it has characters that no link has.');
  }
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
