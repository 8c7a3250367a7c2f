import { parameterById } from '../../session';
import { Knob } from '../controls/Knob';
import { Toggle } from '../controls/Toggle';
import { useEffectiveUnit } from '../effective';
import { strings } from '../strings';
import { useDocument, view } from '../studio';
import { switchMorphing, useMorphing } from './state';

const words = strings.rack.morphing;
const WINDOW = parameterById('predictive-morphing.prediction_window');

/** The device of the forecaster: its switch, its knob, the state of its model, what it said last and what came of it. */
export function PredictiveMorphing() {
  const isOn = useDocument(({ plugins }) => plugins['predictive-morphing'].on);
  const effective = useEffectiveUnit(WINDOW);
  const status = useMorphing((state) => state.status);
  return (
    <article className="device device-built" aria-label={words.name} data-on={isOn} data-status={status}>
      <header>
        <i className="device-light" />
        <h3>{words.name}</h3>
        <Toggle label={words.switch} on={isOn} onChange={(on) => switchMorphing(words.switch, on)} />
        <button
          type="button"
          className="link device-open"
          aria-label={words.openLabel}
          onClick={() => view.setState({ dialog: 'forecaster' })}
        >
          {words.open}
        </button>
      </header>
      <div className="device-body">
        <Knob parameter={WINDOW} effective={effective} />
        <div className="device-state" aria-live="polite">
          <ModelLine />
          <LastLine />
        </div>
      </div>
    </article>
  );
}

/** What the model learnt from, or why there is none. */
function ModelLine() {
  const { status, model, trouble } = useMorphing((state) => state);
  if (status === 'off') return <p>{words.off}</p>;
  if (status === 'loading') return <p>{words.loading}</p>;
  if (status === 'failed' || !model) return <p role="alert">{words.failed(trouble ?? words.noModel)}</p>;
  return (
    <p>
      {words.trained(model.card.data.rows, model.card.data.programs)}
      {model.id === undefined && ` · ${words.shipped}`}
      {model.isStale && <strong> · {words.forgotten}</strong>}
    </p>
  );
}

/** The last forecast that was measured, and how often the last ones held. */
function LastLine() {
  const told = useMorphing((state) => state.told);
  const status = useMorphing((state) => state.status);
  const last = told.at(-1);
  if (status !== 'ready') return null;
  if (!last) return <p className="device-quiet">{words.waiting}</p>;
  const inside = told.filter(({ covered }) => covered).length;
  return (
    <>
      <p className="device-said" data-covered={last.covered}>
        {words.lately(last.said, last.came)}
      </p>
      <p className="device-quiet">{words.withinLately(inside, told.length)}</p>
    </>
  );
}
