import { type CSSProperties, useEffect, useRef } from 'react';
import { CHANNEL_IDS, perChannel } from '../../session';
import { LOOKS } from '../backends';
import { type Surface, useSurface } from '../canvas';
import { frames } from '../studio';

/** What a chart of lanes draws with. */
export interface LaneSurface extends Surface {
  /** Height of a lane, in CSS pixels; lanes follow each other from the top. */
  readonly lane: number;
  /** Writes the second line beside a lane. */
  note(index: number, text: string): void;
  /** Names the marks of the axis, evenly spread from the left end to the right. */
  ticks(texts: readonly string[]): void;
}

export interface LanePainter {
  /** Draws everything anew: the surface is empty. */
  reset(surface: LaneSurface): void;
  /** Called every frame with its time in ms; draws what is new. */
  frame(surface: LaneSurface, time: number): void;
}

/** A lane for each channel, named at its left, all on one canvas over one horizontal axis. */
export function LaneChart({
  label,
  painter,
}: {
  readonly label: string;
  /** The same one from render to render: another starts the chart anew. */
  readonly painter: LanePainter;
}) {
  const surface = useRef<LaneSurface>(undefined);
  const latest = useRef(painter);
  const notes = useRef(perChannel((): HTMLElement | null => null));
  const axis = useRef<HTMLDivElement>(null);
  const canvas = useSurface((next) => {
    surface.current = {
      ...next,
      lane: next.height / CHANNEL_IDS.length,
      note: (index, text) => {
        const id = CHANNEL_IDS[index];
        const element = id && notes.current[id];
        if (element && element.textContent !== text) element.textContent = text;
      },
      ticks: (texts) => axis.current?.replaceChildren(...texts.map(tick)),
    };
    latest.current.reset(surface.current);
  });

  useEffect(() => {
    latest.current = painter;
    if (surface.current) painter.reset(surface.current);
    return frames.subscribe((time) => {
      if (surface.current) painter.frame(surface.current, time);
    });
  }, [painter]);

  return (
    <div className="lanes">
      <div className="lane-names">
        {CHANNEL_IDS.map((id) => (
          <div key={id} style={{ '--hue': LOOKS[id].hue } as CSSProperties}>
            <b>{LOOKS[id].short}</b>
            <small
              ref={(element) => {
                notes.current[id] = element;
              }}
            />
          </div>
        ))}
      </div>
      <div className="lane-canvas">
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
      <div ref={axis} className="lane-ticks" aria-hidden="true" />
    </div>
  );
}

function tick(text: string, index: number, { length }: { readonly length: number }): HTMLElement {
  const mark = document.createElement('span');
  mark.textContent = text;
  mark.style.left = `${(100 * index) / (length - 1)}%`;
  return mark;
}
