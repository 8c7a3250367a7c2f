import type { ReactNode } from 'react';
import { Boundary } from '../Boundary';

/** A panel: its title, and at the right end of the line its one live fact or its few actions. */
export function Panel({
  id,
  title,
  fact,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly fact?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="panel" data-panel={id} aria-labelledby={`${id}-title`}>
      <header className="panel-title">
        <h2 id={`${id}-title`}>{title}</h2>
        {fact !== undefined && <div className="panel-fact">{fact}</div>}
      </header>
      <Boundary name={title}>{children}</Boundary>
    </section>
  );
}
