import { launchScene, storeScene } from '../../../session';
import { atBoundary } from '../../quantised';
import { strings } from '../../strings';
import { session, useDocument } from '../../studio';
import { Icon } from '../icons';
import { Section } from './Section';

const words = strings.browser;

/** Named snapshots of the mix. */
export function Scenes() {
  const scenes = useDocument((document) => document.scenes);
  return (
    <Section
      id="scenes"
      grow={2}
      action={
        <button
          type="button"
          className="link"
          aria-label={words.storeSceneLabel}
          onClick={() => storeScene(session, words.sceneName(scenes.length + 1))}
        >
          {words.storeScene}
        </button>
      }
    >
      {scenes.length === 0 ? (
        <p className="empty">{words.noScenes}</p>
      ) : (
        <ul className="browser-list">
          {scenes.map((scene, index) => (
            <li key={scene.id} className="browser-row">
              <button
                type="button"
                className="browser-item"
                onClick={() => atBoundary(scene.name, () => launchScene(session, scene.id))}
              >
                <span className="browser-name">{scene.name}</span>
                <small>{index + 1}</small>
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={words.removeScene(scene.name)}
                onClick={() =>
                  session.commit(words.removeScene(scene.name), 'user', (draft) => {
                    draft.scenes = draft.scenes.filter((each) => each.id !== scene.id);
                  })
                }
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
