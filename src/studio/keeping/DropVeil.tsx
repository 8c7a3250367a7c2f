import { useStore } from 'zustand';
import { strings } from '../strings';
import { dropping } from './drop';

/** Says what a file that is held over the page will do. */
export function DropVeil() {
  const over = useStore(dropping, (state) => state.over);
  return over && <div className="drop-veil">{strings.keeping.drop}</div>;
}
