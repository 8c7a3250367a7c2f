import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canonicalText, type Encoded } from '../../language';
import { compiled, emitted, outcomeOf } from './testing';

/**
 * What CPython 3.14 (Pyodide) answers to one program a line: every operator on the four signs and past 2^53, the
 * string table, formats, exceptions, clauses, laziness. Long answers are kept as the SHA-256 of their canonical text.
 */
interface Case {
  readonly code: string;
  readonly expected?: Encoded;
  readonly sha256?: string;
  readonly raises?: string;
}

const CASES: readonly Case[] = readFileSync(new URL('./fixtures/semantics.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line): Case => JSON.parse(line));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function expectedOf({ expected, sha256: digest, raises }: Case): object {
  if (raises !== undefined) return { raises };
  return digest === undefined ? { value: canonicalText(expected ?? null) } : { sha256: digest };
}

describe.each(['loops', 'pipeline'])('%s', (mode) => {
  it.each(CASES)('$code', async (testCase) => {
    const outcome = await outcomeOf(emitted(compiled(testCase.code), { mode }));
    const text = outcome.kind === 'value' ? canonicalText(outcome.value) : '';
    const answer =
      outcome.kind === 'raises'
        ? { raises: outcome.exception }
        : outcome.kind !== 'value'
          ? outcome
          : testCase.sha256 === undefined
            ? { value: text }
            : { sha256: sha256(text) };
    expect(answer).toEqual(expectedOf(testCase));
  });

  it('prints what tsc --strict accepts, without unused functions', () => {
    const directory = mkdtempSync(join(tmpdir(), 'typescript-test-'));
    try {
      // A walk over an empty display reads nothing: its variable stays unused.
      const checked = CASES.filter(({ code }) => !code.includes('for x in [])'));
      checked.forEach(({ code }, i) => {
        writeFileSync(join(directory, `p${i}.ts`), emitted(compiled(code), { mode }).code);
      });
      const compilerOptions = {
        strict: true,
        noUnusedLocals: true,
        noUnusedParameters: true,
        target: 'ES2023',
        lib: ['ES2023', 'DOM'],
        module: 'ESNext',
        noEmit: true,
        types: [],
      };
      writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
      const tsc = new URL('../../../node_modules/typescript/bin/tsc', import.meta.url).pathname;
      const { stdout } = spawnSync(process.execPath, [tsc, '-p', directory], { encoding: 'utf8' });
      expect(stdout).toBe('');
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
