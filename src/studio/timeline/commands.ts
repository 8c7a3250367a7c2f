import { PARAMETERS, storeScene } from '../../session';
import type { Command } from '../commands';
import { cancelPending } from '../quantised';
import { playScene } from '../scenes';
import { strings } from '../strings';
import { session } from '../studio';
import { touch } from '../touch';
import { beatNow } from '../transport';
import { addLane } from './add-lane';
import { timeWindow, WHOLE, zoomBy } from './window';

const { automation, scenes, timeline, transport } = strings;
/** Notches of the wheel that a key zooms by. */
const ZOOM = 2;
/** Scenes that a digit launches. */
const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** What can be asked of time: recording, timing, zoom, scenes, lanes. */
export const TIME_COMMANDS: readonly Command[] = [
  {
    id: 'transport.record',
    label: automation.arm,
    keys: ['R'],
    run: () => touch.setState(({ armed }) => ({ armed: !armed })),
  },
  {
    id: 'transport.takeover',
    label: automation.takeoverSwitch,
    keys: [],
    run: () => touch.setState(({ takeover }) => ({ takeover: takeover === 'touch' ? 'latch' : 'touch' })),
  },
  {
    id: 'transport.timing',
    label: automation.timingSwitch,
    keys: [],
    run: () =>
      session.commit(automation.timingLabel, 'user', (draft) => {
        draft.timing = draft.timing === 'service' ? 'response' : 'service';
      }),
  },
  { id: 'transport.cancel', label: transport.cancelChange, keys: ['Shift+Backspace'], run: cancelPending },
  { id: 'view.zoomIn', label: timeline.zoomIn, keys: [], run: () => zoomBy(ZOOM, beatNow()) },
  { id: 'view.zoomOut', label: timeline.zoomOut, keys: [], run: () => zoomBy(-ZOOM, beatNow()) },
  { id: 'view.zoomWhole', label: timeline.zoomWhole, keys: [], run: () => timeWindow.setState(WHOLE) },
  {
    id: 'scene.store',
    label: scenes.storeLabel,
    keys: ['Shift+S'],
    run: () => storeScene(session, scenes.name(session.getState().document.scenes.length + 1)),
  },
  ...DIGITS.map((digit) => ({
    id: `scene.launch${digit}`,
    label: scenes.launch(digit),
    keys: [`${digit}`],
    run: () => {
      const scene = session.getState().document.scenes[digit - 1];
      if (scene) playScene(scene);
    },
  })),
  ...[...PARAMETERS.values()].map((parameter) => ({
    id: `lane.${parameter.id}`,
    label: timeline.automate(parameter.label),
    keys: [],
    run: () => addLane(parameter),
  })),
];
