import { useEffect } from 'react';
import { useStore } from 'zustand';
import { strings } from '../strings';
import { targetName } from './names';
import { midiState, stopLearning } from './state';

const words = strings.midi;

/** Says what learning waits for; Escape and its button end it. */
export function LearnBar() {
  const learn = useStore(midiState, (state) => state.learn);
  const target = useStore(midiState, (state) => state.target);
  const isOn = learn !== 'off';

  useEffect(() => {
    document.documentElement.dataset.learnMode = String(learn === 'many');
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented) stopLearning();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [learn, isOn]);

  if (!isOn) return null;
  return (
    <div className="learn-bar" role="status">
      <span>{target ? words.moveKnob(targetName(target)) : words.pickControl}</span>
      <button type="button" className="button small" onClick={stopLearning}>
        {words.done}
      </button>
    </div>
  );
}
