import { group, line, scaleLinear, scaleLog } from 'd3';
import type { PartTick } from '../../plugins/training';
import { strings } from '../strings';

const words = strings.model.train;
const WIDTH = 560;
const HEIGHT = 150;
const PAD = { left: 44, right: 8, top: 8, bottom: 20 };

/** The loss of each net, one after the other: of its batches, and on runs that it is not shown. */
export function LossChart({ ticks }: { readonly ticks: readonly PartTick[] }) {
  const last = ticks.at(-1);
  if (!last) return null;
  const values = ticks.flatMap(({ loss, heldOut }) => [loss, heldOut]).filter((value) => value > 0);
  const x = scaleLinear([0, last.steps * last.parts], [PAD.left, WIDTH - PAD.right]);
  const y = scaleLog([Math.min(...values) * 0.9, Math.max(...values) * 1.1], [HEIGHT - PAD.bottom, PAD.top]);
  const nets = [...group(ticks, ({ part }) => part)];
  const path = (net: readonly PartTick[], of: (tick: PartTick) => number): string =>
    line<PartTick>(
      ({ step, steps, part }) => x(part * steps + step),
      (tick) => y(Math.max(of(tick), Number.MIN_VALUE)),
    )(net) ?? '';
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
        {nets.map(([part, net]) => (
          <g key={part}>
            <text x={x((part + 0.5) * last.steps)} y={HEIGHT - 4} textAnchor="middle">
              {part + 1}
            </text>
            <path className="loss" d={path(net, ({ loss }) => loss)} />
            <path className="held-out" d={path(net, ({ heldOut }) => heldOut)} />
          </g>
        ))}
      </svg>
      <figcaption>
        <span>{words.step(last.step, last.steps)}</span>
        <span className="loss">{words.loss}</span> <b>{last.loss.toPrecision(3)}</b>
        <span className="held-out">{words.heldOut}</span> <b>{last.heldOut.toPrecision(3)}</b>
      </figcaption>
    </figure>
  );
}
