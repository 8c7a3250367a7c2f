import type { ReactNode } from 'react';
import { type BrowserSection, foldSection } from '../../../session';
import { strings } from '../../strings';
import { useView, view } from '../../studio';

/** A part of the browser that folds away under its title. */
export function Section({
  id,
  grow,
  action,
  children,
}: {
  readonly id: BrowserSection;
  /** Its share of the height that the open sections divide among them. */
  readonly grow: number;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}) {
  const folded = useView((state) => state.folded.includes(id));
  return (
    <section
      className="browser-section"
      data-section={id}
      data-folded={folded}
      style={{ flexGrow: folded ? 0 : grow }}
    >
      <header className="panel-title">
        <h2>
          <button
            type="button"
            className="section-title"
            aria-expanded={!folded}
            aria-controls={`browser-${id}`}
            onClick={() => view.setState(({ folded: all }) => ({ folded: foldSection(all, id) }))}
          >
            {strings.browser.sections[id]}
          </button>
        </h2>
        {action && <div className="panel-fact">{action}</div>}
      </header>
      <div id={`browser-${id}`} className="section-body" hidden={folded}>
        {!folded && children}
      </div>
    </section>
  );
}
