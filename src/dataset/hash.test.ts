import { expect, it } from 'vitest';
import { chained, createSha256, portableSha256, sha256Hex } from './hash';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it('is SHA-256, by Node and by every browser’s JavaScript', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(sha256Hex('abc')).toBe(abc);
  for (const create of [createSha256, portableSha256]) {
    const hash = create();
    hash.update(bytes('a'));
    hash.update(bytes('bc'));
    expect(hash.digest()).toBe(abc);
  }
});

it('chains line by line, however the lines are grouped', () => {
  const lines = ['{"a":1}', '', '{"b":"é …"}', `"${'x'.repeat(200)}"`];
  const text = (some: readonly string[]): Uint8Array => bytes(some.map((line) => `${line}\n`).join(''));
  const byHand = lines.reduce((link, line) => sha256Hex(link + line), '');
  for (let cut = 0; cut <= lines.length; cut++) {
    for (const create of [createSha256, portableSha256]) {
      const first = chained('', text(lines.slice(0, cut)), create);
      expect(chained(first, text(lines.slice(cut)), create)).toBe(byHand);
    }
  }
  expect(chained('', text(lines.toReversed()))).not.toBe(byHand);
});
