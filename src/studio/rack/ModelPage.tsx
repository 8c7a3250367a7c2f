import { useEffect, useState } from 'react';
import type { ModelCard } from '../../plugins/inference';
import { download } from '../files';
import { formatCount } from '../format';
import { formatWhen } from '../keeping/format-when';
import { strings } from '../strings';
import { readModel, reasonOf, runningMorphing } from './morphing';
import { morphing, useMorphing } from './state';
import { errorText } from './training';
import {
  activateModel,
  canRollBack,
  deleteModel,
  keepModel,
  type ListedModel,
  listModels,
  modelInUse,
  rollBack,
} from './versions';

const words = strings.model;
/** Bytes; the largest model that is trained here is far smaller. */
const MAX_BYTES = 32 * 1024 * 1024;

interface Message {
  readonly text: string;
  readonly isTrouble: boolean;
}

/** The model in use, the ones before it, and how one leaves and comes in. */
export function ModelPage() {
  const { status, model, trouble } = useMorphing((state) => state);
  const { models, hasBefore, storageTrouble } = useModels();
  const [message, setMessage] = useState<Message>();

  /** Does something to the models, then takes the one in use anew. */
  function change(work: () => Promise<string | undefined>): void {
    setMessage(undefined);
    work()
      .then(async (text) => {
        await runningMorphing()?.reload();
        morphing.setState(({ version }) => ({ version: version + 1 }));
        if (text !== undefined) setMessage({ text, isTrouble: false });
      })
      .catch((error: unknown) => setMessage({ text: reasonOf(error), isTrouble: true }));
  }

  async function importFile(file: File): Promise<string> {
    if (file.size > MAX_BYTES) throw new RangeError(words.tooLarge(file.name));
    const text = await file.text();
    const card = await readModel(text);
    await activateModel(await keepModel(text, card, 'imported'));
    return words.imported;
  }

  return (
    <>
      {status === 'failed' && (
        <p role="alert" className="model-note" data-kind="failed">
          {strings.rack.morphing.failed(trouble ?? '')}
        </p>
      )}
      {status === 'off' && <p className="model-note">{strings.rack.morphing.off}</p>}
      {model && <Card card={model.card} />}
      {model?.isStale && (
        <p role="alert" className="model-note" data-kind="failed">
          {strings.rack.morphing.forgotten}
        </p>
      )}
      <div className="model-actions">
        <button
          type="button"
          className="button"
          title={words.rollbackAbout}
          disabled={!hasBefore}
          onClick={() => change(() => rollBack().then(() => undefined))}
        >
          {words.rollback}
        </button>
        <button
          type="button"
          className="button"
          disabled={!model}
          onClick={() =>
            change(async () => {
              const { id, text } = await modelInUse();
              download(`${id ?? 'predictive-morphing'}.json`, text);
              return undefined;
            })
          }
        >
          {words.exportModel}
        </button>
        <label className="button model-import">
          {words.importModel}
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) change(() => importFile(file));
            }}
          />
        </label>
      </div>
      {message && (
        <p
          role={message.isTrouble ? 'alert' : 'status'}
          className="model-note"
          data-kind={message.isTrouble ? 'failed' : 'done'}
        >
          {message.text}
        </p>
      )}
      {storageTrouble && <p className="model-note">{words.noStorage}</p>}
      {models.length > 0 && (
        <History
          models={models}
          current={model?.id}
          onUse={(id) => change(() => activateModel(id).then(() => undefined))}
          onDelete={(id) => change(() => deleteModel(id).then(() => undefined))}
        />
      )}
    </>
  );
}

function Card({ card }: { readonly card: ModelCard }) {
  const { data, created, backend, weights, features, seed, metrics } = card;
  const facts: readonly (readonly [string, string])[] = [
    [words.state.learntFrom, words.state.rows(data.rows, data.programs, data.families)],
    [words.state.created, formatWhen(Date.parse(created))],
    [words.state.backend, backend],
    ...Object.entries(metrics).map(([name, value]): readonly [string, string] => [
      words.state.metric(name),
      words.state.error(value, name === 'loss'),
    ]),
    [words.state.weights, formatCount(weights)],
    [words.state.seed, String(seed)],
    [words.state.features, features],
    [words.state.data, data.hash.slice(0, 16)],
  ];
  return (
    <dl className="model-card">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function History({
  models,
  current,
  onUse,
  onDelete,
}: {
  readonly models: readonly ListedModel[];
  readonly current: string | undefined;
  readonly onUse: (id: string) => void;
  readonly onDelete: (id: string) => void;
}) {
  return (
    <table>
      <caption>{words.history}</caption>
      <thead>
        <tr>
          {words.historyColumns.map((name) => (
            <th key={name} scope="col">
              {name || <span className="visually-hidden">{words.activate}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {models.map(({ id, origin, created, rows, metrics, isStale }) => (
          <tr key={id} data-current={id === current}>
            <th scope="row">
              {words.origins[origin]}
              {isStale && <small>{strings.rack.morphing.forgotten}</small>}
            </th>
            <td>{formatWhen(created)}</td>
            <td className="number">{formatCount(rows)}</td>
            <td className="number">{errorText(metrics)}</td>
            <td className="model-row-actions">
              {id === current ? (
                <em>{words.inUse}</em>
              ) : (
                <>
                  <button
                    type="button"
                    className="link"
                    aria-label={words.activateLabel(id)}
                    onClick={() => onUse(id)}
                  >
                    {words.activate}
                  </button>
                  <button
                    type="button"
                    className="link"
                    aria-label={words.removeLabel(id)}
                    onClick={() => onDelete(id)}
                  >
                    {words.remove}
                  </button>
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Models {
  readonly models: readonly ListedModel[];
  readonly hasBefore: boolean;
  readonly storageTrouble: boolean;
}

/** What was trained and imported here; read again whenever it changed. */
function useModels(): Models {
  const version = useMorphing((state) => state.version);
  const [found, setFound] = useState<Models>({ models: [], hasBefore: false, storageTrouble: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means another list
  useEffect(() => {
    let isGone = false;
    Promise.all([listModels(), canRollBack()]).then(
      ([models, hasBefore]) => {
        if (!isGone) setFound({ models, hasBefore, storageTrouble: false });
      },
      () => {
        if (!isGone) setFound({ models: [], hasBefore: false, storageTrouble: true });
      },
    );
    return () => {
      isGone = true;
    };
  }, [version]);
  return found;
}
