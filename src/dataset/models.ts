import { Dexie, type DexieOptions, type EntityTable } from 'dexie';

/** Where a model came from. */
export type ModelOrigin = 'trained' | 'fine-tuned' | 'imported';

/** What a list of models shows. Plain data: what is inside the text is the plugin's business. */
export interface ModelHead {
  readonly id: string;
  /** Id of the plugin whose model it is. */
  readonly plugin: string;
  readonly origin: ModelOrigin;
  /** The model that training went on from. */
  readonly parent: string | undefined;
  /** ms since the epoch */
  readonly created: number;
  /** tfjs backend that trained it. */
  readonly backend: string;
  readonly seed: number;
  /** Hash of the names of its features, and of the records that it learnt from. */
  readonly features: string;
  readonly data: string;
  readonly rows: number;
  /** Own sessions whose records are in it. */
  readonly sessions: readonly string[];
  /** Held-out figures of its training, by name. */
  readonly metrics: Readonly<Record<string, number>>;
}

export interface StoredModel extends ModelHead {
  /** The weights and everything that is needed to answer, as the plugin packs them. */
  readonly text: string;
}

/** One change of the model in use. */
export interface Activation {
  readonly plugin: string;
  /** The model in use from then on; undefined is the one that comes with the studio. */
  readonly model: string | undefined;
  /** ms since the epoch */
  readonly time: number;
}

export interface ModelStore {
  /** Keeps a model; it is not in use before it is activated. */
  put(model: StoredModel): Promise<void>;
  get(id: string): Promise<StoredModel | undefined>;
  /** The models of a plugin, the latest first. */
  list(plugin: string): Promise<readonly ModelHead[]>;
  /** Deletes a model for good; activations of it are forgotten, so that no rollback leads to it. */
  delete(id: string): Promise<void>;
  activate(activation: Activation): Promise<void>;
  /** Every activation of a plugin, in order; the last one holds. */
  activations(plugin: string): Promise<readonly Activation[]>;
  /** Takes back the last activation. */
  rollback(plugin: string): Promise<void>;
}

/** Of each plugin; older models that were never activated make room first. */
export const MOST_MODELS = 12;

/** A database of its own: erasing the log must not take the weights, and weights must not hold up the log. */
const DATABASE = 'code-live-models';

type ActivationRow = Activation & { readonly id: number };

class ModelDatabase extends Dexie {
  readonly models: EntityTable<StoredModel, 'id'>;
  readonly activations: EntityTable<ActivationRow, 'id'>;

  constructor(options: DexieOptions) {
    super(DATABASE, { chromeTransactionDurability: 'strict', ...options });
    this.version(1).stores({ models: 'id, plugin', activations: '++id, plugin, model' });
    this.models = this.table('models');
    this.activations = this.table('activations');
  }
}

/**
 * Opens the models of this browser.
 * @param storage another IndexedDB, for tests
 * @throws when the browser gives no storage
 */
export async function openModels(
  storage: Pick<DexieOptions, 'indexedDB' | 'IDBKeyRange'> = {},
): Promise<ModelStore> {
  const database = new ModelDatabase(storage);
  await database.open();
  const { models, activations } = database;

  const headsOf = async (plugin: string): Promise<ModelHead[]> => {
    const heads: ModelHead[] = [];
    await models
      .where('plugin')
      .equals(plugin)
      .each(({ text: _, ...head }) => heads.push(head));
    return heads.sort((one, other) => other.created - one.created);
  };
  const rowsOf = (plugin: string): Promise<ActivationRow[]> =>
    activations.where('plugin').equals(plugin).sortBy('id');

  return {
    put: (model) =>
      database.transaction('rw', models, activations, async () => {
        await models.put(model);
        const heads = await headsOf(model.plugin);
        const rows = await rowsOf(model.plugin);
        const used = new Set(rows.map((row) => row.model));
        const current = rows.at(-1)?.model;
        const spare = heads
          .filter(({ id }) => id !== model.id && id !== current)
          .sort(
            (one, other) =>
              Number(used.has(one.id)) - Number(used.has(other.id)) || one.created - other.created,
          )
          .slice(0, Math.max(0, heads.length - MOST_MODELS));
        for (const { id } of spare) {
          await models.delete(id);
          await activations.where('model').equals(id).delete();
        }
      }),
    get: (id) => models.get(id),
    list: headsOf,
    delete: (id) =>
      database.transaction('rw', models, activations, async () => {
        await models.delete(id);
        await activations.where('model').equals(id).delete();
      }),
    async activate(activation) {
      await activations.add({ ...activation } as ActivationRow);
    },
    activations: async (plugin) =>
      (await rowsOf(plugin)).map(({ plugin: of, model, time }) => ({ plugin: of, model, time })),
    rollback: (plugin) =>
      database.transaction('rw', activations, async () => {
        const last = (await rowsOf(plugin)).at(-1);
        if (last) await activations.delete(last.id);
      }),
  };
}
