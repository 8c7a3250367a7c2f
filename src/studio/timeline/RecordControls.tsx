import { useStore } from 'zustand';
import { TIMINGS } from '../../session';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { recordedParameters } from '../takes';
import { TAKEOVERS, touch } from '../touch';

const words = strings.automation;

/** Arms the recording of automation, and says how a hand takes over from a lane. */
export function RecordControls() {
  const armed = useStore(touch, (state) => state.armed);
  const takeover = useStore(touch, (state) => state.takeover);
  const isRecording = useStore(recordedParameters, ({ ids }) => ids.length > 0);
  return (
    <div className="group">
      <button
        type="button"
        className="button record"
        aria-label={words.arm}
        aria-pressed={armed}
        data-recording={isRecording}
        title={words.armAbout}
        onClick={() => touch.setState({ armed: !armed })}
      >
        <i />
      </button>
      <select
        className="select wide-only"
        aria-label={words.takeover}
        title={words.takeoverAbout[takeover]}
        value={takeover}
        onChange={(event) => {
          const next = TAKEOVERS.find((each) => each === event.target.value);
          if (next) touch.setState({ takeover: next });
        }}
      >
        {TAKEOVERS.map((each) => (
          <option key={each} value={each}>
            {words.takeovers[each]}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What the live loop times: runs back to back, or one on each beat from when it was due. */
export function TimingSelect() {
  const timing = useDocument((document) => document.timing);
  return (
    <label className="quantise timing">
      <span className="label">{words.timing}</span>
      <select
        className="select"
        aria-label={words.timingLabel}
        value={timing}
        title={words.timingAbout[timing]}
        onChange={(event) => {
          const next = TIMINGS.find((each) => each === event.target.value);
          if (next)
            session.commit(words.timingLabel, 'user', (draft) => {
              draft.timing = next;
            });
        }}
      >
        {TIMINGS.map((each) => (
          <option key={each} value={each}>
            {words.timings[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
