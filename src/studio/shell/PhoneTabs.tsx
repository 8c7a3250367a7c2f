import { PANELS } from '../../session';
import { strings } from '../strings';
import { useView, view } from '../studio';

/** On a phone one panel at a time is shown; these choose which. */
export function PhoneTabs() {
  const panel = useView((state) => state.panel);
  return (
    <nav className="phone-tabs">
      {PANELS.map((id) => (
        <button
          key={id}
          type="button"
          aria-pressed={panel === id}
          onClick={() => view.setState({ panel: id })}
        >
          {strings.panels[id]}
        </button>
      ))}
    </nav>
  );
}
