/**
 * The eleven categories of the dataset, one file each; names from the training guide first, then ours.
 *
 * How a record is made. A record is an envelope around `data`:
 *
 *     { id, kind, version, time, session, actor, provenance, device, app, seed, data }
 *
 * - `makeRecord(kind, data, envelope)` checks the data against the schema of its kind and fills in `kind` and `version`. It throws
 *   `RecordError` with the path and what is wrong there: a record that is not valid is never stored.
 * - In the studio nobody makes envelopes: `log.append({ kind, version, time, data, … })` takes the data, and session, actor, app and
 *   device are those of the log's session; the id is `<session>-<sequence number>`.
 * - The collector makes whole records with ids of its own, derived from what was run (program hash, backend, settings, size), so that
 *   a job that runs twice gives one record.
 * - Units and meanings stand in the schemas, with `field(schema, 'meaning', { unit })`, and nowhere else.
 * - A change of a schema's meaning raises its `version` and adds an upgrade in `upgrades.ts`; a new optional field does neither.
 */

export { FAILURE_MODES } from './chaos-enhancement-data';
export type { Distinct, RecordKind } from './define';
export { ACTORS, type Actor, type Device, type Envelope, envelope } from './envelope';
export { type FieldMeta, metaOf, type Sensitivity } from './field';
export * from './record';
export { upgraded } from './upgrades';
export {
  type GesturePath,
  SUGGESTION_PHASES,
  type SuggestionPhase,
  USER_ACTIONS,
  type UserAction,
} from './user-interactions';
