import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { barsAndBeats } from '../../clock';
import { BEATS_PER_BAR, parameterById, QUANTISE } from '../../session';
import { commandById, firstKeys } from '../commands/dispatch';
import { showKeys } from '../commands/keymap';
import { MenuButton } from '../commands/MenuButton';
import { NumberBox } from '../controls/NumberBox';
import { LogLight } from '../dataset/LogLight';
import { useEffectiveUnit } from '../effective';
import { cancelPending, pending } from '../quantised';
import { SoundSwitch } from '../sound/SoundSwitch';
import { strings } from '../strings';
import { frames, session, useDocument, useHistory, useView, view } from '../studio';
import { setTheme } from '../theme';
import { RecordControls, TimingSelect } from '../timeline/RecordControls';
import { toggleLoop } from '../toggles';
import { beatNow, seek, stop, tapTempo, togglePlay, transportState } from '../transport';
import { Icon } from './icons';
import { VerifiedCount } from './VerifiedCount';

const TEMPO = parameterById('tempo');
const N = parameterById('n');
const words = strings.transport;

export function TransportBar() {
  const playing = useStore(transportState, (state) => state.playing);
  const loop = useDocument((document) => document.loop);
  const quantise = useDocument((document) => document.quantise);
  const theme = useView((state) => state.theme);
  const effectiveTempo = useEffectiveUnit(TEMPO);
  const effectiveN = useEffectiveUnit(N);
  const bars = (loop.end - loop.start) / BEATS_PER_BAR;

  return (
    <header className="panel transport">
      <MenuButton />
      <h1 className="brand">{strings.name}</h1>
      <div className="group">
        <button type="button" className="button" aria-label={words.rewind} onClick={() => seek(0)}>
          <Icon name="rewind" />
        </button>
        <button
          type="button"
          className="button"
          data-tour="play"
          aria-label={playing ? words.pause : words.play}
          aria-pressed={playing}
          onClick={togglePlay}
        >
          <Icon name={playing ? 'pause' : 'play'} />
        </button>
        <button type="button" className="button" aria-label={words.stop} onClick={stop}>
          <Icon name="stop" />
        </button>
        <button
          type="button"
          className="button"
          aria-label={`${words.loopLabel}, ${words.bars(bars)}`}
          aria-pressed={loop.on}
          onClick={toggleLoop}
        >
          <Icon name="loop" />
          {words.bars(bars)}
        </button>
      </div>
      <RecordControls />
      <NumberBox parameter={TEMPO} label={words.tempo} effective={effectiveTempo} />
      <button type="button" className="button wide-only" onClick={tapTempo}>
        {words.tap}
      </button>
      <Position />
      <label className="quantise">
        <span className="label">{words.quantise}</span>
        <select
          className="select"
          aria-label={words.quantise}
          value={quantise}
          onChange={(event) => {
            const next = QUANTISE.find((each) => each === event.target.value);
            if (next)
              session.commit(
                words.quantise,
                'user',
                (draft) => void Object.assign(draft, { quantise: next }),
              );
          }}
        >
          {QUANTISE.map((each) => (
            <option key={each} value={each}>
              {words.quantiseNames[each]}
            </option>
          ))}
        </select>
      </label>
      <PendingChange />
      <TimingSelect />
      <NumberBox parameter={N} label={words.n} effective={effectiveN} />
      <span className="spring" />
      <VerifiedCount />
      <LogLight />
      <SoundSwitch />
      <History />
      <button
        type="button"
        className="button narrow-only"
        aria-pressed={useView((state) => state.browserOpen)}
        onClick={() => view.setState(({ browserOpen }) => ({ browserOpen: !browserOpen, rackOpen: false }))}
      >
        {words.browser}
      </button>
      <button
        type="button"
        className="button narrow-only"
        aria-pressed={useView((state) => state.rackOpen)}
        onClick={() => view.setState(({ rackOpen }) => ({ rackOpen: !rackOpen, browserOpen: false }))}
      >
        {words.rack}
      </button>
      <button
        type="button"
        className="button palette-button"
        aria-label={words.palette}
        onClick={() => view.setState({ paletteOpen: true })}
      >
        <PaletteKeys />
      </button>
      <select
        className="select theme"
        aria-label={words.theme}
        value={theme}
        onChange={(event) => {
          const next = (['dark', 'light', 'projector'] as const).find((each) => each === event.target.value);
          if (next) setTheme(next);
        }}
      >
        {(['dark', 'light', 'projector'] as const).map((each) => (
          <option key={each} value={each}>
            {words.themeNames[each]}
          </option>
        ))}
      </select>
    </header>
  );
}

/** What the palette's button shows: its keys, or a word when the performer took them away. */
function PaletteKeys() {
  const keys = useView((state) => {
    const command = commandById('view.palette');
    return command && firstKeys(command, state.keys);
  });
  return keys === undefined ? words.palette : showKeys(keys);
}

/** The playhead as bar.beat.sixteenth, written by the frame driver. */
function Position() {
  const text = useRef<HTMLSpanElement>(null);
  const { playing, moved } = useStore(transportState);

  // `moved` re-runs this after a jump while nothing plays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const write = (): void => {
      const at = barsAndBeats(beatNow());
      const next = `${at.bar}.${at.beat}.${at.sixteenth}`;
      if (text.current && text.current.textContent !== next) text.current.textContent = next;
    };
    write();
    return playing ? frames.subscribe(write) : undefined;
  }, [playing, moved]);

  return (
    <span className="position wide-only">
      <span className="label">{words.bar}</span> <span className="number" ref={text} />
    </span>
  );
}

/** The change that waits for its beat; a click takes it back. */
function PendingChange() {
  const change = useStore(pending, (state) => state.change);
  const quantise = useDocument((document) => document.quantise);
  if (!change) return null;
  return (
    <button
      type="button"
      className="button pending"
      aria-label={words.cancelPending(change.label)}
      onClick={cancelPending}
    >
      {words.pending(change.label, words.quantiseNames[quantise])}
    </button>
  );
}

function History() {
  const undoLabel = useHistory((state) => state.undoLabel);
  const redoLabel = useHistory((state) => state.redoLabel);
  return (
    <div className="group undo-redo">
      <button
        type="button"
        className="button"
        disabled={undoLabel === undefined}
        aria-label={words.undo(undoLabel)}
        title={words.undo(undoLabel)}
        onClick={() => session.undo()}
      >
        <Icon name="undo" />
      </button>
      <button
        type="button"
        className="button"
        disabled={redoLabel === undefined}
        aria-label={words.redo(redoLabel)}
        title={words.redo(redoLabel)}
        onClick={() => session.redo()}
      >
        <Icon name="redo" />
      </button>
    </div>
  );
}
