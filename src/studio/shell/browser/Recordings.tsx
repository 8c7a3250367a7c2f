import { useStore } from 'zustand';
import { openRecorded, PROGRAMS } from '../../../session';
import { type RecordedProgram, recordings } from '../../engine/memory';
import { formatCount } from '../../format';
import { formatWhen } from '../../keeping/format-when';
import { atBoundary } from '../../quantised';
import { strings } from '../../strings';
import { session } from '../../studio';
import { Section } from './Section';

const words = strings.browser;

/** Programs that were measured in this browser: one click opens one at the size of its last measurement. */
export function Recordings() {
  return (
    <Section id="recordings" grow={2}>
      <List />
    </Section>
  );
}

function List() {
  const programs = useStore(recordings, (state) => state.programs);
  if (!programs) return <p className="empty">{words.readingRecordings}</p>;
  if (programs.length === 0) return <p className="empty">{words.noRecordings}</p>;
  return (
    <ul className="browser-list">
      {programs.map((program) => (
        <li key={program.hash}>
          <Item program={program} />
        </li>
      ))}
    </ul>
  );
}

function Item({ program }: { readonly program: RecordedProgram }) {
  const { code, size, time, backends, measurements, inputs } = program;
  const example = PROGRAMS.find(({ text }) => text === code);
  const name = example?.title ?? code.replaceAll(/\s+/g, ' ');
  return (
    <button
      type="button"
      className="browser-item"
      aria-label={words.openRecording(name)}
      title={words.recordedAt(formatWhen(time), formatCount(size), backends.size, measurements)}
      onClick={() => atBoundary(name, () => openRecorded(session, { text: code, n: size, inputs }))}
    >
      <span className={example ? 'browser-name' : 'browser-name mono'}>{name}</span>
      <small>{formatWhen(time)}</small>
    </button>
  );
}
