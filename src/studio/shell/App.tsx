import '../styles';
import { type CSSProperties, lazy, Suspense, useEffect } from 'react';
import { Announcer } from '../commands/Announcer';
import { Dialogs } from '../commands/Dialogs';
import { runShortcut } from '../commands/dispatch';
import { ControlMenuHost } from '../controls/ControlMenuHost';
import { CodePanel } from '../editor/CodePanel';
import { Editor } from '../editor/Editor';
import { startEngine } from '../engine/engine';
import { DropVeil, keepWork, Notices } from '../keeping';
import { restoreMidi } from '../midi/actions';
import { LearnBar } from '../midi/LearnBar';
import { Mixer } from '../mixer/Mixer';
import { Rack } from '../rack/Rack';
import { Spectrum } from '../spectrum/Spectrum';
import { strings } from '../strings';
import { useView } from '../studio';
import { Timeline } from '../timeline/Timeline';
import { Browser } from './Browser';
import { Divider } from './Divider';
import { PhoneTabs } from './PhoneTabs';
import { TransportBar } from './TransportBar';

const Palette = lazy(() => import('./Palette'));

/** The whole screen: transport, browser, editor and code, spectrum and rack, mixer, timeline. */
export function App() {
  const theme = useView((state) => state.theme);
  const sizes = useView((state) => state.sizes);
  const panel = useView((state) => state.panel);
  const browserOpen = useView((state) => state.browserOpen);
  const rackOpen = useView((state) => state.rackOpen);
  const paletteOpen = useView((state) => state.paletteOpen);

  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);

  useEffect(startEngine, []);
  useEffect(restoreMidi, []);

  useEffect(keepWork, []);

  useEffect(() => {
    addEventListener('keydown', runShortcut);
    return () => removeEventListener('keydown', runShortcut);
  }, []);

  const custom = Object.fromEntries(
    Object.entries(sizes).map(([name, size]) => [`--size-${name}`, `${size}px`]),
  );
  return (
    <div
      className="studio"
      style={custom as CSSProperties}
      data-panel-shown={panel}
      data-browser-open={browserOpen}
      data-rack-open={rackOpen}
    >
      <a className="skip" href="#python">
        {strings.skip}
      </a>
      <TransportBar />
      <main className="board">
        <div className="middle">
          <Browser />
          <Divider
            name="browser"
            orientation="vertical"
            label={strings.panels.browser}
            initial={208}
            min={150}
            max={400}
            direction={1}
          />
          <div className="writing">
            <Editor />
            <Divider
              name="editor"
              orientation="horizontal"
              label={strings.panels.editor}
              initial={250}
              min={120}
              max={800}
              direction={1}
            />
            <CodePanel />
          </div>
          <Divider
            name="right"
            orientation="vertical"
            label={strings.panels.spectrum}
            initial={596}
            min={300}
            max={1100}
            direction={-1}
          />
          <div className="right">
            <Spectrum />
            <Divider
              name="spectrum"
              orientation="horizontal"
              label={strings.panels.spectrum}
              initial={262}
              min={140}
              max={700}
              direction={1}
            />
            <Rack />
          </div>
        </div>
        <Divider
          name="mixer"
          orientation="horizontal"
          label={strings.panels.mixer}
          initial={248}
          min={176}
          max={520}
          direction={-1}
        />
        <Mixer />
        <Divider
          name="timeline"
          orientation="horizontal"
          label={strings.panels.timeline}
          initial={200}
          min={90}
          max={520}
          direction={-1}
        />
        <Timeline />
      </main>
      <PhoneTabs />
      <Notices />
      <DropVeil />
      <Dialogs />
      <Announcer />
      <ControlMenuHost />
      <LearnBar />
      {paletteOpen && (
        <Suspense>
          <Palette />
        </Suspense>
      )}
    </div>
  );
}
