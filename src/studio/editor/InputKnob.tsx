import { useMemo, useRef } from 'react';
import { type Input, inputParameter, PROGRAMS, type Reach, reachOf } from '../../session';
import { Knob } from '../controls/Knob';
import { strings } from '../strings';
import { useDocument } from '../studio';

/** Turns a number input; a double click gives it the value that it has in the example program. */
export function InputKnob({
  name,
  input,
}: {
  readonly name: string;
  readonly input: Extract<Input, { kind: 'number' }>;
}) {
  const reached = useRef<Reach>(undefined);
  const reach = reachOf(input, reached.current);
  reached.current = reach;
  const title = useDocument((document) => document.title);
  const { type } = input;
  const parameter = useMemo(() => {
    const example = PROGRAMS.find((program) => program.title === title)
      ?.inputs()
      .find((each) => each.name === name)?.input;
    const initial = example?.kind === 'number' ? example.value : 0;
    return inputParameter(name, type, reach, { label: strings.editor.turnInput(name), initial });
  }, [name, type, reach, title]);
  return <Knob parameter={parameter} layout="bare" />;
}
