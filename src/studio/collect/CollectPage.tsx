import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { pageBridge } from '../engine/bridge';
import { formatPercent } from '../format';
import { strings } from '../strings';
import { type CollectionState, cancelCollection, collection, startCollection } from './collection';
import { AMOUNTS, amountOf, MODES, type ModeId, type Wishes } from './request';
import './collect.css';

const words = strings.collect;

/** The four ways to collect: what and how much, how far it is, how to end it and how to go on. */
export function CollectPage() {
  const { state, wishes, unfinished } = useStore(collection);
  const isBusy = state.kind === 'opening' || state.kind === 'running';
  const isAnything = MODES.some((mode) => wishes[mode].on);
  const hasBridge = pageBridge() !== undefined;
  const put = (more: Partial<Wishes>): void => collection.setState({ wishes: { ...wishes, ...more } });
  return (
    <section className="collect" aria-label={words.title}>
      <p className="dataset-note">{words.about}</p>
      <div className="collect-modes">
        {MODES.map((mode) => (
          <ModeRow
            key={mode}
            id={mode}
            wishes={wishes}
            isBusy={isBusy}
            onChange={(next) => put({ [mode]: next })}
          />
        ))}
      </div>
      <div className="dataset-choices">
        {hasBridge && (
          <label>
            <input
              type="checkbox"
              checked={wishes.native}
              disabled={isBusy}
              onChange={(event) => put({ native: event.target.checked })}
            />
            {words.native}
          </label>
        )}
        <span className="collect-amount">
          {words.seed}
          <Amount
            value={wishes.seed}
            bounds={{ min: 0, max: 1_000_000 }}
            isOff={isBusy}
            label={words.seed}
            onChange={(seed) => put({ seed })}
          />
        </span>
      </div>
      <div className="dataset-actions">
        <button
          type="button"
          className="button primary"
          disabled={isBusy || !isAnything}
          onClick={() => void startCollection()}
        >
          {words.start}
        </button>
        {unfinished && !isBusy && (
          <button type="button" className="button" onClick={() => void startCollection(true)}>
            {words.resume(unfinished.done.length)}
          </button>
        )}
        {isBusy && (
          <button type="button" className="button" onClick={cancelCollection}>
            {words.cancel}
          </button>
        )}
      </div>
      <Progress state={state} />
    </section>
  );
}

function ModeRow({
  id,
  wishes,
  isBusy,
  onChange,
}: {
  readonly id: ModeId;
  readonly wishes: Wishes;
  readonly isBusy: boolean;
  readonly onChange: (mode: Wishes[ModeId]) => void;
}) {
  const mode = wishes[id];
  const about = useId();
  const [name, explanation, unit] = words.modes[id];
  return (
    <div className="collect-mode" data-on={mode.on}>
      <label className="collect-name">
        <input
          type="checkbox"
          checked={mode.on}
          disabled={isBusy}
          aria-describedby={about}
          onChange={(event) => onChange({ ...mode, on: event.target.checked })}
        />
        <b>{name}</b>
      </label>
      <span className="collect-amount">
        <Amount
          value={mode.amount}
          bounds={AMOUNTS[id]}
          isOff={isBusy || !mode.on}
          label={words.amount(name, unit)}
          onChange={(amount) => onChange({ ...mode, amount })}
        />
        {unit}
      </span>
      <small id={about}>{explanation}</small>
    </div>
  );
}

/** A whole number that is typed; what is none is shown as wrong and not taken. */
function Amount({
  value,
  bounds,
  isOff,
  label,
  onChange,
}: {
  readonly value: number;
  readonly bounds: { readonly min: number; readonly max: number };
  readonly isOff: boolean;
  readonly label: string;
  readonly onChange: (value: number) => void;
}) {
  const [text, setText] = useState(String(value));
  const isWrong = amountOf(text, bounds) === undefined;
  return (
    <input
      className="collect-number"
      inputMode="numeric"
      aria-label={label}
      aria-invalid={isWrong}
      title={isWrong ? words.between(bounds.min, bounds.max) : undefined}
      disabled={isOff}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const amount = amountOf(event.target.value, bounds);
        if (amount !== undefined) onChange(amount);
      }}
    />
  );
}

function Progress({ state }: { readonly state: CollectionState }) {
  switch (state.kind) {
    case 'idle':
      return null;
    case 'opening':
      return (
        <p role="status" className="dataset-note">
          {words.opening}
        </p>
      );
    case 'running': {
      const { mode, done, share, records, rate, left } = state;
      return (
        <div className="dataset-progress">
          <progress aria-label={words.modes[mode][0]} value={share} />
          <span>{words.progress(words.modes[mode][0], done, records)}</span>
          <span className="number">{words.rate(rate)}</span>
          <span className="number">{words.left(left)}</span>
          <span className="number">{formatPercent(share)}</span>
        </div>
      );
    }
    case 'over':
      return (
        <p role="status" className="dataset-note">
          {words.over(state.records, state.early)}
          {state.failed > 0 && ` ${words.failed(state.failed)}`}
        </p>
      );
    case 'failed':
      return (
        <p role="alert" className="dataset-note" data-kind="failed">
          {words.broken(state.message)}
        </p>
      );
  }
}
