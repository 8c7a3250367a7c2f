/** A seat in the rack: its name, what it will do once it is built, and the knobs that it will have. */
interface SeatWords {
  readonly name: string;
  readonly promise: string;
  readonly knobs: readonly string[];
}

export const rack = {
  title: 'Rack',
  fact: 'seven seats · none built yet',
  notBuilt: 'not built yet',
  seats: [
    {
      name: 'Predictive Morphing',
      promise: 'Will forecast what a move of a fader does to latency.',
      knobs: ['window'],
    },
    {
      name: 'Preset Recommender',
      promise: 'Will suggest the preset for this program, with reasons.',
      knobs: ['learning', 'confidence'],
    },
    {
      name: 'Pattern Detection',
      promise: 'Will flag stalls and drifts on the spectrum.',
      knobs: ['sensitivity'],
    },
    {
      name: 'Adaptive Tuner',
      promise: 'Will hold faders, and let go when touched.',
      knobs: ['aggression'],
    },
    { name: 'Patch Generator', promise: 'Will propose patches, then measure them.', knobs: ['creativity'] },
    {
      name: 'Chaos Enhancer',
      promise: 'Will stress programs with plausible mutants.',
      knobs: ['chaos'],
    },
    { name: 'Style Transfer', promise: 'Will restyle a program step by step.', knobs: ['strength'] },
  ] satisfies readonly SeatWords[],
} as const;
