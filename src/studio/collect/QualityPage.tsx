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
  const found = useAssessed(source);
  return (
    <section className="quality" aria-label={words.title}>
      <div className="dataset-choices" role="radiogroup" aria-label={words.source}>
        {SOURCES.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="quality-source"
              checked={source === each}
              onChange={() => setSource(each)}
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
      {found.kind === 'there' && <Report {...found} />}
    </section>
  );
}

/** Read and counted in a worker that ends with the page; what takes longer, fitting forecasters, comes after the counts. */
function useAssessed(source: Source): Found {
  const [found, setFound] = useState<Found>({ kind: 'busy' });
  useEffect(() => {
    const client = new Client<QualityOperations>(workerPort(new QualityWorker({ name: 'quality' })));
    setFound({ kind: 'busy' });
    const ask = async (): Promise<void> => {
      const assessed = await (source === 'log'
        ? client.call('ownLog', undefined)
        : client.call('folder', { address: SHIPPED }));
      setFound({ kind: 'there', assessed, accuracy: assessed.accuracy });
      if (assessed.accuracy || assessed.report.records === 0) return;
      setFound({ kind: 'there', assessed, accuracy: await client.call('accuracy', undefined) });
    };
    ask().catch((error: unknown) => {
      if (error instanceof CallError && error.code === 'terminated') return;
      setFound({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    });
    return () => client.terminate();
  }, [source]);
  return found;
}

function Report({ assessed, accuracy }: Extract<Found, { kind: 'there' }>) {
  const { report, loaded, crossCheck } = assessed;
  const { completeness, actors, recency } = report;
  if (report.records === 0) return <p className="empty">{words.none}</p>;
  return (
    <>
      <p className="dataset-facts">
        <span>{words.loaded(report.records, loaded)}</span>
        {completeness.valid !== null && <span>{words.valid(completeness.valid)}</span>}
        <span>{words.actors(actors.human, actors.simulated, actors.import)}</span>
        {recency.oldest !== null && recency.newest !== null && (
          <span>{words.dates(recency.oldest, recency.newest)}</span>
        )}
      </p>
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
  const { baselines, noiseFloor, examples, families } = accuracy;
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
    ...(crossCheck ? [row(words.crossCheck(crossCheck.share), crossCheck.pairs, crossCheck)] : []),
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
