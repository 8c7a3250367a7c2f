import { useEffect, useState } from 'react';
import QualityWorker from '../../../workers/quality?worker';
import type { Accuracy, Agreement, Assessed, CrossCheck, QualityOperations } from '../../collector/quality';
import type { QualityReport } from '../../dataset/quality';
import { CallError, Client, workerPort } from '../../measure';
import { FigureTable, figure } from '../dataset/FigureTable';
import { formatCount } from '../format';
import { strings } from '../strings';
import { Diversity } from './Diversity';
import './collect.css';

const words = strings.quality;
const SOURCES = ['log', 'shipped'] as const;
type Source = (typeof SOURCES)[number];

/** Where the dataset that comes with the studio lies. */
const SHIPPED = '/dataset';

type Found =
  | { readonly kind: 'busy' }
  | { readonly kind: 'there'; readonly assessed: Assessed; readonly accuracy: Accuracy | undefined }
  | { readonly kind: 'failed'; readonly message: string };

/** How good a dataset is: this browser's log, or the one that comes with the studio. */
export function QualityPage() {
  const [source, setSource] = useState<Source>('log');
  /** Whether every record is gone through, also where a report was written. */
  const [anew, setAnew] = useState(false);
  const found = useAssessed(source, anew);
  return (
    <section className="quality" aria-label={words.title}>
      <div className="dataset-choices" role="radiogroup" aria-label={words.source}>
        {SOURCES.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="quality-source"
              checked={source === each}
              onChange={() => {
                setSource(each);
                setAnew(false);
              }}
            />
            {words.sources[each]}
          </label>
        ))}
      </div>
      {found.kind === 'busy' && (
        <p role="status" className="dataset-note">
          {words.busy}
        </p>
      )}
      {found.kind === 'failed' && (
        <p role="alert" className="dataset-note" data-kind="failed">
          {words.failed(found.message)}
        </p>
      )}
      {found.kind === 'there' && <Report {...found} onAnew={() => setAnew(true)} />}
    </section>
  );
}

/** What was last fitted, and to which records: looking again at the same log need not fit again. */
let fitted: { readonly key: string; readonly accuracy: Accuracy } | undefined;

/** Read and counted in a worker that ends with the page; what takes longer, fitting forecasters, comes after the counts. */
function useAssessed(source: Source, anew: boolean): Found {
  const [found, setFound] = useState<Found>({ kind: 'busy' });
  useEffect(() => {
    const client = new Client<QualityOperations>(workerPort(new QualityWorker({ name: 'quality' })));
    setFound({ kind: 'busy' });
    const ask = async (): Promise<void> => {
      const assessed = await (source === 'log'
        ? client.call('ownLog', undefined)
        : client.call('folder', { address: SHIPPED, anew }));
      const key = JSON.stringify([source, assessed.report.records, assessed.report.recency]);
      const known = assessed.accuracy ?? (fitted?.key === key ? fitted.accuracy : undefined);
      setFound({ kind: 'there', assessed, accuracy: known });
      if (known || assessed.report.records === 0) return;
      const accuracy = await client.call('accuracy', undefined);
      fitted = { key, accuracy };
      setFound({ kind: 'there', assessed, accuracy });
    };
    ask().catch((error: unknown) => {
      if (error instanceof CallError && error.code === 'terminated') return;
      setFound({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    });
    return () => client.terminate();
  }, [source, anew]);
  return found;
}

/** @param onAnew has every record gone through, where a report was taken as it was written */
function Report({
  assessed,
  accuracy,
  onAnew,
}: Extract<Found, { kind: 'there' }> & { readonly onAnew: () => void }) {
  const { report, loaded, crossCheck, isWritten } = assessed;
  const { completeness, actors, recency } = report;
  if (report.records === 0) return <p className="empty">{words.none}</p>;
  return (
    <>
      <p className="dataset-facts">
        <span>{words.loaded(report.records, loaded, isWritten)}</span>
        {isWritten && (
          <button type="button" className="link" onClick={onAnew}>
            {words.anew}
          </button>
        )}
        {completeness.valid !== null && <span>{words.valid(completeness.valid)}</span>}
        <span>{words.actors(actors.human, actors.simulated, actors.import)}</span>
        {recency.oldest !== null && recency.newest !== null && (
          <span>{words.dates(recency.oldest, recency.newest)}</span>
        )}
      </p>
      <Damage completeness={completeness} />
      <Categories report={report} />
      {accuracy ? (
        <Learnable accuracy={accuracy} crossCheck={crossCheck} />
      ) : (
        <p role="status" className="dataset-note">
          {words.fitting}
        </p>
      )}
      <Diversity diversity={report.diversity} />
    </>
  );
}

/** What is wrong with the records, each with how many; nothing where nothing is. */
function Damage({ completeness }: { readonly completeness: QualityReport['completeness'] }) {
  const { invalid, corrupt, broken } = completeness;
  const [first] = invalid;
  const lost = corrupt.reduce((sum, { events }) => sum + events, 0);
  const lines = [
    ...(first ? [words.invalid(invalid.length, `${first.id}, ${first.message}`)] : []),
    ...(corrupt.length > 0 ? [words.damaged(corrupt.length, lost)] : []),
    ...(broken.length > 0 ? [words.broken(broken.length)] : []),
  ];
  return lines.map((line) => (
    <p key={line} className="dataset-note" data-kind="failed">
      {line}
    </p>
  ));
}

function Categories({ report }: { readonly report: QualityReport }) {
  const rows = Object.entries(report.categories).map(([kind, category]) => ({
    key: kind,
    head: kind.replaceAll('_', ' '),
    cells: [
      figure(formatCount(category.distinct), category.met),
      figure(formatCount(category.minimum)),
      category.counted,
      figure(formatCount(category.records)),
    ],
  }));
  return <FigureTable caption={words.categories} columns={words.categoryColumns} rows={rows} />;
}

function Learnable({
  accuracy,
  crossCheck,
}: {
  readonly accuracy: Accuracy;
  readonly crossCheck: CrossCheck | null;
}) {
  const { baselines, noiseFloor, forecasts, examples, families } = accuracy;
  const { paced, repeated } = crossCheck ?? {};
  const row = (head: string, n: number, errors: Pick<Agreement, 'medianError' | 'error90'>, cover = '') => ({
    key: head,
    head,
    cells: [
      figure(formatCount(n)),
      figure(words.percent(errors.medianError)),
      figure(words.percent(errors.error90)),
      figure(cover),
    ],
  });
  const rows = [
    ...baselines.map((each) => row(each.about, each.examples, each, words.percent(each.coverage))),
    row(words.noiseFloor, noiseFloor.pairs, noiseFloor),
    ...(forecasts.pairs > 0
      ? [row(words.forecasts, forecasts.pairs, forecasts, words.percent(forecasts.coverage))]
      : []),
    ...(crossCheck
      ? [row(words.crossCheck(crossCheck.share, crossCheck.load), crossCheck.pairs, crossCheck)]
      : []),
    ...(paced ? [row(words.paced, paced.pairs, paced)] : []),
    ...(repeated ? [row(words.repeated, repeated.pairs, repeated)] : []),
  ];
  return (
    <>
      <FigureTable
        caption={words.forecasters(examples, families)}
        columns={words.forecasterColumns}
        rows={rows}
      />
      {baselines.length === 0 && <p className="dataset-note">{words.tooFew}</p>}
    </>
  );
}
