import { type KeyboardEvent, useState } from 'react';
import { useStore } from 'zustand';
import {
  addClip,
  moveScene,
  overwriteScene,
  removeScene,
  renameScene,
  type Scene,
  storeScene,
} from '../../session';
import { pending } from '../quantised';
import { playScene } from '../scenes';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { session, useDocument } from '../studio';
import { beatNow } from '../transport';
import { FadeSelect } from './FadeSelect';

const words = strings.scenes;

/** Stores the mix as a scene, and says over how many beats scenes fade in. */
export function SceneActions() {
  const count = useDocument((document) => document.scenes.length);
  const fade = useDocument((document) => document.fade);
  return (
    <>
      <FadeSelect
        label={words.fade}
        fade={fade}
        onChange={(beats) =>
          session.commit(words.fade, 'user', (draft) => {
            draft.fade = beats;
          })
        }
      />
      <button
        type="button"
        className="link"
        aria-label={words.storeLabel}
        onClick={() => storeScene(session, words.name(count + 1))}
      >
        {words.store}
      </button>
    </>
  );
}

/** The scenes: a click launches one, the button behind it opens what else can be done with it. */
export function SceneList() {
  const scenes = useDocument((document) => document.scenes);
  const [open, setOpen] = useState<string>();
  if (scenes.length === 0) return <p className="empty">{words.none}</p>;
  return (
    <ul className="browser-list">
      {scenes.map((scene, index) => (
        <SceneItem
          key={scene.id}
          scene={scene}
          number={index + 1}
          isLast={index === scenes.length - 1}
          isOpen={open === scene.id}
          onOpen={(isOpen) => setOpen(isOpen ? scene.id : undefined)}
        />
      ))}
    </ul>
  );
}

function SceneItem({
  scene,
  number,
  isLast,
  isOpen,
  onOpen,
}: {
  readonly scene: Scene;
  readonly number: number;
  readonly isLast: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}) {
  const [isNaming, setNaming] = useState(false);
  const isPending = useStore(pending, ({ change }) => change?.label === scene.name);
  const { id, name } = scene;

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'F2') setNaming(true);
    else if (event.altKey && event.key === 'ArrowUp') moveScene(session, id, -1);
    else if (event.altKey && event.key === 'ArrowDown') moveScene(session, id, 1);
    else if (event.key === 'Delete') removeScene(session, id);
    else return;
    event.preventDefault();
  }

  return (
    <li className="scene" data-open={isOpen}>
      <div className="browser-row">
        {isNaming ? (
          <input
            className="browser-search scene-name"
            aria-label={words.rename(name)}
            defaultValue={name}
            // biome-ignore lint/a11y/noAutofocus: the performer has just asked to type here
            autoFocus
            onFocus={(event) => event.target.select()}
            onBlur={(event) => {
              renameScene(session, id, event.target.value);
              setNaming(false);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') event.currentTarget.value = name;
              if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur();
            }}
          />
        ) : (
          <button
            type="button"
            className="browser-item"
            data-pending={isPending}
            onClick={() => playScene(scene)}
            onKeyDown={onKeyDown}
          >
            <span className="browser-name">{name}</span>
            <small>{isPending ? words.pending : number}</small>
          </button>
        )}
        <button
          type="button"
          className="icon-button"
          aria-label={words.more(name)}
          aria-expanded={isOpen}
          onClick={() => onOpen(!isOpen)}
        >
          <Icon name={isOpen ? 'up' : 'down'} />
        </button>
      </div>
      {isOpen && (
        <div className="scene-actions">
          <button type="button" className="link" onClick={() => setNaming(true)}>
            {words.renameShort}
          </button>
          <button type="button" className="link" onClick={() => overwriteScene(session, id)}>
            {words.overwrite}
          </button>
          <button
            type="button"
            className="link"
            onClick={() => addClip(session, id, Math.floor(beatNow()), session.getState().document.fade)}
          >
            {words.toTimeline}
          </button>
          <button
            type="button"
            className="icon-button"
            disabled={number === 1}
            aria-label={words.up(name)}
            onClick={() => moveScene(session, id, -1)}
          >
            <Icon name="up" />
          </button>
          <button
            type="button"
            className="icon-button"
            disabled={isLast}
            aria-label={words.down(name)}
            onClick={() => moveScene(session, id, 1)}
          >
            <Icon name="down" />
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label={words.remove(name)}
            onClick={() => removeScene(session, id)}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </li>
  );
}
