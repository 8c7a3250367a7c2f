import { describe, expect, it } from 'vitest';
import { writeSession } from '../file';
import { defaultModes } from '../fixtures';
import { PROGRAMS } from '../programs';
import { createSession, initialDocument, openProgram, storeScene } from '../session';
import { MAX_LINK, readShare, writeShare } from './index';
import { packLink } from './link';
import { LINK_MARK } from './mark';

function documentOf(program = PROGRAMS[0]) {
  const session = createSession(initialDocument(defaultModes));
  if (program) openProgram(session, program);
  storeScene(session, 'One');
  return session.getState().document;
}

describe('a share link', () => {
  it('carries every session of the gallery, in an address that chats keep whole', async () => {
    for (const program of PROGRAMS) {
      const document = documentOf(program);
      const fragment = await writeShare(document);
      expect(fragment).toMatch(/^#session=1\.[0-9a-z]+\.[\w-]+$/);
      expect(fragment.length).toBeLessThan(MAX_LINK);
      expect(await readShare(fragment)).toEqual(document);
    }
  });

  it('moves numbers into their range', async () => {
    const text = writeSession(documentOf())
      .replace('"level": 0.5', '"level": 7')
      .replace('"tempo": 120', '"tempo": -3')
      .replace('"n": 10000', '"n": 12.4');
    const opened = await readShare(await packLink(text));
    expect(opened).toMatchObject({ tempo: 20, n: 12 });
    expect(opened?.channels.python.level).toBe(1);
  });

  it('is not seen in other fragments', async () => {
    expect(await readShare('')).toBeUndefined();
    expect(await readShare('#python')).toBeUndefined();
  });

  it.each([
    ['nothing', () => LINK_MARK, 'cut off'],
    ['half of it', (link: string) => link.slice(0, link.length / 2), 'cut off'],
    [
      'a changed letter',
      (link: string) => link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      'damaged',
    ],
    ['a later version', (link: string) => link.replace('=1.', '=2.'), 'newer'],
    ['an earlier version', (link: string) => link.replace('=1.', '=0.'), 'damaged'],
  ])('refuses %s', async (_, damage, reason) => {
    await expect(readShare(damage(await writeShare(documentOf())))).rejects.toThrow(reason);
  });

  it('refuses what is no session, and what unfolds to more than a session', async () => {
    await expect(readShare(await packLink('{"a":1}'))).rejects.toThrow('no session');
    await expect(readShare(await packLink('a'.repeat(5_000_000)))).rejects.toThrow('more than a session');
  });

  it('is refused for a session that is too large', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 10_007);
    const document = {
      ...documentOf(),
      inputs: [{ name: 'x', input: { kind: 'list', type: 'int', values: rows } as const }],
    };
    await expect(writeShare(document)).rejects.toThrow('as a file');
  });
});
