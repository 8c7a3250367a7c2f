import { BROWSER_SECTIONS, THEMES, type Theme, type ViewState } from '../session';

const KEY = 'code-live-view';

/**
 * How the studio looked on the last visit: theme, panel sizes, folded sections, shortcuts, whether MIDI was on. Storage may be
 * refused (private windows, policies); the studio then opens as new.
 */
export function rememberedView(): Partial<ViewState> {
  const stored = read();
  if (typeof stored !== 'object' || stored === null) return {};
  const { theme, themeBefore, sizes, keys, midiOn, folded } = stored as Readonly<Record<string, unknown>>;
  return {
    ...(isTheme(theme) ? { theme } : {}),
    ...(isTheme(themeBefore) ? { themeBefore } : {}),
    ...(isSizes(sizes) ? { sizes } : {}),
    ...(isKeys(keys) ? { keys } : {}),
    midiOn: midiOn === true,
    ...(Array.isArray(folded) ? { folded: BROWSER_SECTIONS.filter((id) => folded.includes(id)) } : {}),
  };
}

export function rememberView({ theme, themeBefore, sizes, keys, midiOn, folded }: ViewState): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ theme, themeBefore, sizes, keys, midiOn, folded }));
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

function isTheme(value: unknown): value is Theme {
  return THEMES.some((known) => known === value);
}

function isSizes(value: unknown): value is Readonly<Record<string, number>> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((size) => typeof size === 'number' && Number.isFinite(size) && size > 0)
  );
}

function isKeys(value: unknown): value is ViewState['keys'] {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((keys) => Array.isArray(keys) && keys.every((key) => typeof key === 'string'))
  );
}
