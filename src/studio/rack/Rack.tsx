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
        {words.seats.map(({ name, promise, knobs }) => (
          <article key={name} className="device" aria-label={`${name}, ${words.notBuilt}`}>
            <header>
              <i className="device-light" />
              <h3>{name}</h3>
            </header>
            <div className="device-body">
              {knobs.map((knob) => (
                <figure key={knob} className="device-knob">
                  <svg viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M5.6 18.4 A9 9 0 1 1 18.4 18.4" />
                  </svg>
                  <figcaption>{knob}</figcaption>
                </figure>
              ))}
              <p>{promise}</p>
            </div>
          </article>
        ))}
      </div>
    </Panel>
  );
}
