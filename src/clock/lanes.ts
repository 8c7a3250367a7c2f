import { produce } from 'immer';
import { parameterById, type SessionDocument } from '../session';
import { laneValue } from './automation';

/** Whether any lane would move anything. */
export function hasAutomation(document: SessionDocument): boolean {
  return document.lanes.some((lane) => lane.on && lane.points.length > 0);
}

/**
 * The document as its lanes have it at a beat; later lanes win over earlier ones of the same parameter.
 * @param held ids of parameters that a hand holds: their lanes wait
 */
export function automatedAt(
  document: SessionDocument,
  beat: number,
  held: ReadonlySet<string> = NONE,
): SessionDocument {
  const moving = document.lanes.filter(
    (lane) => lane.on && lane.points.length > 0 && !held.has(lane.parameter),
  );
  if (moving.length === 0) return document;
  return produce(document, (draft) => {
    for (const lane of moving) {
      const unit = laneValue(lane.points, beat);
      if (unit === undefined) continue;
      const parameter = parameterById(lane.parameter);
      parameter.set(draft, parameter.fromUnit(unit));
    }
  });
}

const NONE: ReadonlySet<string> = new Set();
