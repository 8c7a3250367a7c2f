import { produce } from 'immer';
import { parameterById, type SessionDocument } from '../session';
import { laneValue } from './automation';

/** Whether any lane would move anything. */
export function hasAutomation(document: SessionDocument): boolean {
  return document.lanes.some((lane) => lane.on && lane.points.length > 0);
}

/** The document as its lanes have it at a beat; later lanes win over earlier ones of the same parameter. */
export function automatedAt(document: SessionDocument, beat: number): SessionDocument {
  if (!hasAutomation(document)) return document;
  return produce(document, (draft) => {
    for (const lane of document.lanes) {
      const unit = lane.on ? laneValue(lane.points, beat) : undefined;
      if (unit === undefined) continue;
      const parameter = parameterById(lane.parameter);
      parameter.set(draft, parameter.fromUnit(unit));
    }
  });
}
