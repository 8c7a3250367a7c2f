import { useId, useState } from 'react';
import { useStore } from 'zustand';
import type { BackendRow } from '../../learning';
import type { Comparison } from '../../plugins/training';
import { datalog } from '../dataset/datalog';
import { formatCount, formatTime } from '../format';
import { strings } from '../strings';
import { view } from '../studio';
import { LossChart } from './LossChart';
import {
  backendToTrainOn,
  cancelTraining,
  endText,
  probeBackends,
  type TrainingState,
  training,
  trainModel,
  tuneModel,
} from './training';

const words = strings.model.train;
/** Steps of each net, and the least and the most that can be asked for. */
const STEPS = { usual: 2_000, min: 10, max: 20_000 };
const SEEDS = { min: 1, max: 1_000_000 };

/** Trains a model in a worker: where, for how long, how it goes, what came of it. */
export function TrainingPage() {
  const state = useStore(training);
  const mayLearn = useStore(datalog, ({ consents }) => consents.training);
  const [steps, setSteps] = useState(STEPS.usual);
  const [seed, setSeed] = useState(SEEDS.min);
  const isBusy = state.phase !== 'idle';
  return (
    <>
      <p className="model-about">{words.about}</p>
      <Backends state={state} isBusy={isBusy} onProbe={() => void probeBackends(steps)} />
      <div className="model-actions">
        <Whole label={words.steps} value={steps} bounds={STEPS} isOff={isBusy} onChange={setSteps} />
        <Whole label={words.seed} value={seed} bounds={SEEDS} isOff={isBusy} onChange={setSeed} />
      </div>
      <div className="model-actions">
        <button
          type="button"
          className="button"
          disabled={isBusy}
          onClick={() => void trainModel(seed, steps)}
        >
          {words.start}
        </button>
        <button
          type="button"
          className="button"
          disabled={isBusy || !mayLearn}
          title={words.tuneAbout}
          onClick={() => void tuneModel(seed, steps)}
        >
          {words.tune}
        </button>
        <button type="button" className="button" disabled={!isBusy} onClick={cancelTraining}>
          {words.cancel}
        </button>
      </div>
      <p className="model-about">
        {mayLearn ? words.tuneAbout : words.noConsent}{' '}
        {!mayLearn && (
          <button type="button" className="link" onClick={() => view.setState({ dialog: 'dataset' })}>
            {words.openLog}
          </button>
        )}
      </p>
      <Progress state={state} />
    </>
  );
}

function Progress({ state }: { readonly state: TrainingState }) {
  const { phase, rows, ticks, part, parts, left, end } = state;
  return (
    <>
      <p role="status" className="model-note" data-kind={end?.kind === 'failed' ? 'failed' : 'done'}>
        {phase === 'probing' && words.probing}
        {phase === 'reading' && words.reading}
        {phase === 'judging' && words.judging}
        {phase === 'learning' && words.learning(rows, part + 1, parts)}
        {phase === 'learning' && left !== undefined && ` · ${words.left(left)}`}
        {phase === 'idle' && end && endText(end)}
      </p>
      <LossChart ticks={ticks} />
      {end?.kind === 'tuned' && end.model.comparison && <Compared comparison={end.model.comparison} />}
    </>
  );
}

function Compared({ comparison }: { readonly comparison: Comparison }) {
  const { percent } = strings.model.state;
  return (
    <table>
      <thead>
        <tr>
          {words.comparisonColumns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(['own', 'shipped'] as const).map((which) => (
          <tr key={which}>
            <th scope="row">{words[which]}</th>
            <td className="number">{percent(comparison[which].before.error)}</td>
            <td className="number">{percent(comparison[which].after.error)}</td>
            <td className="number">{formatCount(comparison[which].after.rows)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What each backend of tfjs takes for a step of this training, and which one is used. */
function Backends({
  state,
  isBusy,
  onProbe,
}: {
  readonly state: TrainingState;
  readonly isBusy: boolean;
  readonly onProbe: () => void;
}) {
  const name = useId();
  const { backends, fastest } = state;
  const chosen = backendToTrainOn(state);
  const [first, ...columns] = words.backendColumns;
  return (
    <section aria-label={words.backends}>
      <div className="model-actions">
        <button type="button" className="button" disabled={isBusy} onClick={onProbe}>
          {words.probe}
        </button>
        {backends.length === 0 && <span className="model-about">{words.willUse(chosen)}</span>}
      </div>
      {backends.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{first}</th>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {backends.map((row) => (
              <tr key={row.backend}>
                <th scope="row">
                  <label className="model-choice">
                    <input
                      type="radio"
                      name={name}
                      aria-label={`${words.choose}: ${row.backend}`}
                      checked={row.backend === chosen}
                      disabled={isBusy || !row.ok}
                      onChange={() => training.setState({ override: row.backend })}
                    />
                    {row.backend}
                    {row.backend === fastest && <em>{words.chosen}</em>}
                  </label>
                </th>
                <Times row={row} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Times({ row }: { readonly row: BackendRow }) {
  if (!row.ok) return <td colSpan={words.backendColumns.length - 1}>{row.why}</td>;
  return [row.firstStep, row.step, row.expected].map((milliseconds, index) => {
    const { value, unit } = formatTime(milliseconds);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: three columns that never move
      <td key={index} className="number">
        {value} {unit}
      </td>
    );
  });
}

/** A whole number that is typed; what is none is shown as wrong and not taken. */
function Whole({
  label,
  value,
  bounds: { min, max },
  isOff,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly bounds: { readonly min: number; readonly max: number };
  readonly isOff: boolean;
  readonly onChange: (value: number) => void;
}) {
  const [text, setText] = useState(String(value));
  const read = (typed: string): number | undefined => {
    const number = Number(typed);
    return typed.trim() !== '' && Number.isInteger(number) && number >= min && number <= max
      ? number
      : undefined;
  };
  return (
    <label className="model-number">
      {label}
      <input
        inputMode="numeric"
        disabled={isOff}
        value={text}
        aria-invalid={read(text) === undefined}
        title={strings.collect.between(min, max)}
        onChange={(event) => {
          setText(event.target.value);
          const number = read(event.target.value);
          if (number !== undefined) onChange(number);
        }}
      />
    </label>
  );
}
