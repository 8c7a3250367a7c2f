import { useStore } from 'zustand';
import { DRUM_STEPS, DRUMS, type DrumId } from '../../session';
import { Toggle } from '../controls/Toggle';
import { answers } from '../engine/results';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { answeredBooleans } from './parts';

const words = strings.sound;
const STEPS = Array.from({ length: DRUM_STEPS }, (_, step) => step);

/** Four drums over the sixteenths of a bar, by hand or from the answer: the beat that channels lag behind. */
export function DrumGrid() {
  const on = useDocument(({ sound }) => sound.drums.on);
  const follows = useDocument(({ sound }) => DRUMS.some((drum) => sound.drums.rows[drum].follow));
  useStore(answers);
  return (
    <fieldset className="drum-grid" aria-label={words.drums}>
      <div className="drum-head">
        <h3>{words.drums}</h3>
        <Toggle
          label={words.drumsOn}
          on={on}
          onChange={(next) =>
            session.commit(words.drumsOn, 'user', (draft) => {
              draft.sound.drums.on = next;
            })
          }
        />
        {follows && !answeredBooleans() && <small>{words.noBooleans}</small>}
      </div>
      {DRUMS.map((drum) => (
        <DrumRow key={drum} drum={drum} />
      ))}
    </fieldset>
  );
}

function DrumRow({ drum }: { readonly drum: DrumId }) {
  const { steps, follow } = useDocument(({ sound }) => sound.drums.rows[drum]);
  const name = words.drumNames[drum];
  const booleans = follow ? (answeredBooleans() ?? []) : undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset per row would nest sixteen deep
    <div className="drum-row" role="group" aria-label={name}>
      <span>{name}</span>
      {STEPS.map((step) => {
        const label = words.step(name, step + 1);
        const struck = booleans ? booleans.length > 0 && booleans[step % booleans.length] : steps[step];
        return (
          <button
            key={step}
            type="button"
            className="drum-step"
            aria-label={label}
            aria-pressed={struck === true}
            disabled={follow}
            onClick={() =>
              session.commit(label, 'user', (draft) => {
                draft.sound.drums.rows[drum].steps[step] = !steps[step];
              })
            }
          />
        );
      })}
      <button
        type="button"
        className="link"
        aria-label={words.followLabel(name)}
        aria-pressed={follow}
        onClick={() =>
          session.commit(words.followLabel(name), 'user', (draft) => {
            draft.sound.drums.rows[drum].follow = !follow;
          })
        }
      >
        {words.follow}
      </button>
      <button
        type="button"
        className="link"
        aria-label={words.clearLabel(name)}
        disabled={follow || !steps.includes(true)}
        onClick={() =>
          session.commit(words.clearLabel(name), 'user', (draft) => {
            draft.sound.drums.rows[drum].steps = steps.map(() => false);
          })
        }
      >
        {words.clear}
      </button>
    </div>
  );
}
