import { Panel } from '../shell/Panel';
import { strings } from '../strings';

const words = strings.rack;

/** Seven places for plugins. Until they are built, each says what it will be and nothing can be switched on. */
export function Rack() {
  return (
    <Panel id="rack" title={words.title} fact={<span>{words.fact}</span>}>
      <div className="rack">
        {words.seats.map(({ name, promise }) => (
          <article key={name} className="device" aria-label={`${name}, ${words.notBuilt}`}>
            <header>
              <h3>{name}</h3>
              <small>{words.notBuilt}</small>
            </header>
            <p>{promise}</p>
          </article>
        ))}
      </div>
    </Panel>
  );
}
