export { CHANNEL_IDS, type ChannelId } from './channels';
export * from './document';
export { DEFAULT_RACK, defaultEffects, type Effect, onlyPrepares, openPasses } from './effects';
export {
  type Author,
  createHistory,
  type Entry,
  type EntryEvent,
  type Gesture,
  type GestureEvent,
  type History,
  type HistoryState,
  type Recipe,
  type Steps,
} from './history';
export { inputParameter, type Reach, reachOf } from './input-parameter';
export {
  parseListInput,
  parseNumberInput,
  parseTextInput,
  printListInput,
  printNumberInput,
} from './inputs/literal';
export { loadTable } from './inputs/load';
export { InputError, MAX_ROWS, tableOf } from './inputs/table';
export { applyMacros, NEUTRAL_MACROS } from './macros';
export * from './midi';
export { changedPlaces, fadedFrom, type MixPlace, mixOf, withPlaces } from './mix';
export type { Parameter } from './parameter';
export { PARAMETERS, parameterById } from './parameters';
export { DEFAULT_PLUGINS, type PluginSettings } from './plugins';
export { applyPreset, PRESETS, type Preset, presetById, presetEffects } from './presets';
export { type ExampleProgram, FAMILIES, type Family, FIRST_PROGRAM, PROGRAMS, programById } from './programs';
export { seeded } from './random';
export * from './session';
export { LINK_MARK } from './share/mark';
export * from './sound';
export { EXAMPLE_TABLES, exampleTable } from './tables';
export * from './view';
export { CHANNEL_TITLES, channelTitle, STEPS } from './words';
