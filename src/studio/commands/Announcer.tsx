import { useEffect, useState } from 'react';
import type { EntryEvent } from '../../session';
import { strings } from '../strings';
import { session } from '../studio';

const words = strings.commands;
/** How long a step taken back stays on the screen, in ms. */
const SHOWN = 2600;

/** Says every undo step: aloud to screen readers, and on the screen when a step is undone or redone. */
export function Announcer() {
  const [said, setSaid] = useState<{ text: string; shown: boolean; count: number }>({
    text: '',
    shown: false,
    count: 0,
  });

  useEffect(
    () =>
      session.onEntry((event) => {
        const text = sentence(event);
        setSaid(({ count }) => ({
          text,
          shown: event.kind === 'undo' || event.kind === 'redo',
          count: count + 1,
        }));
      }),
    [],
  );

  // `count` begins the wait anew when the same step is undone, redone and undone again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (!said.shown) return;
    const timer = setTimeout(() => setSaid((now) => ({ ...now, shown: false })), SHOWN);
    return () => clearTimeout(timer);
  }, [said.count, said.shown]);

  return (
    <div role="status" className={said.shown ? 'announcer' : 'announcer visually-hidden'}>
      {said.text}
    </div>
  );
}

function sentence(event: EntryEvent): string {
  switch (event.kind) {
    case 'commit':
      return event.entry.author === 'user'
        ? event.entry.label
        : `${event.entry.label}, ${words.by(event.entry.author)}`;
    case 'undo':
      return words.undone(event.entry.label);
    case 'redo':
      return words.redone(event.entry.label);
    case 'reset':
      return '';
  }
}
