import { useMemo } from 'react';
import { useCompiled } from '../engine/results';
import { useDocument } from '../studio';

/** Inputs that the program does not read, as the last answer had it; none while the text does not compile. */
export function useUnread(): ReadonlySet<string> {
  const inputs = useDocument((document) => document.inputs);
  const isBroken = useCompiled((state) => state.diagnostics.some(({ severity }) => severity === 'error'));
  const hasCompiled = useCompiled((state) => state.source !== undefined);
  const reads = useCompiled((state) => state.reads);
  return useMemo(
    () =>
      new Set(
        hasCompiled && !isBroken
          ? inputs.map(({ name }) => name).filter((name) => !reads.includes(name))
          : [],
      ),
    [inputs, isBroken, hasCompiled, reads],
  );
}
