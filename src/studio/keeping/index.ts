import { workOffline } from '../offline';
import { takeDrops } from './drop';
import { startKeeping } from './keeping';
import { watchAddress } from './shared';

export { DropVeil } from './DropVeil';
export { Notices } from './Notices';
export { SessionActions, SessionList } from './Sessions';

/**
 * Everything that keeps work: autosave, links in the address, files dropped on the page, the page without a server.
 * @returns ends it
 */
export function keepWork(): () => void {
  const stops = [startKeeping(), watchAddress(), takeDrops(), workOffline()];
  return () => {
    for (const stop of stops) stop();
  };
}
