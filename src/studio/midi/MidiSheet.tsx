import { useState } from 'react';
import { useStore } from 'zustand';
import { type MidiMapping, PARAMETERS } from '../../session';
import { COMMANDS } from '../commands';
import { Dialog } from '../commands/Dialog';
import { Toggle } from '../controls/Toggle';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { forget, learnTarget, toggleLearnMode } from './actions';
import { exportMappings, importMappings } from './files';
import { closeMidi, openMidi } from './midi';
import { controlName, targetName } from './names';
import { midiState } from './state';
import './midi.css';

const words = strings.midi;

/** MIDI: on or off and why not, the controllers, what is mapped to what. */
export default function MidiSheet({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={words.title} className="midi" onClose={onClose}>
      <Port />
      <Learning onClose={onClose} />
      <Mappings />
    </Dialog>
  );
}

function Port() {
  const port = useStore(midiState, (state) => state.port);
  const heard = useStore(midiState, (state) => state.heard);
  if (port.kind === 'open') {
    return (
      <section aria-label={words.devices}>
        <h3>
          {words.devices}
          <span className="spring" />
          <button type="button" className="link" onClick={closeMidi}>
            {words.disable}
          </button>
        </h3>
        <p className="midi-about" aria-live="polite">
          {port.devices.length === 0
            ? words.noDevices
            : port.devices.map(({ name }) => name || words.unnamed).join(', ')}
          {heard && <small>{words.heard(controlName(heard))}</small>}
        </p>
      </section>
    );
  }
  return (
    <section aria-label={words.devices}>
      <p className="midi-about" role={port.kind === 'idle' || port.kind === 'asking' ? undefined : 'alert'}>
        {port.kind === 'failed' ? words.failed(port.reason) : words[port.kind]}
      </p>
      {port.kind !== 'unsupported' && (
        <button
          type="button"
          className="button"
          disabled={port.kind === 'asking'}
          onClick={() => void openMidi()}
        >
          {words.enable}
        </button>
      )}
    </section>
  );
}

function Learning({ onClose }: { readonly onClose: () => void }) {
  const takeover = useDocument(({ midi }) => midi.takeover);
  return (
    <section className="midi-learning" aria-label={words.learnMode}>
      <button
        type="button"
        className="button"
        onClick={() => {
          onClose();
          void toggleLearnMode();
        }}
      >
        {words.learnMode}
      </button>
      <select
        className="select"
        aria-label={words.learnCommandLabel}
        value=""
        onChange={(event) => {
          onClose();
          void learnTarget({ kind: 'command', id: event.target.value });
        }}
      >
        <option value="">{words.learnCommand}</option>
        {COMMANDS.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <div className="midi-takeover" title={words.takeoverAbout}>
        <span>{words.takeover}</span>
        <Toggle
          label={words.takeover}
          on={takeover === 'pickup'}
          onChange={(on) =>
            session.commit(words.takeover, 'user', (draft) => {
              draft.midi.takeover = on ? 'pickup' : 'jump';
            })
          }
        />
      </div>
    </section>
  );
}

function Mappings() {
  const mappings = useDocument(({ midi }) => midi.mappings);
  const [trouble, setTrouble] = useState('');

  return (
    <section aria-label={words.mappings}>
      <h3>
        {words.mappings}
        <span className="spring" />
        <button
          type="button"
          className="link"
          disabled={mappings.length === 0}
          onClick={() => void exportMappings()}
        >
          {words.export}
        </button>
        <label className="link">
          {words.import}
          <input
            type="file"
            className="visually-hidden"
            accept=".json,application/json"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void importMappings(file).then(setTrouble);
            }}
          />
        </label>
      </h3>
      {trouble !== '' && (
        <p className="midi-trouble" role="alert">
          {trouble}
        </p>
      )}
      {mappings.length === 0 && <p className="midi-about">{words.noMappings}</p>}
      <ul className="midi-mappings">
        {mappings.map((mapping) => (
          <Mapping key={controlName(mapping.control)} mapping={mapping} />
        ))}
      </ul>
    </section>
  );
}

function Mapping({ mapping: { control, target } }: { readonly mapping: MidiMapping }) {
  const waiting = useStore(midiState, (state) => state.waiting[target.id] !== undefined);
  const parameter = PARAMETERS.get(target.id);
  return (
    <li>
      <b>{controlName(control)}</b>
      <span>{targetName(target)}</span>
      {waiting && parameter && <small>{strings.control.marks.takeover}</small>}
      <button
        type="button"
        className="icon-button"
        aria-label={words.forget(targetName(target))}
        onClick={() => forget(target)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
