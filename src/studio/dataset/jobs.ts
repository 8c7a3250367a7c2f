import DatasetWorker from '../../../workers/dataset?worker';
import type {
  Choice,
  DatasetOperations,
  Exported,
  Imported,
  Progress,
  ProgressMessage,
} from '../../dataset/bundle';
import { Client, workerPort } from '../../measure';
import { APP_VERSION } from '../version';
import { datalog, openDatalog } from './datalog';

/** A job under way: how far it is, what it comes to, and how to end it. */
export interface Job<T> {
  readonly done: Promise<T>;
  /** Ends it; `done` is rejected with a `CallError`. */
  cancel(): void;
}

/** Runs an operation in a worker of its own. */
function run<T>(
  call: (client: Client<DatasetOperations>) => Promise<T>,
  onProgress: (progress: Progress) => void = () => {},
): Job<T> {
  const worker = new DatasetWorker({ name: 'dataset' });
  worker.addEventListener('message', ({ data }: MessageEvent<ProgressMessage | object>) => {
    if ('progress' in data) onProgress(data.progress);
  });
  const client = new Client<DatasetOperations>(workerPort(worker));
  const done = call(client).finally(() => client.terminate());
  return { done, cancel: () => client.terminate() };
}

export function exportLog(
  choice: Omit<Choice, 'app'>,
  onProgress: (progress: Progress) => void,
): Job<Exported> {
  return run((client) => client.call('exportLog', { ...choice, app: APP_VERSION }), onProgress);
}

/** Ten records as they would leave. */
export function previewLog(
  choice: Omit<Choice, 'app'>,
): Job<Awaited<ReturnType<DatasetOperations['preview']>>> {
  return run((client) => client.call('preview', { ...choice, app: APP_VERSION }));
}

/** @param revive whether sessions that were deleted here come back */
export function importFile(
  file: Blob,
  revive: boolean,
  onProgress: (progress: Progress) => void,
): Job<Imported> {
  return run((client) => client.call('importFile', { file, revive }), onProgress);
}

export function tendLog(
  now: number,
  keepDays: number | undefined,
): Job<Awaited<ReturnType<DatasetOperations['tend']>>> {
  return run((client) => client.call('tend', { now, ...(keepDays === undefined ? {} : { keepDays }) }));
}

/** The log of a browser without storage, from memory, on this thread. */
export async function exportMemory({ scope, scrubbing }: Omit<Choice, 'app'> = OWN): Promise<Exported> {
  const [{ log }, { exportBundle, logSource, WHERE_TO_AGREE, ZipSink }] = await Promise.all([
    openDatalog(),
    import('../../dataset/bundle'),
  ]);
  await log.flush();
  const zip = new ZipSink();
  await exportBundle(await logSource(log), {
    app: APP_VERSION,
    scope,
    scrubbing,
    isAgreed: () => scope === 'own' || datalog.getState().consents[scope],
    whereToAgree: WHERE_TO_AGREE,
    emit: zip.emit,
  });
  return { blob: zip.blob(), withheld: 0 };
}

const OWN: Omit<Choice, 'app'> = { scope: 'own', scrubbing: { texts: false, times: false } };
