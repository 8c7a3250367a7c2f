import { useCallback, useEffect, useRef } from 'react';
import type { Gesture, Recipe, SessionDocument } from '../../session';
import { session } from '../studio';

/** Key presses closer together than this are one undo step, in ms. */
const REST = 500;

/** Changes by keys: a burst of them is one undo step. The recipe may replace values only. */
export function useNudge(): (label: string, recipe: Recipe<SessionDocument>) => void {
  const gesture = useRef<Gesture<SessionDocument>>(undefined);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);

  const finish = useCallback(() => {
    clearTimeout(rest.current);
    gesture.current?.commit();
    gesture.current = undefined;
  }, []);

  useEffect(() => finish, [finish]);

  return useCallback(
    (label, recipe) => {
      if (!gesture.current?.open) gesture.current = session.gesture(label, 'user');
      gesture.current.update(recipe);
      clearTimeout(rest.current);
      rest.current = setTimeout(finish, REST);
    },
    [finish],
  );
}
