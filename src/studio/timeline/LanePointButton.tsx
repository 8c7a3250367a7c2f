import type { PointerEvent } from 'react';
import { type LanePoint, parameterById } from '../../session';
import { strings } from '../strings';
import { placeOf, useTimeWindow } from './window';

type Handler = (event: PointerEvent<HTMLElement>) => void;

/** A breakpoint: a button to drag, to select, and to read out. */
export function LanePointButton({
  parameter: id,
  point,
  index,
  isSelected,
  drag,
  onToggle,
}: {
  readonly parameter: string;
  readonly point: LanePoint;
  readonly index: number;
  readonly isSelected: boolean;
  readonly drag: Readonly<Record<string, Handler>>;
  readonly onToggle: () => void;
}) {
  const window = useTimeWindow();
  const { label, short, fromUnit } = parameterById(id);
  const value = short(fromUnit(point.value));
  return (
    <button
      type="button"
      className="lane-point"
      data-point={index}
      hidden={point.beat < window.start || point.beat > window.start + window.beats}
      aria-label={strings.timeline.point(label, value, point.beat.toFixed(2), point.curve)}
      aria-pressed={isSelected}
      style={{ left: placeOf(window, point.beat), top: `${(1 - point.value) * 100}%` }}
      onDoubleClick={(event) => event.stopPropagation()}
      // A press of the pointer is told by its drag; this is a key's.
      onClick={(event) => {
        if (event.detail === 0) onToggle();
      }}
      {...drag}
    />
  );
}
