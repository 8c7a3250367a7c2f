import { useEffect, useRef } from 'react';
import { type ChannelId, onlyPrepares, openPasses } from '../../session';
import { Toggle } from '../controls/Toggle';
import { useEffective } from '../effective';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { session, useDocument } from '../studio';

const words = strings.mixer;

/** A channel's passes: each on or off, in the order in which they run. */
export function EffectsRack({ id, onClose }: { readonly id: ChannelId; readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const effects = useDocument((document) => document.channels[id].effects);
  const effective = useEffective((document) => document.channels[id]);
  const title = words.effects(strings.channel[id]);
  const running = new Set(openPasses(effective.effects, effective.level));

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  function move(index: number, by: -1 | 1): void {
    session.commit(title, 'user', (draft) => {
      const rack = draft.channels[id].effects;
      const [effect] = rack.splice(index, 1);
      if (effect) rack.splice(index + by, 0, effect);
    });
  }

  return (
    <dialog ref={dialog} className="effects" aria-label={title} onClose={onClose}>
      <header className="panel-title">
        <h2>{title}</h2>
        <button type="button" className="icon-button" aria-label={words.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <p className="effects-about">{words.effectsAbout}</p>
      <ol className="effects-list">
        {effects.map(({ pass, on }, index) => (
          <li key={pass} data-running={running.has(pass)}>
            <Toggle
              label={pass}
              on={on}
              onChange={(next) =>
                session.commit(title, 'user', (draft) => {
                  const effect = draft.channels[id].effects[index];
                  if (effect) effect.on = next;
                })
              }
            />
            <span>
              {pass.replaceAll('-', ' ')}
              {onlyPrepares(id, pass) && <small className="effects-note">{words.onlyPrepares}</small>}
            </span>
            <button
              type="button"
              className="icon-button"
              aria-label={words.moveUp(pass)}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            >
              <Icon name="up" />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={words.moveDown(pass)}
              disabled={index === effects.length - 1}
              onClick={() => move(index, 1)}
            >
              <Icon name="down" />
            </button>
          </li>
        ))}
      </ol>
    </dialog>
  );
}
