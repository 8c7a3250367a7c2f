import '../styles';
import { type CSSProperties, lazy, Suspense, useEffect, useLayoutEffect } from 'react';
import { Boundary } from '../Boundary';
import { Announcer } from '../commands/Announcer';
import { Dialogs } from '../commands/Dialogs';
import { runShortcut } from '../commands/dispatch';
import { Opening } from '../commands/Opening';
import { ControlMenuHost } from '../controls/ControlMenuHost';
import { CodePanel } from '../editor/CodePanel';
import { Editor } from '../editor/Editor';
import { startEngine } from '../engine/engine';
import { RatingBar } from '../interactions/RatingBar';
import { DropVeil, keepWork, Notices } from '../keeping';
import { restoreMidi } from '../midi/actions';
import { LearnBar } from '../midi/LearnBar';
import { Mixer } from '../mixer/Mixer';
import { powerRack, Rack } from '../rack';
import { SoundPanelHost } from '../sound/SoundPanelHost';
import { Spectrum } from '../spectrum/Spectrum';
import { strings } from '../strings';
import { useView, view } from '../studio';
import { Timeline } from '../timeline/Timeline';
import { Invitation, Tour } from '../tour';
import { Browser } from './Browser';
import { Caption } from './Caption';
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

  // Before any canvas reads its colours.
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);

  useEffect(startEngine, []);
  useEffect(restoreMidi, []);
  useEffect(powerRack, []);

  useEffect(keepWork, []);

  useEffect(() => {
    addEventListener('keydown', runShortcut);
    addEventListener('keydown', closeDrawers);
    return () => {
      removeEventListener('keydown', runShortcut);
      removeEventListener('keydown', closeDrawers);
    };
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
          <Boundary name={strings.browser.title}>
            <Browser />
          </Boundary>
          <Divider name="browser" />
          <div className="writing">
            <Editor />
            <Divider name="editor" />
            <Boundary name={strings.code.title}>
              <CodePanel />
            </Boundary>
          </div>
          <Divider name="right" />
          <div className="right">
            <Spectrum />
            <Divider name="spectrum" />
            <Rack />
          </div>
        </div>
        <Divider name="mixer" />
        <Boundary name={strings.mixer.title}>
          <Mixer />
        </Boundary>
        <Divider name="timeline" />
        <Timeline />
      </main>
      <PhoneTabs />
      <Notices />
      <RatingBar />
      <Invitation />
      <Tour />
      <DropVeil />
      <Dialogs />
      <Announcer />
      {theme === 'projector' && <Caption />}
      <ControlMenuHost />
      <SoundPanelHost />
      <LearnBar />
      {paletteOpen && (
        <Suspense fallback={<Opening onCancel={closePalette} />}>
          <Palette />
        </Suspense>
      )}
    </div>
  );
}

/** Escape closes the drawers of a small window, unless something above them takes it. */
function closeDrawers(event: KeyboardEvent): void {
  const { browserOpen, rackOpen } = view.getState();
  if (event.key !== 'Escape' || event.defaultPrevented || !(browserOpen || rackOpen)) return;
  if (document.querySelector('dialog[open], [role="menu"]')) return;
  view.setState({ browserOpen: false, rackOpen: false });
}

function closePalette(): void {
  view.setState({ paletteOpen: false });
}
