import type { BackendId } from '../backends';
import type { Calibration } from '../measure';

/**
 * After so long a calibration no longer says how the device fares, in ms: a collection takes hours, and what else runs on the machine
 * comes and goes.
 */
export const CALIBRATION_AGE = 120_000;

/**
 * Calibrations by backend, each taken when it is first asked for and anew once it is old: a record carries one of its own time, so that
 * records of different hours can be compared.
 * @param now ms
 */
export function freshCalibrations(
  take: (backend: BackendId) => Promise<Calibration>,
  now: () => number = () => performance.now(),
): (backend: BackendId) => Promise<Calibration> {
  const known = new Map<BackendId, { readonly taken: number; readonly calibration: Promise<Calibration> }>();
  return (backend) => {
    const found = known.get(backend);
    if (found && now() - found.taken < CALIBRATION_AGE) return found.calibration;
    const calibration = take(backend);
    known.set(backend, { taken: now(), calibration });
    return calibration;
  };
}
