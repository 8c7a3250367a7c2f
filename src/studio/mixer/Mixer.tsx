import { type CSSProperties, useState } from 'react';
import { CHANNEL_IDS, type ChannelId, MACROS, parameterById, presetById, putPreset } from '../../session';
import { LOOKS } from '../backends';
import { Fader } from '../controls/Fader';
import { Knob } from '../controls/Knob';
import { Toggle } from '../controls/Toggle';
import { useEffective, useEffectiveUnit } from '../effective';
import { useCompiled } from '../engine/results';
import { atBoundary } from '../quantised';
import { useVerifiedCount } from '../shell/VerifiedCount';
import { strings } from '../strings';
import { session, useDocument, useView, view } from '../studio';
import { toggleMute, toggleSolo } from '../toggles';
import { EffectsRack } from './EffectsRack';
import { Meter } from './Meter';
import { SoundKnobs } from './SoundKnobs';
import { StripForecast } from './StripForecast';
import { StripNumber, TotalRuns } from './StripNumber';
import { VerdictText } from './VerdictText';

const words = strings.mixer;

export function Mixer() {
  return (
    <section className="mixer" data-panel="mixer" aria-label={words.title}>
      {CHANNEL_IDS.map((id, index) => (
        <Strip key={id} id={id} number={index + 1} />
      ))}
      <MacroStrip />
    </section>
  );
}

function Strip({ id, number }: { readonly id: ChannelId; readonly number: number }) {
  const [rackOpen, setRackOpen] = useState(false);
  const title = strings.channel[id];
  const shown = useView((state) => state.tab === id);
  const mute = useDocument((document) => document.channels[id].mute);
  const solo = useDocument((document) => document.channels[id].solo);
  // Whoever touches a channel wants to see what it does to the code.
  const showCode = () => view.setState({ tab: id });
  return (
    <fieldset
      className="strip"
      aria-label={title}
      data-channel={id}
      data-muted={mute}
      style={{ '--hue': LOOKS[id].hue } as CSSProperties}
      onFocus={showCode}
      onPointerDown={showCode}
    >
      <header>
        <button type="button" className="strip-name" aria-pressed={shown} onClick={showCode}>
          <i />
          {title}
        </button>
        <UncheckedBadge id={id} />
        <em>{number}</em>
      </header>
      <div className="strip-body">
        <LevelFader id={id} />
        <div className="strip-values">
          <LevelValue id={id} />
          <ParallelKnob id={id} />
          <UnsafeSwitch id={id} />
          <SoundKnobs id={id} />
        </div>
        <Meter id={id} />
        <ModeSelect id={id} />
      </div>
      <div className="strip-buttons">
        <button
          type="button"
          className="strip-button mute"
          aria-label={words.mute(title)}
          aria-pressed={mute}
          onClick={() => toggleMute(id)}
        >
          M
        </button>
        <button
          type="button"
          className="strip-button solo"
          aria-label={words.solo(title)}
          aria-pressed={solo}
          onClick={() => toggleSolo(id)}
        >
          S
        </button>
        <button
          type="button"
          className="strip-button"
          aria-label={words.effects(title)}
          aria-expanded={rackOpen}
          onClick={() => setRackOpen(!rackOpen)}
        >
          {words.effectsShort}
        </button>
      </div>
      <footer className="strip-number">
        <StripNumber id={id} />
        <StripForecast id={id} />
        <VerdictText id={id} />
      </footer>
      {rackOpen && <EffectsRack id={id} onClose={() => setRackOpen(false)} />}
    </fieldset>
  );
}

/** Says how many checks unsafe has dropped from the program; which ones, the notes under the code tell. */
function UncheckedBadge({ id }: { readonly id: ChannelId }) {
  const dropped = useCompiled(({ codes }) => {
    const code = codes[id];
    return code?.ok ? code.emission.notes.filter((note) => note.rule === 'unsafe-check-dropped').length : 0;
  });
  if (dropped === 0) return null;
  return (
    <span className="badge" title={words.unchecked(dropped)}>
      {words.uncheckedShort(dropped)}
    </span>
  );
}

function LevelFader({ id }: { readonly id: ChannelId }) {
  const parameter = parameterById(`${id}.level`);
  const effective = useEffectiveUnit(parameter);
  return <Fader parameter={parameter} effective={effective} />;
}

/** The level in figures; the fader beside it is the control. */
function LevelValue({ id }: { readonly id: ChannelId }) {
  const parameter = parameterById(`${id}.level`);
  const value = useDocument(parameter.get);
  return (
    <div className="strip-row">
      <span>{parameter.name}</span>
      <b>{parameter.short(value)}</b>
    </div>
  );
}

function ParallelKnob({ id }: { readonly id: ChannelId }) {
  const parameter = parameterById(`${id}.parallel`);
  const effective = useEffectiveUnit(parameter);
  if (LOOKS[id].hasThreads) return <Knob parameter={parameter} effective={effective} />;
  // A knob that changed nothing would be a lie; the row says why there is none.
  return (
    <div className="strip-row" title={words.oneThreadAbout[id]}>
      <span>{parameter.name}</span>
      <b>{words.oneThread}</b>
    </div>
  );
}

function UnsafeSwitch({ id }: { readonly id: ChannelId }) {
  const unsafe = useDocument((document) => document.channels[id].unsafe);
  const effective = useEffective((document) => document.channels[id].unsafe);
  const label = `${strings.channel[id]} ${words.unsafe}`;
  return (
    <div className="strip-row unsafe" data-on={effective}>
      <span>{words.unsafe}</span>
      <b>{effective ? words.on : words.off}</b>
      <Toggle
        label={label}
        on={unsafe}
        onChange={(on) =>
          session.commit(label, 'user', (draft) => {
            draft.channels[id].unsafe = on;
          })
        }
      />
    </div>
  );
}

function ModeSelect({ id }: { readonly id: ChannelId }) {
  const mode = useDocument((document) => document.channels[id].mode);
  const label = `${strings.channel[id]} ${words.mode}`;
  return (
    <label className="strip-row strip-mode">
      <span className="as">{words.as}</span>
      <select
        className="select"
        aria-label={label}
        value={mode}
        onChange={(event) => {
          const next = event.target.value;
          session.commit(label, 'user', (draft) => {
            draft.channels[id].mode = next;
          });
        }}
      >
        {LOOKS[id].modes.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  );
}

const STYLES = ['hi-fi-sequential', 'punchy-parallel', 'lo-fi-minimalist'] as const;

function MacroStrip() {
  const { equal, answered } = useVerifiedCount();
  return (
    <fieldset
      className="strip macros"
      aria-label={words.macros}
      style={{ '--hue': 'var(--on)' } as CSSProperties}
    >
      <header>
        <h2 className="strip-name">{words.macros}</h2>
        <em>{words.allChannels}</em>
      </header>
      <div className="macro-knobs">
        {MACROS.map((macro) => (
          <div key={macro} title={words.macroAbout[macro]}>
            <Knob parameter={parameterById(`macro.${macro}`)} layout="column" />
          </div>
        ))}
      </div>
      <div className="strip-buttons">
        {STYLES.map((preset) => (
          <button
            key={preset}
            type="button"
            className="strip-button"
            title={presetById(preset).about}
            onClick={() => atBoundary(presetById(preset).name, () => putPreset(session, presetById(preset)))}
          >
            {words.styles[preset]}
          </button>
        ))}
      </div>
      <footer className="strip-number">
        <b>{answered === 0 ? words.none : `${equal}/${answered}`}</b>
        <small>{words.verified}</small>
        <TotalRuns />
      </footer>
    </fieldset>
  );
}
