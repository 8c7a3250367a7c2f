import type { InstrumentId } from '../../session';
import type { Bench } from './bench';
import { fm, rhodes } from './fm';
import { granular } from './granular';
import type { Instrument } from './instrument';
import { analog, digital, plinq } from './subtractive';
import { wavetable } from './wavetable';

export { Bench } from './bench';
export type { Instrument, Tone } from './instrument';
export { crackle, type Drum, kit } from './kit';

/** Instruments with a pitch; the club kit has none. */
export type PitchedId = Exclude<InstrumentId, 'club-kit'>;

export const INSTRUMENT_MAKERS: Readonly<Record<PitchedId, (bench: Bench) => Instrument>> = {
  rhodes,
  digital,
  wavetable,
  fm,
  granular,
  analog,
  plinq,
};
