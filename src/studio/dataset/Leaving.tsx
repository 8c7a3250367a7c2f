import { type ReactNode, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { DatasetRecord } from '../../dataset';
import type { Exported, ExportScope, Imported, Progress, Scrubbing } from '../../dataset/bundle';
import { formatBytes, formatPercent } from '../format';
import { strings } from '../strings';
import { datalog, openDatalog } from './datalog';
import { FigureTable, figure } from './FigureTable';
import { exportLog, exportMemory, importFile, type Job, previewLog } from './jobs';
import { saveBlob } from './save';

const words = strings.dataset;
const SCOPES: readonly ExportScope[] = ['own', 'class', 'publish'];
/** Of a record in the preview, in characters. */
const LONGEST = 400;

/**
 * How the log leaves and comes back.
 * @param onAgree leads to where exports for others are agreed to
 */
export function Leaving({ onAgree }: { readonly onAgree: () => void }) {
  const work = useWork();
  return (
    <>
      <Export work={work} onAgree={onAgree} />
      <Import work={work} />
      {work.view}
    </>
  );
}

function Export({ work, onAgree }: { readonly work: Work; readonly onAgree: () => void }) {
  const [scope, setScope] = useState<ExportScope>('own');
  const [scrubbing, setScrubbing] = useState<Scrubbing>({ texts: false, times: false });
  const [rows, setRows] = useState<readonly DatasetRecord[]>();
  const consents = useStore(datalog, (state) => state.consents);
  const inMemory = useStore(datalog, ({ state }) => state.kind === 'memory');
  const isAgreed = scope === 'own' || consents[scope];
  const choice = { scope, scrubbing };

  const save = ({ blob, withheld }: Exported): string => {
    saveBlob(blob);
    return [words.exported(formatBytes(blob.size)), withheld > 0 ? words.withheld(withheld) : '']
      .filter((part) => part !== '')
      .join(' ');
  };
  return (
    <section aria-label={words.export}>
      <p className="dataset-note">{words.exportAbout}</p>
      <div className="dataset-choices">
        <label>
          {words.scope}
          <select
            className="select"
            value={scope}
            onChange={(event) => setScope(SCOPES.find((each) => each === event.target.value) ?? 'own')}
          >
            {SCOPES.map((each) => (
              <option key={each} value={each}>
                {words.scopes[each]}
              </option>
            ))}
          </select>
        </label>
        {(['texts', 'times'] as const).map((what) => (
          <label key={what}>
            <input
              type="checkbox"
              checked={scrubbing[what]}
              onChange={(event) => setScrubbing({ ...scrubbing, [what]: event.target.checked })}
            />
            {what === 'texts' ? words.scrubTexts : words.scrubTimes}
          </label>
        ))}
      </div>
      {!isAgreed && (
        <p role="status" className="dataset-banner">
          {words.notAgreed(words.scopes[scope])}
          <button type="button" className="button" onClick={onAgree}>
            {words.agree}
          </button>
        </p>
      )}
      <div className="dataset-actions">
        <button
          type="button"
          className="button"
          disabled={inMemory || work.isBusy}
          onClick={() =>
            work.run(
              words.preview,
              async () => {
                await flushed();
                return previewLog(choice);
              },
              (found) => {
                setRows(found);
                return '';
              },
            )
          }
        >
          {words.preview}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={!isAgreed || work.isBusy}
          onClick={() =>
            work.run(
              words.exporting,
              async (onProgress) => {
                await flushed();
                return inMemory
                  ? { done: exportMemory(choice), cancel: () => {} }
                  : exportLog(choice, onProgress);
              },
              save,
            )
          }
        >
          {words.export}
        </button>
      </div>
      {rows && <Preview rows={rows} />}
    </section>
  );
}

/** What this visit has taken is stored first, so that it is part of what leaves. */
async function flushed(): Promise<void> {
  const { log } = await openDatalog();
  await log.flush();
}

function Preview({ rows }: { readonly rows: readonly DatasetRecord[] }) {
  if (rows.length === 0) return <p className="empty">{words.none}</p>;
  return (
    <FigureTable
      columns={words.previewColumns}
      rows={rows.map(({ id, kind, time, actor, data }) => ({
        key: id,
        head: kind,
        cells: [
          figure(String(Math.round(time))),
          actor,
          { text: JSON.stringify(data).slice(0, LONGEST), as: 'mono' },
        ],
      }))}
    />
  );
}

function Import({ work }: { readonly work: Work }) {
  const input = useRef<HTMLInputElement>(null);
  /** The last file, where it has sessions that were deleted here. */
  const [withheld, setWithheld] = useState<File>();
  const take = (file: File, revive: boolean): void => {
    setWithheld(undefined);
    work.run(
      words.importing,
      async (onProgress) => importFile(file, revive, onProgress),
      (imported) => {
        if (imported.erased > 0) setWithheld(file);
        return reportOf(imported);
      },
    );
  };
  return (
    <section aria-label={words.import}>
      <p className="dataset-note">{words.importAbout}</p>
      <input
        ref={input}
        type="file"
        hidden
        accept=".zip,.json,.jsonl,.gz"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) take(file, false);
        }}
      />
      <div className="dataset-actions">
        <button
          type="button"
          className="button"
          disabled={work.isBusy}
          onClick={() => input.current?.click()}
        >
          {words.import}
        </button>
        {withheld && !work.isBusy && (
          <button type="button" className="button" onClick={() => take(withheld, true)}>
            {words.revive}
          </button>
        )}
      </div>
    </section>
  );
}

function reportOf({ added, known, erased, invalid, broken, examples }: Imported): string {
  return [
    `${words.imported(added, known, erased, invalid)}.`,
    broken.length > 0 ? words.importedBroken(broken.length) : '',
    ...examples.slice(0, 3).map(({ place, message }) => `${place}: ${message}.`),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

interface Work {
  readonly isBusy: boolean;
  readonly view: ReactNode;
  run<T>(
    name: string,
    start: (onProgress: (progress: Progress) => void) => Promise<Job<T>>,
    finish: (result: T) => string,
  ): void;
}

type Status =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly name: string; readonly progress?: Progress; cancel(): void }
  | { readonly kind: 'done'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** One job at a time, with its progress, its end, and what went wrong. */
function useWork(): Work {
  const [status, setStatus] = useState<Status>({ kind: 'idle' });
  const run: Work['run'] = async (name, start, finish) => {
    setStatus({ kind: 'busy', name, cancel: () => {} });
    let isCancelled = false;
    try {
      const job = await start((progress) =>
        setStatus((now) => (now.kind === 'busy' ? { ...now, progress } : now)),
      );
      const cancel = (): void => {
        isCancelled = true;
        job.cancel();
      };
      setStatus({ kind: 'busy', name, cancel });
      setStatus({ kind: 'done', message: finish(await job.done) });
    } catch (error) {
      if (isCancelled) setStatus({ kind: 'done', message: words.cancelled });
      else setStatus({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  return { isBusy: status.kind === 'busy', run, view: <StatusLine status={status} /> };
}

function StatusLine({ status }: { readonly status: Status }) {
  if (status.kind === 'idle') return null;
  if (status.kind !== 'busy') {
    return (
      <p
        role={status.kind === 'failed' ? 'alert' : 'status'}
        className="dataset-note"
        data-kind={status.kind}
      >
        {status.message}
      </p>
    );
  }
  const { name, progress, cancel } = status;
  const share = progress && progress.total > 0 ? progress.done / progress.total : undefined;
  return (
    <p className="dataset-progress">
      <span>{name}</span>
      <progress aria-label={name} {...(share === undefined ? {} : { value: share })} />
      <span className="number">
        {share === undefined ? (progress ? words.records(progress.done) : '') : formatPercent(share)}
      </span>
      <button type="button" className="button" onClick={cancel}>
        {words.cancel}
      </button>
    </p>
  );
}
