/** How records leave the studio and come back: one zip in every format that its readers ask for. */

export { ConsentError, covers, EXPORT_SCOPES, type ExportScope, refuseWithheld, widest } from './agreement';
export { type Column, type ColumnType, columnsOf } from './columns';
export {
  BUNDLE_FORMAT,
  BUNDLE_VERSION,
  EVENTS,
  type ExportOptions,
  exportBundle,
  MANIFEST,
  type Progress,
  previewBundle,
} from './export';
export { guideEntry, recordOfGuideEntry, recordsOfGuide } from './guide';
export { type Imported, type ImportOptions, importBundle } from './import';
export { browserSource, logRecords } from './log-records';
export {
  type Choice,
  type DatasetOperations,
  datasetOperations,
  type Exported,
  type ProgressMessage,
  WHERE_TO_AGREE,
} from './operations';
export { ParquetTable } from './parquet';
export { type Part, partitionOf, partOf } from './partition';
export { BundleError, type OpenedBundle, openBundle } from './read';
export { type ReadDataset, readDataset } from './read-dataset';
export { NO_SCRUBBING, type Scrubbing, scrubCode } from './scrub';
export { type BundleHead, listSource, logSource, type RecordSource, storeSource } from './source';
export { ZipSink } from './zip-sink';
export type { WrittenFile } from './zip-writer';
