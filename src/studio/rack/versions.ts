import type { ModelHead, ModelOrigin, ModelStore } from '../../dataset';
import type { ModelCard } from '../../plugins/inference';
import { now, openDatalog } from '../dataset/datalog';

const PLUGIN = 'predictive-morphing';
/** Where the model that comes with the studio lies. */
const SHIPPED = '/models/predictive-morphing.json';

/** A model as its text, and what it is called here. */
export interface PackedModel {
  /** Undefined for the one that comes with the studio. */
  readonly id: string | undefined;
  readonly text: string;
}

export interface ListedModel extends ModelHead {
  readonly isStale: boolean;
}

let opening: Promise<ModelStore> | undefined;

/** @throws where the browser gives no storage */
function store(): Promise<ModelStore> {
  opening ??= openDatalog().then(({ dataset }) => dataset.openModels());
  return opening;
}

/** @throws {Error} when none came with this build */
async function shippedModel(): Promise<PackedModel> {
  const response = await fetch(SHIPPED);
  if (!response.ok) throw new Error(`${SHIPPED}: ${response.status}`);
  return { id: undefined, text: await response.text() };
}

/** The id of the model in use; undefined is the one that comes with the studio, also in a browser without storage. */
export async function idInUse(): Promise<string | undefined> {
  try {
    return (await (await store()).activations(PLUGIN)).at(-1)?.model;
  } catch {
    return undefined;
  }
}

/** @throws {Error} when it can't be read */
export async function modelInUse(): Promise<PackedModel> {
  const id = await idInUse();
  const own = id === undefined ? undefined : await (await store()).get(id);
  return own ? { id: own.id, text: own.text } : shippedModel();
}

/** Every model that was trained or imported here, the latest first, and whether each knows what was deleted. */
export async function listModels(): Promise<readonly ListedModel[]> {
  const [{ dataset, log }, models] = await Promise.all([openDatalog(), store()]);
  const [heads, tombstones] = await Promise.all([models.list(PLUGIN), log.tombstones()]);
  return heads.map((head) => ({
    ...head,
    isStale: dataset.staleness(head, tombstones, heads) !== undefined,
  }));
}

/**
 * Keeps a model; it is not in use before it is activated.
 * @returns its id
 */
export async function keepModel(text: string, card: ModelCard, origin: ModelOrigin): Promise<string> {
  const id = `${PLUGIN}-${now().toString(36).replace('.', '-')}`;
  await (await store()).put({
    id,
    plugin: PLUGIN,
    origin,
    parent: origin === 'fine-tuned' ? await idInUse() : undefined,
    created: now(),
    backend: card.backend,
    seed: card.seed,
    features: card.features,
    data: card.data.hash,
    rows: card.data.rows,
    sessions: card.data.sessions,
    metrics: card.metrics,
    text,
  });
  return id;
}

/** @param id undefined goes back to the one that comes with the studio */
export async function activateModel(id: string | undefined): Promise<void> {
  await (await store()).activate({ plugin: PLUGIN, model: id, time: now() });
}

/** Whether there is a model to go back to. */
export async function canRollBack(): Promise<boolean> {
  return (await (await store()).activations(PLUGIN)).length > 0;
}

export async function rollBack(): Promise<void> {
  await (await store()).rollback(PLUGIN);
}

export async function deleteModel(id: string): Promise<void> {
  await (await store()).delete(id);
}

/** @throws {Error} when it is gone */
export async function textOf(id: string): Promise<string> {
  const model = await (await store()).get(id);
  if (!model) throw new Error(`the model ${id} was deleted`);
  return model.text;
}
