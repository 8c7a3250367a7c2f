import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef, useState } from 'react';
import { barsAndBeats } from '../../clock';
import { addClip, BEATS_PER_BAR, changeClip, removeClip, type SceneClip } from '../../session';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { beatNow } from '../transport';
import { FadeSelect } from './FadeSelect';
import { useDrag } from './useDrag';
import { beatUnder, END, placeOf, useTimeWindow } from './window';

const words = strings.timeline;

/** The scenes on the timeline: each is launched when the playhead reaches it, and stays until the next. */
export function ClipRow() {
  const scenes = useDocument((document) => document.scenes);
  const clips = useDocument((document) => document.clips);
  const [selected, setSelected] = useState<string>();
  const area = useRef<HTMLDivElement>(null);
  const clip = clips.find(({ id }) => id === selected);
  /** What a double click places. */
  const likely = clip?.scene ?? clips.at(-1)?.scene ?? scenes[0]?.id;

  function addAt(scene: string, beat: number): void {
    setSelected(addClip(session, scene, Math.max(0, beat), session.getState().document.fade));
  }

  return (
    <div className="lane clip-row">
      <div className="lane-label">
        <span className="lane-name">{words.scenes}</span>
        {clip ? (
          <FadeSelect
            label={words.clipFade}
            fade={clip.fade}
            onChange={(fade) => changeClip(session, clip.id, { fade })}
          />
        ) : (
          <select
            className="select"
            aria-label={words.addClip}
            value=""
            disabled={scenes.length === 0}
            onChange={(event) => addAt(event.target.value, Math.floor(beatNow()))}
          >
            <option value="">{scenes.length === 0 ? words.noScene : words.addClipShort}</option>
            {scenes.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the clips inside are the controls; this only adds more */}
      <div
        ref={area}
        className="clip-area"
        onDoubleClick={(event: MouseEvent) => {
          if (area.current && event.target === area.current && likely !== undefined)
            addAt(likely, Math.floor(beatUnder(area.current, event.clientX)));
        }}
        onPointerDown={(event) => {
          if (event.target === area.current) setSelected(undefined);
        }}
      >
        {clips.map((each, index) => (
          <Clip
            key={each.id}
            clip={each}
            name={scenes.find(({ id }) => id === each.scene)?.name ?? words.goneScene}
            end={clips[index + 1]?.beat ?? END}
            isSelected={each.id === selected}
            onSelect={(isSelected) => setSelected(isSelected ? each.id : undefined)}
          />
        ))}
      </div>
    </div>
  );
}

function Clip({
  clip,
  name,
  end,
  isSelected,
  onSelect,
}: {
  readonly clip: SceneClip;
  readonly name: string;
  /** The beat at which the next one begins. */
  readonly end: number;
  readonly isSelected: boolean;
  readonly onSelect: (isSelected: boolean) => void;
}) {
  const window = useTimeWindow();
  const [moved, setMoved] = useState<number>();
  const beat = moved ?? clip.beat;
  const at = barsAndBeats(beat);

  function under(event: PointerEvent<HTMLElement>): number {
    const area = event.currentTarget.parentElement;
    return area ? beatUnder(area, event.clientX) : 0;
  }

  const { handlers, cancel } = useDrag<{ readonly from: number; to: number }>({
    begin: (event) => {
      onSelect(true);
      return { from: under(event), to: clip.beat };
    },
    move: (held, event) => {
      held.to = Math.max(0, Math.min(END, clip.beat + Math.round(under(event) - held.from)));
      setMoved(held.to);
    },
    end: ({ to }, { isMoved, isCancelled }) => {
      setMoved(undefined);
      if (isMoved && !isCancelled) changeClip(session, clip.id, { beat: to });
    },
  });

  function onKeyDown(event: KeyboardEvent): void {
    const by = STEPS[event.key];
    if (event.key === 'Escape') {
      if (!cancel()) onSelect(false);
    } else if (event.key === 'Delete' || event.key === 'Backspace') removeClip(session, clip.id);
    else if (by !== undefined) changeClip(session, clip.id, { beat: Math.max(0, clip.beat + by) });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const last = Math.min(Math.max(end, beat + 1), window.start + window.beats);
  const first = Math.max(beat, window.start);
  if (last <= first) return null;
  return (
    <button
      type="button"
      className="clip"
      aria-pressed={isSelected}
      aria-label={words.clip(name, words.position(at.bar, at.beat), clip.fade)}
      style={{ left: placeOf(window, first), width: `${((last - first) / window.beats) * 100}%` }}
      onFocus={() => onSelect(true)}
      onKeyDown={onKeyDown}
      {...handlers}
    >
      {clip.fade > 0 && beat >= window.start && (
        <i style={{ width: `${(Math.min(clip.fade, last - beat) / (last - beat)) * 100}%` }} />
      )}
      <span>{name}</span>
    </button>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowLeft: -1,
  PageUp: BEATS_PER_BAR,
  PageDown: -BEATS_PER_BAR,
};
