import { BRIDGE_META, connectBridge } from '../backends';
import { Client, workerPort } from '../measure';
import { createRunnerFrame } from '../measure/frame';
import { createLab, type Lab } from './lab';
import type { WorkshopOperations } from './workshop';

export interface PageLabOptions {
  /** The workshop's worker, started. */
  readonly worker: Worker;
  /** Whether native programs run too, where the server that served the page has a bridge. */
  readonly native: boolean;
}

/** A lab in a page: programs run in the sandboxed frame, their codes are printed in a worker beside the page. */
export async function createPageLab({ worker, native }: PageLabOptions): Promise<Lab> {
  const workshop = new Client<WorkshopOperations>(workerPort(worker));
  const frame = createRunnerFrame();
  const token = document.querySelector<HTMLMetaElement>(`meta[name="${BRIDGE_META}"]`)?.content;
  const lab = await createLab({
    workshop,
    spawn: (backend) => frame.spawn(backend),
    cores: navigator.hardwareConcurrency,
    ...(native && token ? { bridge: connectBridge(token) } : {}),
  });
  return {
    ...lab,
    async close() {
      await lab.close();
      frame.dispose();
      workshop.terminate();
    },
  };
}
