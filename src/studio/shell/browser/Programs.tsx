import { useState } from 'react';
import { type ExampleProgram, type Family, openProgram, PROGRAMS } from '../../../session';
import { atBoundary } from '../../quantised';
import { strings } from '../../strings';
import { session, useDocument } from '../../studio';
import { Section } from './Section';

const words = strings.browser;

/** Families in the order in which the gallery shows them. */
const SHOWN: readonly Family[] = [...new Set(PROGRAMS.map(({ family }) => family))];

/** The gallery: programs by family, and what to listen for in the one that is open. */
export function Programs() {
  const [search, setSearch] = useState('');
  const title = useDocument((document) => document.title);
  const found = PROGRAMS.filter((program) => matches(program, search));
  const open = PROGRAMS.find((program) => program.title === title);
  return (
    <Section
      id="programs"
      grow={5}
      action={
        <input
          className="browser-search"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      }
    >
      <div className="browser-list">
        {SHOWN.map((family) => (
          <FamilyList
            key={family}
            family={family}
            programs={found.filter((program) => program.family === family)}
            title={title}
          />
        ))}
        {found.length === 0 && <p className="empty">{words.noProgram(search)}</p>}
      </div>
      {open && (
        <p className="listen">
          <b>{words.listen}</b> {open.listen}
        </p>
      )}
    </Section>
  );
}

function FamilyList({
  family,
  programs,
  title,
}: {
  readonly family: Family;
  readonly programs: readonly ExampleProgram[];
  readonly title: string;
}) {
  if (programs.length === 0) return null;
  return (
    <>
      <h3 className="family">{words.family(family)}</h3>
      <ul>
        {programs.map((program) => (
          <li key={program.id}>
            <button
              type="button"
              className="browser-item"
              aria-current={program.title === title}
              title={program.listen}
              onClick={() => atBoundary(program.title, () => openProgram(session, program))}
            >
              <i />
              <span className="browser-name">{program.title}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function matches({ title, family, text, listen }: ExampleProgram, search: string): boolean {
  return `${title} ${family} ${text} ${listen}`.toLowerCase().includes(search.trim().toLowerCase());
}
