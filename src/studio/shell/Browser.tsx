import { type ReactNode, useState } from 'react';
import {
  type ExampleProgram,
  launchScene,
  openProgram,
  PRESETS,
  PROGRAMS,
  type Preset,
  putPreset,
  storeScene,
} from '../../session';
import { LOOKS } from '../backends';
import { atBoundary } from '../quantised';
import { strings } from '../strings';
import { session, useDocument, useView } from '../studio';
import { Icon } from './icons';

const words = strings.browser;

/** Programs, presets and scenes. */
export function Browser() {
  return (
    <nav className="panel browser" data-panel="browser" aria-label={words.title}>
      <Programs />
      <Presets />
      <Scenes />
    </nav>
  );
}

function Section({
  title,
  grow,
  action,
  children,
}: {
  readonly title: string;
  readonly grow: number;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="browser-section" style={{ flexGrow: grow }}>
      <header className="panel-title">
        <h2>{title}</h2>
        {action && <div className="panel-fact">{action}</div>}
      </header>
      {children}
    </section>
  );
}

function Programs() {
  const [search, setSearch] = useState('');
  const title = useDocument((document) => document.title);
  const found = PROGRAMS.filter((program) => matches(program, search));
  return (
    <Section
      title={words.programs}
      grow={5}
      action={
        <input
          className="browser-search"
          aria-label={words.search}
          placeholder={words.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      }
    >
      <ul className="browser-list">
        {found.map((program) => (
          <li key={program.id}>
            <button
              type="button"
              className="browser-item"
              aria-current={program.title === title}
              title={program.listen}
              onClick={() => atBoundary(program.title, () => openProgram(session, program))}
            >
              <i />
              <span className="browser-name">{program.title}</span>
              <small>{words.family(program.family)}</small>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="empty">{words.noProgram(search)}</p>}
    </Section>
  );
}

function matches(program: ExampleProgram, search: string): boolean {
  const text = `${program.title} ${program.family} ${program.text}`.toLowerCase();
  return text.includes(search.trim().toLowerCase());
}

function Presets() {
  const tab = useView((state) => state.tab);
  return (
    <Section title={words.presets} grow={3}>
      <ul className="browser-list">
        {PRESETS.map((preset) => (
          <PresetItem key={preset.id} preset={preset} channel={preset.target ?? tab} />
        ))}
      </ul>
    </Section>
  );
}

function PresetItem({ preset, channel }: { readonly preset: Preset; readonly channel: keyof typeof LOOKS }) {
  const on = useDocument((document) => isOn(preset, document.channels[channel]));
  const place = preset.target ? '' : strings.channel[channel];
  return (
    <li>
      <button
        type="button"
        className="browser-item"
        aria-current={on}
        aria-label={words.presetOn(preset.name, strings.channel[channel])}
        title={preset.about}
        onClick={() => atBoundary(preset.name, () => putPreset(session, preset, channel))}
      >
        <i style={preset.target && { background: LOOKS[preset.target].hue }} />
        <span className="browser-name">{preset.name}</span>
        {place && <small>{`on ${place}`}</small>}
      </button>
    </li>
  );
}

function isOn(
  preset: Preset,
  settings: {
    level: number;
    parallel: number;
    unsafe: boolean;
    effects: readonly { pass: string; on: boolean }[];
  },
): boolean {
  return (
    settings.level === preset.level &&
    settings.parallel === preset.parallel &&
    settings.unsafe === preset.unsafe &&
    settings.effects.every(
      ({ pass, on }) => on === (preset.effects === 'all' || preset.effects.includes(pass)),
    )
  );
}

function Scenes() {
  const scenes = useDocument((document) => document.scenes);
  return (
    <Section
      title={words.scenes}
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
