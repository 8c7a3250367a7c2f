import { Menu } from '@base-ui/react/menu';
import type { ReactNode } from 'react';

/** What a menu can hang from: an element, or a place on the screen. */
export type Anchor = Element | { getBoundingClientRect(): DOMRect };

/** The sheet of a menu, in the studio's look. */
export function Popup({
  label,
  anchor,
  side = 'bottom',
  finalFocus,
  children,
}: {
  readonly label: string;
  /** Absent for a submenu, which hangs from its trigger. */
  readonly anchor?: Anchor;
  readonly side?: 'bottom' | 'inline-end';
  readonly finalFocus?: () => HTMLElement;
  readonly children: ReactNode;
}) {
  return (
    <Menu.Portal>
      <Menu.Positioner
        className="menu-place"
        anchor={anchor}
        side={side}
        align="start"
        sideOffset={2}
        collisionPadding={8}
      >
        <Menu.Popup className="menu" aria-label={label} {...(finalFocus ? { finalFocus } : {})}>
          {children}
        </Menu.Popup>
      </Menu.Positioner>
    </Menu.Portal>
  );
}
