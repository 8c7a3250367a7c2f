import { useEffect, useState } from 'react';
import QualityWorker from '../../../workers/quality?worker';
import type { Assessed, QualityOperations, WholeQuality } from '../../collector/quality';
import { CallError, Client, workerPort } from '../../measure';
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
  | { readonly kind: 'there'; readonly assessed: Assessed }
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
      {found.kind === 'there' && <Report {...found.assessed} />}
    </section>
  );
}

/** Read and assessed in a worker that ends with the page. */
function useAssessed(source: Source): Found {
  const [found, setFound] = useState<Found>({ kind: 'busy' });
  useEffect(() => {
    const client = new Client<QualityOperations>(workerPort(new QualityWorker({ name: 'quality' })));
    setFound({ kind: 'busy' });
    const asking =
      source === 'log' ? client.call('ownLog', undefined) : client.call('folder', { address: SHIPPED });
    asking.then(
      (assessed) => setFound({ kind: 'there', assessed }),
      (error: unknown) => {
        if (error instanceof CallError && error.code === 'terminated') return;
        setFound({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => client.terminate();
  }, [source]);
  return found;
}

function Report({ report, loaded }: Assessed) {
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
      <Accuracy report={report} />
      <Diversity diversity={report.diversity} />
    </>
  );
}

function Categories({ report }: { readonly report: WholeQuality }) {
  return (
    <table>
      <caption>{words.categories}</caption>
      <thead>
        <tr>
          {words.categoryColumns.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Object.entries(report.categories).map(([kind, { distinct, minimum, records, counted, met }]) => (
          <tr key={kind}>
            <th scope="row">{kind.replaceAll('_', ' ')}</th>
            <td className="number" data-met={met}>
              {formatCount(distinct)}
            </td>
            <td className="number">{formatCount(minimum)}</td>
            <td>{counted}</td>
            <td className="number">{formatCount(records)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Accuracy({ report }: { readonly report: WholeQuality }) {
  const { accuracy, crossCheck } = report;
  return (
    <div className="quality-accuracy">
      <table>
        <caption>{words.forecasters(accuracy.examples, accuracy.families)}</caption>
        <thead>
          <tr>
            {words.forecasterColumns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accuracy.baselines.map(({ baseline, about, examples, medianError, error90, coverage }) => (
            <tr key={baseline}>
              <th scope="row">{about}</th>
              <td className="number">{formatCount(examples)}</td>
              <td className="number">{words.percent(medianError)}</td>
              <td className="number">{words.percent(error90)}</td>
              <td className="number">{words.percent(coverage)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">{words.noiseFloor}</th>
            <td className="number">{formatCount(accuracy.noiseFloor.pairs)}</td>
            <td className="number">{words.percent(accuracy.noiseFloor.medianError)}</td>
            <td className="number">{words.percent(accuracy.noiseFloor.error90)}</td>
            <td />
          </tr>
          {crossCheck && (
            <tr>
              <th scope="row">{words.crossCheck(crossCheck.share)}</th>
              <td className="number">{formatCount(crossCheck.pairs)}</td>
              <td className="number">{words.percent(crossCheck.medianError)}</td>
              <td className="number">{words.percent(crossCheck.error90)}</td>
              <td />
            </tr>
          )}
        </tbody>
      </table>
      {accuracy.baselines.length === 0 && <p className="dataset-note">{words.tooFew}</p>}
    </div>
  );
}
