import { useEffect, useRef } from 'react';
import { CHANNEL_IDS } from '../../session';
import { useCompiled } from '../engine/results';
import { Panel } from '../shell/Panel';
import { strings } from '../strings';
import { Inputs } from './Inputs';
import { Problems } from './Problems';
import { mountPython } from './python';

const words = strings.editor;

/** The Python comprehension, what is wrong with it under the word, and its inputs beside it. */
export function Editor() {
  return (
    <Panel id="editor" title={words.title} fact={<Fact />}>
      <div className="editor">
        <div className="editor-text">
          <PythonText />
          <Problems />
        </div>
        <Inputs />
      </div>
    </Panel>
  );
}

function PythonText() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => (host.current ? mountPython(host.current) : undefined), []);
  return <div ref={host} className="python" id="python" />;
}

/**
 * How long the last compilation took, or that the last good program is playing. Nothing is said of one under way: it
 * takes a few milliseconds, and a word that comes and goes with every key would cost as much.
 */
function Fact() {
  const elapsed = useCompiled((state) => state.elapsed);
  const failure = useCompiled((state) => state.failure);
  const source = useCompiled((state) => state.source);
  const broken = useCompiled((state) => state.diagnostics.some((each) => each.severity === 'error'));
  const printed = useCompiled((state) => CHANNEL_IDS.filter((id) => state.codes[id]?.ok).length);
  if (failure) return <span className="bad">{failure}</span>;
  if (broken && source !== undefined) return <span className="warn">{words.held}</span>;
  if (elapsed === undefined) return <span>{words.starting}</span>;
  return <span>{words.ready(printed, elapsed.toFixed(1))}</span>;
}
