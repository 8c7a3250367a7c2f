import { Panel } from '../shell/Panel';
import { strings } from '../strings';
import { useDocument } from '../studio';
import { PredictiveMorphing } from './PredictiveMorphing';

const words = strings.rack;

/**
 * Seven places for plugins. Those that are not built can't be operated, so nothing of them is drawn as if it could.
 */
export function Rack() {
  const isOn = useDocument(({ plugins }) => plugins['predictive-morphing'].on);
  return (
    <Panel id="rack" title={words.title} fact={<span>{words.fact(isOn)}</span>}>
      <div className="rack">
        <PredictiveMorphing />
        {words.seats.map(({ name, promise }) => (
          <article key={name} className="device" aria-label={`${name}, ${words.notBuilt}`}>
            <header>
              <i className="device-light" />
              <h3>{name}</h3>
            </header>
            <p>{promise}</p>
          </article>
        ))}
      </div>
    </Panel>
  );
}
