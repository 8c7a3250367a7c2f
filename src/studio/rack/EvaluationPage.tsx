import { line, scaleLinear } from 'd3';
import { type ReactNode, useEffect, useState } from 'react';
import { type Estimate, EVALUATION_FORMAT, type EvaluationReport } from '../../plugins';
import { formatCount } from '../format';
import { strings } from '../strings';

const words = strings.model.evaluation;
/** Where the report that comes with the studio lies. */
const REPORT = '/models/evaluation.json';

type Found =
  | { readonly kind: 'busy' }
  | { readonly kind: 'none' }
  | { readonly kind: 'there'; readonly report: EvaluationReport };

/** How good the shipped forecaster is, as `npm run evaluate` measured it. */
export function EvaluationPage() {
  const found = useReport();
  if (found.kind === 'busy') return <p role="status">{words.loading}</p>;
  if (found.kind === 'none') return <p className="model-note">{words.none}</p>;
  const { report } = found;
  return (
    <>
      <p className="model-about">{words.about(report.families, report.seeds.length)}</p>
      <Scores report={report} />
      <p className="model-about">
        {words.noiseFloor(report.noiseFloor)}.{' '}
        {words.sweepNoise(report.sweepNoise.median, report.sweepNoise.overTenPercent)}.{' '}
        {words.rowSplit(report.rowSplitError)}.
      </p>
      <div className="model-charts">
        <Plot
          title={words.reliability}
          label={words.reliabilityChart}
          points={report.reliability.map(({ nominal, measured }) => [nominal, measured])}
          x={[0, 1]}
          y={[0, 1]}
          isDiagonal
        />
        <Plot
          title={words.learningCurve}
          label={words.learningChart}
          points={report.learningCurve.map(({ share, error }) => [share, error])}
          x={[0, 1]}
          y={[0, Math.max(0.01, ...report.learningCurve.map(({ error }) => error)) * 1.15]}
          floor={report.noiseFloor}
        />
      </div>
      <Bars report={report} />
      <Table
        caption={words.ablations}
        head={[words.without, words.error]}
        rows={report.ablations.map(({ without, error }) => [without, words.number(error)])}
      />
      <Table
        caption={words.byBackend}
        head={[words.backend, words.rows, words.error, words.coverage]}
        rows={report.byBackend.map(({ backend, rows, error, coverage }) => [
          strings.channel[backend],
          formatCount(rows),
          words.number(error),
          words.number(coverage),
        ])}
      />
      <Table
        caption={words.byFamily}
        head={[words.family, words.rows, words.error]}
        rows={report.byFamily.map(({ family, rows, error }) => [
          family,
          formatCount(rows),
          words.number(error),
        ])}
      />
    </>
  );
}

/** What a forecaster is judged by here; the report has more. */
const ERRORS = ['median error of p50', 'median error of p95'] as const;
const COVERAGES = ['coverage of the 90 % interval', 'coverage of the 90 % interval of p95'] as const;

function Scores({ report: { scores } }: { readonly report: EvaluationReport }) {
  return (
    <Table
      caption={words.scores}
      head={[words.forecaster, ...ERRORS.map(words.metric), ...COVERAGES.map(words.metric), words.gain]}
      rows={scores.map(({ model, metrics, gain }) => {
        const isPoint = metrics['width of the interval over the median']?.value === 0;
        // What has no interval covers nothing, and what has no tail of its own nothing of it.
        const covers = COVERAGES.map((name) =>
          isPoint || metrics[name]?.value === 0 ? undefined : metrics[name],
        );
        return [
          model,
          ...[...ERRORS.map((name) => metrics[name]), ...covers, gain].map((estimate, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
            <EstimateText key={i} estimate={estimate} />
          )),
        ];
      })}
    />
  );
}

function EstimateText({ estimate }: { readonly estimate: Estimate | undefined }) {
  if (!estimate) return '—';
  const { value, low, high } = estimate;
  return (
    <>
      {words.share(value)}
      <small>{words.between(low, high)}</small>
    </>
  );
}

function Bars({ report: { bars } }: { readonly report: EvaluationReport }) {
  return (
    <Table
      caption={words.bars}
      head={[words.bar, words.measured, '']}
      rows={bars.map(({ bar, measured, holds }) => [
        bar,
        words.number(measured),
        <em key={bar} data-met={holds}>
          {words.holds(holds)}
        </em>,
      ])}
    />
  );
}

/** The first cell of a row names it. */
function Table({
  caption,
  head,
  rows,
}: {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly [string, ...ReactNode[]])[];
}) {
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head.map((name) =>
            name === '' ? (
              <td key={name} />
            ) : (
              <th key={name} scope="col">
                {name}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
              <td key={index} className="number">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const WIDTH = 300;
const HEIGHT = 190;
const PAD = { left: 44, right: 10, top: 10, bottom: 24 };

/** A line through measured points, with the diagonal that it should lie on, or the floor that it can't pass. */
function Plot({
  title,
  label,
  points,
  x: [left, right],
  y: [low, high],
  isDiagonal = false,
  floor,
}: {
  readonly title: string;
  readonly label: string;
  readonly points: readonly (readonly [number, number])[];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly isDiagonal?: boolean;
  readonly floor?: number;
}) {
  const x = scaleLinear([left, right], [PAD.left, WIDTH - PAD.right]);
  const y = scaleLinear([low, high], [HEIGHT - PAD.bottom, PAD.top]);
  return (
    <figure className="model-chart">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line className="grid" x1={PAD.left} x2={WIDTH - PAD.right} y1={y(tick)} y2={y(tick)} />
            <text x={PAD.left - 6} y={y(tick) + 4} textAnchor="end">
              {words.number(tick)}
            </text>
          </g>
        ))}
        {x.ticks(4).map((tick) => (
          <text key={tick} x={x(tick)} y={HEIGHT - 6} textAnchor="middle">
            {words.number(tick)}
          </text>
        ))}
        {isDiagonal && <line className="ideal" x1={x(left)} y1={y(low)} x2={x(right)} y2={y(high)} />}
        {floor !== undefined && (
          <line className="ideal" x1={PAD.left} x2={WIDTH - PAD.right} y1={y(floor)} y2={y(floor)} />
        )}
        <path
          className="held-out"
          d={
            line(
              ([at]: readonly [number, number]) => x(at),
              ([, value]) => y(value),
            )(points) ?? ''
          }
        />
        {points.map(([at, value]) => (
          <circle key={at} cx={x(at)} cy={y(value)} r={3} />
        ))}
      </svg>
    </figure>
  );
}

function useReport(): Found {
  const [found, setFound] = useState<Found>({ kind: 'busy' });
  useEffect(() => {
    const leaving = new AbortController();
    fetch(REPORT, { signal: leaving.signal })
      .then(async (response) => (response.ok ? ((await response.json()) as EvaluationReport) : undefined))
      .then(
        // A report of another format is as good as none.
        (report) =>
          setFound(report?.format === EVALUATION_FORMAT ? { kind: 'there', report } : { kind: 'none' }),
        () => {
          if (!leaving.signal.aborted) setFound({ kind: 'none' });
        },
      );
    return () => leaving.abort();
  }, []);
  return found;
}
