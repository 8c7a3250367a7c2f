import { THEMES, type ViewState } from '../session';

const KEY = 'code-live-view';

/**
 * How the studio looked on the last visit: theme and panel sizes. Storage may be refused (private windows,
 * policies); the studio then opens as new.
 */
export function rememberedView(): Partial<ViewState> {
  const stored = read();
  if (typeof stored !== 'object' || stored === null) return {};
  const { theme, sizes } = stored as { theme?: unknown; sizes?: unknown };
  return {
    ...(THEMES.find((known) => known === theme) ? { theme: theme as ViewState['theme'] } : {}),
    ...(isSizes(sizes) ? { sizes } : {}),
  };
}

export function rememberView({ theme, sizes }: ViewState): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ theme, sizes }));
  } catch {
    // Refused or full: looks are not worth a message, and nothing else is kept here.
  }
}

function read(): unknown {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null');
  } catch {
    return null;
  }
}

function isSizes(value: unknown): value is Readonly<Record<string, number>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((size) => typeof size === 'number' && Number.isFinite(size) && size > 0)
  );
}
