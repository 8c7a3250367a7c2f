import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Job, jobId } from '../../src/collector';
import { type DatasetRecord, parseRecord } from '../../src/dataset';

/** What a run is: a second run with other flags must not mix with it. */
export interface RunState {
  readonly session: string;
  readonly started: string;
  readonly seed: number;
}

/**
 * The finished jobs of a run as files of their own, each written in one step: a run that is killed loses the job that
 * was under way and nothing else, and goes on where it stopped.
 */
export class Parts {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  /** The state of the run that the folder holds; a new one where it holds none. */
  state(fresh: RunState): RunState {
    const file = join(this.folder, 'run.json');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, `${JSON.stringify(fresh)}\n`);
    return fresh;
  }

  has(job: Job): boolean {
    return existsSync(this.fileOf(job));
  }

  write(job: Job, records: readonly DatasetRecord[]): void {
    const file = this.fileOf(job);
    writeFileSync(`${file}.partial`, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    renameSync(`${file}.partial`, file);
  }

  /** Every record, in the order of the job's names: whoever did the jobs, and in whatever order. */
  async *records(): AsyncGenerator<DatasetRecord> {
    const seen = new Set<string>();
    for (const name of readdirSync(this.folder)
      .filter((each) => each.endsWith('.jsonl'))
      .sort()) {
      for await (const line of createInterface({ input: createReadStream(join(this.folder, name)) })) {
        if (line === '') continue;
        const record = parseRecord(JSON.parse(line));
        // Two draws of one job may come to the same: what is the same by its id is one record.
        if (seen.has(record.id)) continue;
        seen.add(record.id);
        yield record;
      }
    }
  }

  private fileOf(job: Job): string {
    return join(this.folder, `${jobId(job)}.jsonl`);
  }
}
