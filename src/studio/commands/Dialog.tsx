import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from '../shell/icons';
import { strings } from '../strings';

/** A sheet over the studio with a title line; Escape, its cross and a click beside it close it. */
export function Dialog({
  title,
  className,
  fact,
  onClose,
  children,
}: {
  readonly title: string;
  readonly className?: string;
  readonly fact?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the click beside it is for the mouse only
    <dialog
      ref={dialog}
      className={`sheet ${className ?? ''}`}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <header className="panel-title">
        <h2>{title}</h2>
        <div className="panel-fact">
          {fact}
          <button type="button" className="icon-button" aria-label={strings.commands.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      </header>
      <div className="sheet-body">{children}</div>
    </dialog>
  );
}
