import { type DatasetRecord, openConsents, parseRecord, RecordError } from '../../dataset';
import { logRecords, readDataset } from '../../dataset/bundle';
import type { Sources } from './operations';

/** What the forecaster learns from. */
const KINDS = ['code_patterns', 'performance_metrics'] as const;

/**
 * The dataset at an address and this browser's log.
 * @param address of the folder with the dataset's files
 */
export function browserSources(address: string): Sources {
  return {
    async shipped() {
      const { records } = await readDataset(async (kind) => {
        const response = await fetch(`${address}/${kind}.jsonl.gz`);
        if (!response.ok) throw new Error(`${kind}.jsonl.gz can't be read: ${response.status}`);
        return response.body ?? undefined;
      }, KINDS);
      return records;
    },
    async own() {
      // Asked where the data is read, and not only where the button is drawn.
      const consents = await openConsents();
      if (!consents.current().training)
        throw new RangeError('you have not agreed that models learn from your sessions');
      const records: DatasetRecord[] = [];
      for await (const raw of logRecords()) {
        if (raw.actor !== 'human' || !KINDS.some((kind) => kind === raw.kind)) continue;
        try {
          records.push(parseRecord(raw));
        } catch (error) {
          // The quality page tells of records that do not keep to their schema; nothing is learnt from them.
          if (!(error instanceof RecordError)) throw error;
        }
      }
      return records;
    },
  };
}
