import { launchScene, type Scene } from '../session';
import { launched } from './effective';
import { atBoundary } from './quantised';
import { session } from './studio';

/** Launches a scene at the next boundary; while the transport plays it fades in over the beats that the document says. */
export function playScene({ id, name }: Pick<Scene, 'id' | 'name'>): void {
  atBoundary(name, () => launched(() => launchScene(session, id)));
}
