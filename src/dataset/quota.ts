/** From this share of the quota on the performer is warned, and from that on nothing more is collected. */
export const QUOTA_WARNING = 0.7;
export const QUOTA_STOP = 0.85;

export interface Usage {
  /** Bytes of this site. */
  readonly used: number;
  /** Bytes that the browser grants it. */
  readonly quota: number;
}

export type Room = 'plenty' | 'little' | 'none';

/** Whether there is room to collect: playing and saving go on in any case. */
export function roomOf({ used, quota }: Usage): Room {
  const share = quota > 0 ? used / quota : 0;
  return share >= QUOTA_STOP ? 'none' : share >= QUOTA_WARNING ? 'little' : 'plenty';
}

/** What the browser says; undefined where it says nothing. */
export async function readUsage(): Promise<Usage | undefined> {
  try {
    const { usage, quota } = await navigator.storage.estimate();
    return usage === undefined || quota === undefined ? undefined : { used: usage, quota };
  } catch {
    // Not in this browser, or refused: the log's own state tells of a full storage.
    return undefined;
  }
}

/** Asks the browser to keep this site's data when it needs room. @returns its answer */
export async function askToPersist(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return false;
  }
}
