import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef } from 'react';

/**
 * A list of tabs for one panel: a single stop of the Tab key, in which arrows, Home and End choose (WAI-ARIA, "Tabs with
 * automatic activation").
 * @param prefix of the tabs' ids, which the panel is labelled by
 * @param panel id of the panel
 */
export function Tabs<T extends string>({
  label,
  prefix,
  panel,
  tabs,
  current,
  className,
  tabClassName,
  styleOf,
  children,
  onChoose,
}: {
  readonly label: string;
  readonly prefix: string;
  readonly panel: string;
  readonly tabs: readonly T[];
  readonly current: T;
  readonly className: string;
  readonly tabClassName?: string;
  readonly styleOf?: (tab: T) => CSSProperties;
  /** What stands on a tab. */
  readonly children: (tab: T) => ReactNode;
  readonly onChoose: (tab: T) => void;
}) {
  const list = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent): void {
    const next = tabAfter(event.key, tabs, current);
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
    list.current?.querySelector<HTMLElement>(`#${prefix}-${next}`)?.focus();
  }

  return (
    <div className={className} role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`${prefix}-${tab}`}
          className={tabClassName}
          aria-controls={panel}
          aria-selected={tab === current}
          tabIndex={tab === current ? 0 : -1}
          style={styleOf?.(tab)}
          onClick={() => onChoose(tab)}
        >
          {children(tab)}
        </button>
      ))}
    </div>
  );
}

function tabAfter<T>(key: string, tabs: readonly T[], current: T): T | undefined {
  const at = tabs.indexOf(current);
  switch (key) {
    case 'ArrowRight':
      return tabs[(at + 1) % tabs.length];
    case 'ArrowLeft':
      return tabs[(at + tabs.length - 1) % tabs.length];
    case 'Home':
      return tabs[0];
    case 'End':
      return tabs.at(-1);
    default:
      return undefined;
  }
}
