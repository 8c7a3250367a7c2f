import { strings } from '../strings';
import './browser/browser.css';
import { InputList } from './browser/InputList';
import { Presets } from './browser/Presets';
import { Programs } from './browser/Programs';
import { Recordings } from './browser/Recordings';
import { Scenes } from './browser/Scenes';
import { Sessions } from './browser/Sessions';

/** Programs, presets, scenes, inputs, recordings and recent sessions. */
export function Browser() {
  return (
    <nav className="panel browser" data-panel="browser" aria-label={strings.browser.title}>
      <Programs />
      <Presets />
      <Scenes />
      <InputList />
      <Recordings />
      <Sessions />
    </nav>
  );
}
