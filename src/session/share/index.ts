import type { SessionDocument } from '../document';
import { readForeignSession, SessionFileError, writeSession } from '../file';
import { packLink, unpackLink } from './link';

/** Characters of the fragment: beyond this, mail programs and chats cut links, so a file serves better. */
export const MAX_LINK = 32_000;

/**
 * The whole session as the fragment of an address, of which nothing is sent to a server.
 * @throws SessionFileError when it would be longer than `MAX_LINK`
 */
export async function writeShare(session: SessionDocument): Promise<string> {
  const fragment = await packLink(JSON.stringify(JSON.parse(writeSession(session))));
  if (fragment.length > MAX_LINK) {
    throw new SessionFileError(
      `The session is too large for a link (${fragment.length} characters, ${MAX_LINK} are safe). Save it as a file instead.`,
    );
  }
  return fragment;
}

/**
 * Reads the fragment of an address; undefined when it carries no session. Numbers out of range are moved into it.
 * @throws SessionFileError when the link is damaged, made by a later studio, or holds no session
 */
export async function readShare(fragment: string): Promise<SessionDocument | undefined> {
  const text = await unpackLink(fragment);
  return text === undefined ? undefined : readForeignSession(text);
}
