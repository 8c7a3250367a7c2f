import { CHANNEL_IDS } from './channels';
import type { DefaultModes } from './session';

/** Idioms for tests that do not print any code. */
export const defaultModes = Object.fromEntries(CHANNEL_IDS.map((id) => [id, 'loops'])) as DefaultModes;
