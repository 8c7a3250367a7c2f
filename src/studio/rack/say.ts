import type { AskedForecast, Forecast } from '../../plugins/inference';
import { strings } from '../strings';
import { deltaOf, formatInterval } from './delta';
import { type Change, changesOf } from './plan';

const words = strings.forecast;

function wordOf(change: Change): string {
  switch (change.what) {
    case 'unsafe':
      return words.change.unsafe(change.to);
    case 'mode':
      return words.change.mode(change.to);
    case 'dialect':
      return words.change.dialect(change.to);
    case 'passes':
      return words.change.passes;
    default:
      return words.change[change.what](change.to > change.from);
  }
}

/** "parallel up, n down" */
export function changeText(before: AskedForecast, after: AskedForecast): string {
  return changesOf(before, after).map(wordOf).join(', ');
}

/**
 * "parallel up here: p95 +30 ms (22–41)"
 * @param p95 of what plays before the change, ms
 */
export function forecastText(change: string, p95: number, forecast: Forecast): string {
  if (forecast.kind === 'unseen') return `${change}: ${words.unseen(forecast.why)}`;
  return words.said(change, formatInterval(deltaOf(p95, forecast)));
}
