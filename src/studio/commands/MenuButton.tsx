import { lazy, Suspense, useRef } from 'react';
import { Icon } from '../shell/icons';
import { strings } from '../strings';
import { useView, view } from '../studio';

const Menu = lazy(() => import('./Menu'));

/** Opens the menus. */
export function MenuButton() {
  const button = useRef<HTMLButtonElement>(null);
  const open = useView((state) => state.menuOpen);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="button"
        aria-label={strings.commands.menu}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => view.setState({ menuOpen: !open })}
      >
        <Icon name="menu" />
      </button>
      {open && button.current && (
        <Suspense>
          <Menu anchor={button.current} />
        </Suspense>
      )}
    </>
  );
}
