import { type CSSProperties, useRef } from 'react';
import { useStore } from 'zustand';
import { detuneOf, keyName, lagOf, type Material } from '../../audio';
import { type ChannelId, type ChannelSound, INSTRUMENTS, OCTAVE_RANGE, RATES, TOUCHES } from '../../session';
import { LOOKS } from '../backends';
import { useEffective } from '../effective';
import { answers, useVerdict, type Verdict } from '../engine/results';
import { formatTime } from '../format';
import { useReadable } from '../readable';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { telemetry } from '../telemetry';
import { Choice } from './Choice';
import { NoteRoll } from './NoteRoll';
import { heardAnswer, materialFor } from './parts';

const words = strings.sound;
const OCTAVES = Array.from(
  { length: OCTAVE_RANGE.max - OCTAVE_RANGE.min + 1 },
  (_, index) => OCTAVE_RANGE.max - index,
);

/** One channel: its instrument and how it is played, and what one hears of it. */
export function InstrumentRow({ id }: { readonly id: ChannelId }) {
  const sound = useDocument(({ channels }) => channels[id].sound);
  const title = strings.channel[id];
  const { columns } = words;
  const change = (column: string, next: Partial<ChannelSound>): void =>
    session.commit(words.of(title, column), 'user', (draft) => {
      Object.assign(draft.channels[id].sound, next);
    });
  return (
    <tr style={{ '--hue': LOOKS[id].hue } as CSSProperties} data-channel={id}>
      <th scope="row">
        <i className="sound-hue" />
        {title}
      </th>
      <td>
        <Choice
          hidden
          label={words.of(title, columns.instrument)}
          value={sound.instrument}
          options={INSTRUMENTS.map((value) => ({ value, name: words.instrumentNames[value] }))}
          onChange={(instrument) => change(columns.instrument, { instrument })}
        />
      </td>
      <td>
        <Choice
          hidden
          label={words.of(title, columns.touch)}
          value={sound.touch}
          options={TOUCHES.map((value) => ({ value, name: words.touchNames[value] }))}
          onChange={(touch) => change(columns.touch, { touch })}
        />
      </td>
      <td>
        <Choice
          hidden
          label={words.of(title, columns.octave)}
          value={sound.octave}
          options={OCTAVES.map((value) => ({ value, name: words.octave(value) }))}
          onChange={(octave) => change(columns.octave, { octave })}
        />
      </td>
      <td>
        <Choice
          hidden
          label={words.of(title, columns.rate)}
          value={sound.rate}
          options={RATES.map((value) => ({ value, name: String(value) }))}
          onChange={(rate) => change(columns.rate, { rate })}
        />
      </td>
      <td>
        <Heard id={id} />
      </td>
    </tr>
  );
}

/** What one hears, in a line and as a roll of notes. */
function Heard({ id }: { readonly id: ChannelId }) {
  const verdict = useVerdict(id);
  useStore(answers, (state) => state[id]);
  const material = materialFor(
    id,
    useEffective(({ sound }) => sound),
  );
  const { octave, rate } = useDocument(({ channels }) => channels[id].sound);
  const isSilent = heardAnswer(id) === 'silent';
  return (
    <div className="sound-heard">
      {!isSilent && <NoteRoll id={id} material={material} rate={rate} />}
      <p>
        {isSilent ? silence(verdict) : about(material, octave)}
        {verdict.kind === 'wrong' || verdict.kind === 'deviates' ? (
          <em className="bad">{words.glitch}</em>
        ) : (
          !isSilent && <LagText id={id} />
        )}
      </p>
    </div>
  );
}

function silence({ kind }: Verdict): string {
  const reasons: Readonly<Partial<Record<Verdict['kind'], string>>> = words.silent;
  return reasons[kind] ?? words.silent.waiting;
}

function about({ kind, heardAs, slots, cut }: Material, octave: number): string {
  const notes = (slots[0]?.keys ?? []).map((key) => keyName(key + 12 * octave)).join(' ');
  const as = heardAs ? words.heardAs[heardAs] : '';
  return [words.heard[kind](slots.length, notes), as, cut ? words.cut : '']
    .filter((part) => part !== '')
    .join(' · ');
}

/** How late and how far off: figures that move with every measurement, written by the frame driver. */
function LagText({ id }: { readonly id: ChannelId }) {
  const text = useRef<HTMLElement>(null);
  const { lag, detune } = useDocument(({ sound }) => sound);
  const settings = useRef(0);
  settings.current = lag * 1000 + detune;
  useReadable(
    () => {
      const { p50, p95 } = telemetry[id];
      const { value, unit } = formatTime(lagOf(p50, lag) * 1000);
      const late = Number.isNaN(p50)
        ? ''
        : words.lag(`${value} ${unit}`, detuneOf({ answer: 'right', p50, p95 }, detune));
      if (text.current && text.current.textContent !== late) text.current.textContent = late;
    },
    () => telemetry[id].version + settings.current,
  );
  return <small className="number" ref={text} />;
}
