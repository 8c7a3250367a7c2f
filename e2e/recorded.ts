import type { Page } from '@playwright/test';

export interface Recorded {
  readonly session: string;
  readonly program: string;
  readonly backend: string;
  readonly verdict: string;
  readonly timed: boolean;
}

/** The measurements that lie in the page's database, read past the studio. */
export function recorded(page: Page): Promise<Recorded[]> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    if (!(await indexedDB.databases()).some(({ name }) => name === 'code-live-studio')) return [];
    const database = await settled(indexedDB.open('code-live-studio'));
    const chunks = await settled(database.transaction('chunks').objectStore('chunks').getAll());
    database.close();
    return chunks.flatMap(({ session, data }: { session: string; data: Uint8Array }) => {
      const lines = new TextDecoder().decode(data).split('\n');
      const events = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
      return events
        .filter(({ kind }) => kind === 'performance_metrics')
        .map(({ data }) => ({
          session,
          program: data.program_hash,
          backend: data.backend,
          verdict: data.measurement.verdict.kind,
          timed: data.latency_ms !== null,
        }));
    });
  });
}
