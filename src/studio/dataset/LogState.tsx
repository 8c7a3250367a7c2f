import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Head, Scope } from '../../dataset';
import { Toggle } from '../controls/Toggle';
import { formatBytes } from '../format';
import { noteConsent } from '../interactions';
import { strings } from '../strings';
import { datalog, onTrouble, openDatalog } from './datalog';
import { exportMemory } from './jobs';
import { saveBlob } from './save';

const words = strings.dataset;
const SCOPES: readonly Scope[] = ['log', 'training', 'class', 'publish'];

/** How the log fares, what was agreed to, how much room there is. */
export function LogState({ heads }: { readonly heads: readonly Head[] }) {
  const bytes = heads.reduce((sum, head) => sum + head.bytes, 0);
  return (
    <section className="dataset-state">
      <Trouble />
      <p className="dataset-facts">
        <span>{words.sessions(heads.length)}</span>
        <span>{words.bytes(formatBytes(bytes))}</span>
        <UsageMeter />
      </p>
      <Agreements />
    </section>
  );
}

/** Banners: storage that is missing, full, or owned by a newer studio. */
function Trouble() {
  const { state, room, trouble } = useStore(datalog);
  return (
    <>
      {state.kind === 'memory' && (
        <p role="alert" className="dataset-banner">
          {words.memory(state.reason)}
          <button
            type="button"
            className="button"
            onClick={() =>
              void exportMemory()
                .then(({ blob }) => saveBlob(blob))
                .catch(onTrouble)
            }
          >
            {words.saveMemory}
          </button>
        </p>
      )}
      {state.kind === 'outdated' && (
        <p role="alert" className="dataset-banner">
          {words.outdated}
          <button type="button" className="button" onClick={() => location.reload()}>
            {words.reload}
          </button>
        </p>
      )}
      {state.kind === 'full' && (
        <p role="alert" className="dataset-banner">
          {words.full(state.waiting, state.dropped)}
        </p>
      )}
      {room !== 'plenty' && (
        <p role="status" className="dataset-banner">
          {room === 'none' ? words.stopped : words.little}
        </p>
      )}
      {trouble !== undefined && (
        <p role="status" className="dataset-banner">
          {words.trouble(trouble)}
        </p>
      )}
    </>
  );
}

function UsageMeter() {
  const usage = useStore(datalog, (state) => state.usage);
  if (!usage) return null;
  return (
    <span className="dataset-usage">
      <meter
        aria-label={words.usageLabel}
        min={0}
        max={usage.quota}
        low={usage.quota * 0.7}
        high={usage.quota * 0.85}
        value={usage.used}
      />
      {words.usage(formatBytes(usage.used), formatBytes(usage.quota))}
    </span>
  );
}

function Agreements() {
  const consents = useStore(datalog, (state) => state.consents);
  const persisted = useStore(datalog, (state) => state.persisted);
  const answer = (scope: Scope, given: boolean): void => {
    // Switching the log off is its last entry, switching it on its first.
    if (!given) noteConsent(scope, given);
    openDatalog()
      .then((opened) => opened.answer(scope, given))
      .then(() => {
        if (given) noteConsent(scope, given);
      })
      .catch(onTrouble);
  };
  return (
    <>
      <ul className="dataset-consents">
        {SCOPES.map((scope) => {
          const [name, about] = words.consents[scope];
          return (
            <li key={scope}>
              <Toggle label={name} on={consents[scope]} onChange={(on) => answer(scope, on)} />
              <span>
                <b>{name}</b>
                <small>{about}</small>
              </span>
            </li>
          );
        })}
        <li>
          <KeepFor />
        </li>
      </ul>
      {persisted !== undefined && (
        <p role="status" className="dataset-note">
          {persisted ? words.persisted : words.notPersisted}
        </p>
      )}
    </>
  );
}

const DAYS = { always: undefined, month: 30, year: 365 } as const;
type Keep = keyof typeof DAYS;

/** How long sessions are kept; what is older goes when the studio next starts. */
function KeepFor() {
  const [keep, setKeep] = useState<Keep>();
  useEffect(() => {
    openDatalog()
      .then(({ keepDays }) => setKeep(keepOf(keepDays())))
      .catch(onTrouble);
  }, []);
  if (keep === undefined) return null;
  return (
    <label className="dataset-keep">
      <b>{words.keep}</b>
      <select
        className="select"
        value={keep}
        onChange={(event) => {
          const next = keeps.find((each) => each === event.target.value) ?? 'always';
          setKeep(next);
          openDatalog()
            .then(({ setKeepDays }) => setKeepDays(DAYS[next]))
            .catch(onTrouble);
        }}
      >
        {keeps.map((each) => (
          <option key={each} value={each}>
            {words.keepFor[each]}
          </option>
        ))}
      </select>
    </label>
  );
}

const keeps: readonly Keep[] = ['always', 'month', 'year'];

function keepOf(days: number | undefined): Keep {
  return keeps.find((each) => DAYS[each] === days) ?? 'always';
}
