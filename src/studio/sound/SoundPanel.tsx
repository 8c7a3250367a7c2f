import './sound.css';
import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { ROOT_NAMES } from '../../audio';
import { CHANNEL_IDS, parameterById, READINGS, SCALES } from '../../session';
import { Knob } from '../controls/Knob';
import { useEffectiveUnit } from '../effective';
import { useReadable } from '../readable';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { Choice } from './Choice';
import { DrumGrid } from './DrumGrid';
import { ExportForm } from './ExportForm';
import { InstrumentRow } from './InstrumentRow';
import { droppedSteps, power } from './power';

const words = strings.sound;
const KNOBS = ['sound.volume', 'sound.lag', 'sound.detune', 'sound.drums'] as const;

/** What sounds and how: scale and root, an instrument per channel, the drum grid, the way to a file. */
export default function SoundPanel({ onClose }: { readonly onClose: () => void }) {
  const panel = useRef<HTMLElement>(null);
  const state = useStore(power);

  // The panel takes the focus and gives it back to the button that opened it.
  useEffect(() => {
    const opener = document.activeElement;
    panel.current?.focus();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);

  return (
    <section
      ref={panel}
      className="sound-panel"
      aria-label={words.title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header className="panel-title">
        <h2>{words.title}</h2>
        <div className="panel-fact">
          <span className={state.kind === 'stopped' ? 'warn' : ''} role="status">
            {state.kind === 'stopped' ? state.message : state.kind === 'off' ? words.idle : <Lateness />}
          </span>
          <button type="button" className="icon-button" aria-label={words.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      </header>
      <div className="sound-body">
        <div className="sound-shared">
          <Shared />
          {KNOBS.map((id) => (
            <SharedKnob key={id} id={id} />
          ))}
        </div>
        <InstrumentTable>
          {CHANNEL_IDS.map((id) => (
            <InstrumentRow key={id} id={id} />
          ))}
        </InstrumentTable>
        <DrumGrid />
        <ExportForm />
      </div>
    </section>
  );
}

/** What sound costs, and what it had to leave out. */
function Lateness() {
  const text = useRef<HTMLSpanElement>(null);
  useReadable(() => {
    const steps = droppedSteps();
    if (text.current) text.current.textContent = steps === 0 ? words.shares : words.dropped(steps);
  }, droppedSteps);
  return <span ref={text}>{words.shares}</span>;
}

/** Root, scale and how numbers are read. */
function Shared() {
  const root = useDocument(({ sound }) => sound.root);
  const scale = useDocument(({ sound }) => sound.scale);
  const reading = useDocument(({ sound }) => sound.reading);
  return (
    <div className="sound-choices">
      <Choice
        label={words.root}
        value={root}
        options={ROOT_NAMES.map((name, value) => ({ value, name }))}
        onChange={(next) =>
          session.commit(words.root, 'user', (draft) => {
            draft.sound.root = next;
          })
        }
      />
      <Choice
        label={words.scale}
        value={scale}
        options={SCALES.map((value) => ({ value, name: words.scaleNames[value] }))}
        onChange={(next) =>
          session.commit(words.scale, 'user', (draft) => {
            draft.sound.scale = next;
          })
        }
      />
      <Choice
        label={words.reading}
        value={reading}
        options={READINGS.map((value) => ({ value, name: words.readingNames[value] }))}
        onChange={(next) =>
          session.commit(words.reading, 'user', (draft) => {
            draft.sound.reading = next;
          })
        }
      />
    </div>
  );
}

function SharedKnob({ id }: { readonly id: (typeof KNOBS)[number] }) {
  const parameter = parameterById(id);
  return (
    <div className="sound-knob" title={parameter.label}>
      <Knob parameter={parameter} effective={useEffectiveUnit(parameter)} layout="column" />
    </div>
  );
}

function InstrumentTable({ children }: { readonly children: ReactNode }) {
  const { columns } = words;
  return (
    <table className="sound-instruments" aria-label={words.instruments}>
      <thead>
        <tr>
          <th scope="col">{columns.channel}</th>
          <th scope="col">{columns.instrument}</th>
          <th scope="col">{columns.touch}</th>
          <th scope="col">{columns.octave}</th>
          <th scope="col">{columns.rate}</th>
          <th scope="col">{columns.heard}</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}
