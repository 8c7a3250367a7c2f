import { CHANNEL_TITLES, STEPS } from '../../session';
import { browser } from './browser';
import { noBridge, noServer, noToolchain, verdict, verdictAbout } from './channels';
import { collect, quality } from './collect';
import { commands, palette } from './commands';
import { dataset, rating } from './dataset';
import { code, editor } from './editor';
import { keeping } from './keeping';
import { midi } from './midi';
import { control, mixer } from './mixer';
import { forecast, model, rack } from './rack';
import { boundary, divider, name, panels, skip } from './shell';
import { sound } from './sound';
import { figures, spectrum } from './spectrum';
import { automation, scenes, scrub, timeline } from './timeline';
import { tour } from './tour';
import { transport } from './transport';

/**
 * Every word of the interface, by room. Values are text or a function of what the text speaks about. What a document
 * keeps of them stands in `session/words.ts`.
 */
export const strings = {
  transport,
  browser,
  editor,
  code,
  mixer,
  control,
  sound,
  spectrum,
  figures,
  rack,
  forecast,
  model,
  collect,
  quality,
  dataset,
  rating,
  timeline,
  scrub,
  scenes,
  automation,
  commands,
  palette,
  midi,
  tour,
  keeping,
  verdict,
  verdictAbout,
  channel: CHANNEL_TITLES,
  steps: STEPS,
  noBridge,
  noServer,
  noToolchain,
  name,
  skip,
  boundary,
  divider,
  panels,
} as const;
