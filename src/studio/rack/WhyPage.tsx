import { CHANNEL_IDS } from '../../session';
import { useExpected } from '../forecasts';
import { strings } from '../strings';
import { useView, view } from '../studio';

const words = strings.model.why;
/** Effects are drawn on a scale of so many tenfolds to either side. */
const SPAN = Math.log(10);

/** What makes the forecast of a channel what it is. */
export function WhyPage() {
  const tab = useView((state) => state.tab);
  const forecast = useExpected(tab);
  return (
    <>
      <div className="model-actions">
        <label className="model-number">
          {words.channel}
          <select
            className="select"
            value={tab}
            onChange={(event) => {
              const id = CHANNEL_IDS.find((each) => each === event.target.value);
              if (id) view.setState({ tab: id });
            }}
          >
            {CHANNEL_IDS.map((id) => (
              <option key={id} value={id}>
                {strings.channel[id]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {!forecast && <p className="model-note">{words.none}</p>}
      {forecast?.kind === 'unseen' && <p className="model-note">{strings.forecast.unseen(forecast.why)}</p>}
      {forecast?.kind === 'forecast' && (
        <>
          <p className="model-about">{words.about(strings.channel[tab])}</p>
          {forecast.reasons.length === 0 && <p className="model-note">{words.few}</p>}
          <ul className="model-reasons">
            {forecast.reasons.map(({ feature, effect }) => {
              const share = Math.max(-1, Math.min(1, Math.log(effect) / SPAN));
              return (
                <li key={feature}>
                  <span>{words.feature(feature)}</span>
                  <i aria-hidden="true">
                    <b
                      style={{
                        left: `${50 + Math.min(0, share) * 50}%`,
                        width: `${Math.abs(share) * 50}%`,
                      }}
                      data-longer={effect > 1}
                    />
                  </i>
                  <span className="number">{words.effect(effect)}</span>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </>
  );
}
