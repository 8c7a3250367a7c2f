import { useEffect } from 'react';
import { strings } from '../strings';

/** Stands in for a sheet whose code is still being loaded: Escape calls it off, as it closes the sheet itself. */
export function Opening({ onCancel }: { readonly onCancel: () => void }) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      onCancel();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [onCancel]);
  return (
    <p className="visually-hidden" role="status">
      {strings.commands.opening}
    </p>
  );
}
