import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { lastCommand } from '../commands/dispatch';
import { showKeys } from '../commands/keymap';
import { session } from '../studio';

/** How long a caption stays, in ms. */
const SHOWN = 4000;
/** A change this soon after a command is the command's own, in ms. */
const SAME = 200;

interface Said {
  readonly keys: string | undefined;
  readonly label: string;
  readonly at: number;
}

/**
 * What the performer just did, for an audience that sees no hands: the command with its keys, or the control that was
 * moved. Screen readers hear of it elsewhere.
 */
export function Caption() {
  const { command, chord, count } = useStore(lastCommand);
  const [said, setSaid] = useState<Said>();

  // `count` tells two runs of one command apart.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (command) setSaid({ keys: chord && showKeys(chord), label: command.label, at: performance.now() });
  }, [command, chord, count]);

  useEffect(
    () =>
      session.onEntry((event) => {
        if (event.kind !== 'commit') return;
        const at = performance.now();
        setSaid((now) =>
          now && at - now.at < SAME ? now : { keys: undefined, label: event.entry.label, at },
        );
      }),
    [],
  );

  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(undefined), SHOWN);
    return () => clearTimeout(timer);
  }, [said]);

  return (
    said && (
      <div className="caption" aria-hidden="true">
        {said.keys && <kbd>{said.keys}</kbd>}
        <span>{said.label}</span>
      </div>
    )
  );
}
