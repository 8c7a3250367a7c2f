import { PANELS, type PanelId } from '../../session';
import type { strings } from '../strings';
import { view } from '../studio';

export type StepId = keyof typeof strings.tour.steps;

export interface Step {
  readonly id: StepId;
  /** The control that it is about. */
  readonly selector: string;
  /** Where that control is on a phone, and in a narrow window. */
  readonly panel: PanelId;
}

/** The tour, in the order in which a first set is played. */
export const STEPS: readonly Step[] = [
  { id: 'write', selector: '.editor-text', panel: 'editor' },
  { id: 'hear', selector: '[data-section="programs"]', panel: 'browser' },
  { id: 'play', selector: '[data-tour="play"]', panel: 'editor' },
  { id: 'move', selector: '[data-parameter="rust.level"]', panel: 'mixer' },
  { id: 'read', selector: '[data-panel="code"]', panel: 'code' },
  { id: 'see', selector: '[data-panel="spectrum"]', panel: 'spectrum' },
];

/** Brings the control of a step into sight: opens its drawer, or its panel on a phone. */
export function showStep({ panel }: Step): void {
  view.setState({ panel: PANELS.includes(panel) ? panel : 'editor', browserOpen: panel === 'browser' });
}
