import type { Device } from '../../dataset';
import type { Measurement } from '../../measure';
import { describeDevice, now, onTrouble, openDatalog, writeEvent } from '../dataset/datalog';
import { logInteractions } from '../interactions';
import { type Memory, remember } from './memory';

export interface RecorderParts {
  /** Is told what earlier visits recorded, once it has been read. */
  onMemory(memory: Memory): void;
  /** The program that is open and its hash; undefined before it compiled. */
  program(): { readonly hash: string; readonly code: string } | undefined;
}

/** Records measurements and what the performer does in the log of this visit. */
export function createRecorder({ onMemory, program }: RecorderParts) {
  openDatalog()
    .then(({ log, dataset }) => remember(log, dataset.readRecordings))
    .then(onMemory)
    .catch(onTrouble);
  const stopLogging = logInteractions(writeEvent, () => program()?.hash ?? null);

  /** A page that goes away puts aside what is not stored yet, and one that is hidden stores it. */
  const leave = (): void => {
    openDatalog()
      .then(({ log }) => log.flush())
      .catch(onTrouble);
  };
  let putAside = (): void => {};
  openDatalog()
    .then(({ log }) => {
      putAside = () => log.putAside();
    })
    .catch(onTrouble);
  const onHide = (): void => {
    putAside();
    leave();
  };
  const onVisibility = (): void => {
    if (document.visibilityState === 'hidden') leave();
  };
  addEventListener('pagehide', onHide);
  document.addEventListener('freeze', onHide);
  document.addEventListener('visibilitychange', onVisibility);

  let device: Device = {};

  return {
    record(measurement: Measurement): void {
      const { calibration } = measurement;
      if (calibration && device[calibration.backend] !== calibration.kernels) {
        device = { ...device, [calibration.backend]: calibration.kernels };
        describeDevice(device);
      }
      const open = program();
      const code = open?.hash === measurement.program ? open.code : undefined;
      openDatalog()
        .then(({ dataset }) => {
          const { provenance } = measurement;
          const data = dataset.metricsOf(measurement, code === undefined ? {} : { code });
          writeEvent({ kind: 'performance_metrics', time: now(), provenance, data });
        })
        .catch(onTrouble);
    },
    dispose(): void {
      removeEventListener('pagehide', onHide);
      document.removeEventListener('freeze', onHide);
      document.removeEventListener('visibilitychange', onVisibility);
      stopLogging();
      leave();
    },
  };
}
