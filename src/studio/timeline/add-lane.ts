import type { Parameter } from '../../session';
import { strings } from '../strings';
import { session } from '../studio';

/** Adds a lane for a parameter that has none, with one point at the value that it has now. */
export function addLane(parameter: Parameter): void {
  if (session.getState().document.lanes.some((lane) => lane.parameter === parameter.id)) return;
  const value = parameter.toUnit(parameter.get(session.getState().document));
  session.commit(strings.timeline.lane(parameter.label), 'user', (draft) => {
    draft.lanes.push({
      id: `lane-${parameter.id}`,
      parameter: parameter.id,
      on: true,
      points: [{ beat: 0, value, curve: 'linear' }],
    });
  });
}
