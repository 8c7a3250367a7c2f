import { createStore } from 'zustand/vanilla';
import type { Consents, Device, EventLog, LogEvent, LogState, Room, Scope, Usage } from '../../dataset';
import { APP_VERSION } from '../version';

/** What the studio shows of the log of this visit. */
export interface Datalog {
  readonly state: LogState | { readonly kind: 'opening' };
  readonly consents: Consents;
  readonly usage: Usage | undefined;
  readonly room: Room;
  /** The browser's answer to whether it keeps the data; undefined before it was asked. */
  readonly persisted: boolean | undefined;
  /** The last thing that went wrong and could not be put right. */
  readonly trouble: string | undefined;
}

export const datalog = createStore<Datalog>()(() => ({
  state: { kind: 'opening' },
  consents: { log: true, training: false, class: false, publish: false },
  usage: undefined,
  room: 'plenty',
  persisted: undefined,
  trouble: undefined,
}));

/** Sessions whose chain is broken, as far as they were looked at. */
export const broken = createStore<{ readonly sessions: readonly string[] }>()(() => ({ sessions: [] }));

type Dataset = typeof import('../../dataset');

interface Opened {
  readonly dataset: Dataset;
  readonly log: EventLog;
  answer(scope: Scope, given: boolean): Promise<void>;
  keepDays(): number | undefined;
  setKeepDays(days: number | undefined): Promise<void>;
}

/** How often the browser is asked for its quota, in ms. */
const USAGE_PAUSE = 30_000;

/** The log is tended after so long, when the first measurements are done, in ms. */
const TENDING = 30_000;

/** Compacts and verifies earlier visits, beside the page. */
async function tend(keepDays: number | undefined): Promise<void> {
  if (datalog.getState().state.kind !== 'kept') return;
  const { tendLog } = await import('./jobs');
  const tended = await tendLog(now(), keepDays).done;
  broken.setState({ sessions: tended.broken });
}

let opening: Promise<Opened> | undefined;

/** The log of this visit: opened once, after the studio is there. */
export function openDatalog(): Promise<Opened> {
  opening ??= open();
  return opening;
}

async function open(): Promise<Opened> {
  const dataset = await import('../../dataset');
  const { openConsents, openEventLog } = dataset;
  const [log, consents] = await Promise.all([
    openEventLog({ onTrouble, now, origin: { app: APP_VERSION } }),
    openConsents(),
  ]);
  datalog.setState({ state: log.state, consents: consents.current() });
  log.onState((state) => datalog.setState({ state }));
  const measure = async (): Promise<void> => {
    const usage = await dataset.readUsage();
    datalog.setState({ usage, room: usage ? dataset.roomOf(usage) : 'plenty' });
  };
  void measure();
  setTimeout(() => void tend(consents.keepDays()).catch(onTrouble), TENDING);
  setInterval(() => void measure(), USAGE_PAUSE);
  return {
    dataset,
    log,
    async answer(scope, given) {
      const isFirst = given && scope !== 'log' && datalog.getState().persisted === undefined;
      const answering = consents.answer(scope, given, now());
      datalog.setState({ consents: consents.current() });
      await answering;
      if (isFirst) datalog.setState({ persisted: await dataset.askToPersist() });
    },
    keepDays: consents.keepDays,
    setKeepDays: consents.setKeepDays,
  };
}

/** ms since the epoch, from a clock that never jumps. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Records an event if the performer lets the studio, and there is room. */
export function writeEvent(event: LogEvent, urgent = false): void {
  openDatalog()
    .then(({ log }) => {
      const { consents, room } = datalog.getState();
      if (consents.log && room !== 'none') log.append(event, { urgent });
    })
    .catch(onTrouble);
}

/** What the device was measured at goes with all that this visit records. */
export function describeDevice(device: Device): void {
  openDatalog()
    .then(({ log }) => log.describe({ device }))
    .catch(onTrouble);
}

export function onTrouble(error: unknown): void {
  datalog.setState({ trouble: error instanceof Error ? error.message : String(error) });
}
