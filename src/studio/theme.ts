import type { Theme } from '../session';
import { view } from './studio';

/** Shows a theme; the projector's remembers what it took the place of. */
export function setTheme(theme: Theme): void {
  view.setState((state) => ({
    theme,
    themeBefore: state.theme === 'projector' ? state.themeBefore : state.theme,
  }));
}

/** Into projector mode, and back to what was before. */
export function toggleProjector(): void {
  const { theme, themeBefore } = view.getState();
  setTheme(theme === 'projector' ? themeBefore : 'projector');
}
