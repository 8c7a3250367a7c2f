/** What a session keeps of its plugins: what is switched on, and where the knobs stand (0–1), by their names in the API. */
export interface PluginSettings {
  readonly 'predictive-morphing': {
    readonly on: boolean;
    /** How much of the visible timeline ahead of the playhead is forecast. */
    readonly prediction_window: number;
  };
}

export const DEFAULT_PLUGINS: PluginSettings = {
  'predictive-morphing': { on: true, prediction_window: 0.8 },
};
