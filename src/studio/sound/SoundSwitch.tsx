import { useStore } from 'zustand';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { soundPanel, toggleSoundPanel } from './panel';
import { power, toggleSound } from './power';

const words = strings.sound;

/** Sound on or off, and the panel that says what sounds. */
export function SoundSwitch() {
  const state = useStore(power);
  const open = useStore(soundPanel, (panel) => panel.open);
  const isOn = state.kind === 'on' || state.kind === 'starting';
  return (
    <div className="group sound-switch">
      <button
        type="button"
        className="button"
        aria-label={words.switchLabel}
        aria-pressed={isOn}
        aria-describedby="sound-state"
        data-power={state.kind}
        title={state.kind === 'stopped' ? state.message : undefined}
        onClick={toggleSound}
      >
        <Icon name={isOn ? 'sound' : 'silence'} />
        <span className="sound-word" id="sound-state">
          {words.switch[state.kind]}
        </span>
      </button>
      <button
        type="button"
        className="button sound-open"
        aria-label={words.panelLabel}
        aria-expanded={open}
        onClick={toggleSoundPanel}
      >
        <Icon name="down" />
      </button>
    </div>
  );
}
