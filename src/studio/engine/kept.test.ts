import { expect, it } from 'vitest';
import { loadBackend } from '../../backends';
import { compileProgram } from '../../language';
import { type ChannelSettings, defaultChannel, perChannel } from '../../session';
import { inputSpecs } from '../../session/compile';
import { kept } from './kept';

const NONE = perChannel(() => undefined);

/** SQL's answer to a program: code, or a refusal. */
async function answerTo(text: string, settings: Partial<ChannelSettings> = {}) {
  const backend = await loadBackend('sql');
  const { program } = compileProgram(text, inputSpecs([]));
  if (!program) throw new Error(`${text} does not compile`);
  return backend.emit(program, { ...defaultChannel(backend.modes[0]), ...settings });
}

it('a refusal gives way to code and code to a refusal; what did not change stays', async () => {
  const [code, refusal] = [
    await answerTo('[x for x in range(n)]'),
    await answerTo('[math.comb(n, k) for k in range(n)]'),
  ];
  expect([code.ok, refusal.ok]).toEqual([true, false]);
  const first = kept(NONE, { sql: code });
  const refused = kept(first, { sql: refusal });
  expect(refused.sql).toBe(refusal);
  expect(kept(refused, { sql: code }).sql).toBe(code);
  expect(kept(refused, { sql: await answerTo('[math.comb(n, k) for k in range(n)]') }).sql).toBe(refusal);
  expect(kept(first, { sql: await answerTo('[x for x in range(n)]') }).sql).toBe(code);
});
