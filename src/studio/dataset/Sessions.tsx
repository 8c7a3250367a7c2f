import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Erasure, Head } from '../../dataset';
import { formatBytes } from '../format';
import { formatWhen } from '../keeping/format-when';
import { strings } from '../strings';
import { broken, onTrouble, openDatalog } from './datalog';

const words = strings.dataset;
const DAY = 86_400_000;
/** Rows that are drawn; older sessions are counted. */
const MOST_ROWS = 200;

interface Question {
  readonly text: string;
  readonly erasure: Erasure;
}

/** Every session, with what deletes it. */
export function Sessions({ heads }: { readonly heads: readonly Head[] }) {
  const [question, setQuestion] = useState<Question>();
  const [removed, setRemoved] = useState<number>();
  const [own, setOwn] = useState('');
  const damaged = useStore(broken);
  // The own session begins anew when it is deleted, and then there are other heads.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    openDatalog()
      .then(({ log }) => setOwn(log.session))
      .catch(onTrouble);
  }, [heads]);
  const erase = (erasure: Erasure): void => {
    setQuestion(undefined);
    openDatalog()
      .then(({ log }) => log.erase(erasure))
      .then(setRemoved)
      .catch(onTrouble);
  };
  const latest = heads.toSorted((a, b) => b.started - a.started).slice(0, MOST_ROWS);
  return (
    <section aria-label={words.list}>
      <h3>{words.list}</h3>
      {heads.length === 0 ? (
        <p className="empty">{words.none}</p>
      ) : (
        <table className="dataset-sessions">
          <thead>
            <tr>
              <th scope="col">{words.when}</th>
              <th scope="col">{words.who}</th>
              <th scope="col">{words.what}</th>
              <th scope="col">{words.size}</th>
              <th scope="col">
                <span className="visually-hidden">{words.remove}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {latest.map((head) => (
              <tr key={head.session}>
                <th scope="row">
                  {formatWhen(head.started)}
                  {head.session === own && <small>{words.thisOne}</small>}
                  {head.shared !== undefined && <small>{words.fromFile}</small>}
                  {damaged.sessions.includes(head.session) && <small className="bad">{words.broken}</small>}
                </th>
                <td>{words.actors[head.actor]}</td>
                <td className="number">{head.events}</td>
                <td className="number">{formatBytes(head.bytes)}</td>
                <td>
                  <button
                    type="button"
                    className="link"
                    aria-label={words.removeOne(formatWhen(head.started))}
                    onClick={() =>
                      setQuestion({
                        text: words.removeOne(formatWhen(head.started)),
                        erasure: { sessions: [head.session] },
                      })
                    }
                  >
                    {words.remove}
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <RemoveRange ask={setQuestion} />
      {question && (
        <p role="alert" className="dataset-banner">
          {words.sure(question.text)}
          <button type="button" className="button danger" onClick={() => erase(question.erasure)}>
            {words.yes}
          </button>
          <button type="button" className="button" onClick={() => setQuestion(undefined)}>
            {words.no}
          </button>
        </p>
      )}
      {removed !== undefined && !question && (
        <p role="status" className="dataset-note">
          {words.removed(removed)}
        </p>
      )}
    </section>
  );
}

function RemoveRange({ ask }: { readonly ask: (question: Question) => void }) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  // A day in the performer's own time zone.
  const [begin, end] = [Date.parse(`${from}T00:00`), Date.parse(`${to}T00:00`) + DAY];
  const isRange = Number.isFinite(begin) && Number.isFinite(end) && begin < end;
  return (
    <div className="dataset-remove">
      <span>{words.removeBetween}</span>
      <label>
        {words.from}
        <input
          type="date"
          className="select"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </label>
      <label>
        {words.to}
        <input type="date" className="select" value={to} onChange={(event) => setTo(event.target.value)} />
      </label>
      <button
        type="button"
        className="button"
        disabled={!isRange}
        onClick={() => ask({ text: words.removeRange, erasure: { from: begin, to: end } })}
      >
        {words.removeRange}
      </button>
      <span className="spring" />
      <button
        type="button"
        className="button danger"
        onClick={() => ask({ text: words.removeAll, erasure: 'everything' })}
      >
        {words.removeAll}
      </button>
    </div>
  );
}
