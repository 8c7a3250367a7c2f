import { useMemo } from 'react';
import { useCompiled } from '../engine/results';
import { useDocument } from '../studio';

/** Inputs that the program on the screen does not read; none while it does not compile. */
export function useUnread(): ReadonlySet<string> {
  const inputs = useDocument((document) => document.inputs);
  const program = useDocument((document) => document.program);
  const source = useCompiled((state) => state.source);
  const reads = useCompiled((state) => state.reads);
  return useMemo(
    () =>
      new Set(
        source === program ? inputs.map(({ name }) => name).filter((name) => !reads.includes(name)) : [],
      ),
    [inputs, program, source, reads],
  );
}
