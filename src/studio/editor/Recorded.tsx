import { useStore } from 'zustand';
import type { Diagnostic } from '../../language';
import { recordings } from '../engine/memory';
import { strings } from '../strings';
import { useDocument } from '../studio';

/** Why a program that was measured does not play now: the log of earlier visits keeps figures, not what they were of. */
export function Recorded({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const program = useDocument((document) => document.program);
  const isRecorded = useStore(
    recordings,
    ({ programs }) => programs?.some(({ code }) => code === program) ?? false,
  );
  if (!isRecorded || !diagnostics.some(({ rule }) => rule === 'unknown-name')) return null;
  return <li data-severity="info">{strings.editor.recordedInputs}</li>;
}
