import { useStore } from 'zustand';
import { strings } from '../strings';
import { view } from '../studio';
import { type Datalog, datalog } from './datalog';
import './light.css';

const words = strings.dataset;

type Light = keyof typeof words.light;

/** What the light says: one of a few states, the worst first. */
export function lightOf({ state, consents, room }: Datalog): Light {
  if (state.kind === 'opening') return 'opening';
  if (state.kind === 'memory' || state.kind === 'outdated' || state.kind === 'full') return state.kind;
  if (!consents.log) return 'off';
  return room === 'none' ? 'stopped' : 'on';
}

/** Lit while what is played is logged; opens the log. */
export function LogLight() {
  const light = useStore(datalog, lightOf);
  const isQuiet = light === 'on' || light === 'off' || light === 'opening';
  const short =
    light === 'off' ? words.lightShort.off : isQuiet ? words.lightShort.on : words.lightShort.trouble;
  return (
    <button
      type="button"
      className="button log-light"
      data-light={isQuiet ? light : 'trouble'}
      aria-label={words.light[light]}
      title={words.light[light]}
      onClick={() => view.setState({ dialog: 'dataset' })}
    >
      <span className="log-dot" aria-hidden="true" />
      <span className="wide-only">{short}</span>
    </button>
  );
}
