import { line, scaleLinear, scaleLog } from 'd3';
import type { TrainTick } from '../../learning';
import { strings } from '../strings';

const words = strings.model.train;
const WIDTH = 420;
const HEIGHT = 120;
const PAD = { left: 44, right: 8, top: 8, bottom: 20 };

/** The loss of the net that is being trained: of its batches, and on runs that it is not shown. */
export function LossChart({ ticks }: { readonly ticks: readonly TrainTick[] }) {
  const last = ticks.at(-1);
  if (!last) return null;
  const values = ticks.flatMap(({ loss, heldOut }) => [loss, heldOut]).filter((value) => value > 0);
  const x = scaleLinear([0, last.steps], [PAD.left, WIDTH - PAD.right]);
  const y = scaleLog([Math.min(...values) * 0.9, Math.max(...values) * 1.1], [HEIGHT - PAD.bottom, PAD.top]);
  const path = (of: (tick: TrainTick) => number): string =>
    line<TrainTick>(
      ({ step }) => x(step),
      (tick) => y(Math.max(of(tick), Number.MIN_VALUE)),
    )(ticks) ?? '';
  return (
    <figure className="model-chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={words.chart(last.heldOut.toPrecision(3))}
      >
        {y.ticks(3).map((tick) => (
          <g key={tick}>
            <line className="grid" x1={PAD.left} x2={WIDTH - PAD.right} y1={y(tick)} y2={y(tick)} />
            <text x={PAD.left - 6} y={y(tick) + 4} textAnchor="end">
              {Number(tick.toPrecision(2))}
            </text>
          </g>
        ))}
        <path className="loss" d={path(({ loss }) => loss)} />
        <path className="held-out" d={path(({ heldOut }) => heldOut)} />
        <text x={x(last.steps)} y={HEIGHT - 4} textAnchor="end">
          {words.step(last.step, last.steps)}
        </text>
      </svg>
      <figcaption>
        <span className="loss">{words.loss}</span> <b>{last.loss.toPrecision(3)}</b>
        <span className="held-out">{words.heldOut}</span> <b>{last.heldOut.toPrecision(3)}</b>
      </figcaption>
    </figure>
  );
}
