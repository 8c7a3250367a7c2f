import type { Timing } from '../../session';

export const timeline = {
  title: 'Timeline',
  lanes: 'Scenes, lanes and what was measured',
  label: 'Ruler: click to move the playhead, arrow keys to step, plus and minus to zoom',
  fact: 'drag the ruler to scrub · double-click a lane to add a point · wheel zooms, Shift + wheel pans',
  position: (bar: number, beat: number) => `bar ${bar}, beat ${beat}`,
  loopOn: 'Loop on or off',
  loopBars: (bars: string) => `loop ${bars}`,
  loopRegion: 'Loop region',
  loopEdges: { start: 'Start of the loop', end: 'End of the loop', whole: 'Place of the loop' },
  zoomIn: 'Timeline: zoom in',
  zoomOut: 'Timeline: zoom out',
  zoomWhole: 'Timeline: sixteen bars',
  automate: (label: string) => `Automate ${label}`,
  addLane: 'add lane',
  addLaneLabel: 'Add an automation lane',
  empty:
    'A lane moves a fader by itself: add one here or from a fader’s menu, or arm ● and move a fader while playing.',
  lane: (label: string) => `Automation of ${label}`,
  laneOn: (label: string) => `Play the lane of ${label}`,
  laneKeys: (label: string, points: number) =>
    `Automation of ${label}, ${points === 1 ? '1 point' : `${points} points`}. Enter adds a point at the playhead.`,
  removeLane: (label: string) => `Remove the lane of ${label}`,
  clear: 'clear',
  clearLane: (label: string) => `Clear the lane of ${label}`,
  points: (count: number) => (count === 1 ? '1 point' : `${count} points`),
  removePoints: (label: string, count: number) =>
    `Remove ${count === 1 ? 'a point' : `${count} points`} of ${label}`,
  paste: 'Paste points',
  held: 'held by hand',
  recorded: 'recording',
  point: (label: string, value: string, beat: string, curve: string) =>
    `${label}: ${value} at beat ${beat}, ${curve} to the next point`,
  curve: 'Curve to the next point',
  curves: 'several',
  scenes: 'Scenes',
  addClip: 'Place a scene at the playhead',
  addClipShort: 'place a scene',
  noScene: 'none stored',
  goneScene: 'removed scene',
  clip: (name: string, place: string, fade: number) =>
    `${name} from ${place}${fade > 0 ? `, fades in over ${fade} beats` : ''}. Arrow keys move it, Delete removes it.`,
  clipFade: 'Fade of the clip',
  measured: 'Measured',
  traceAxis: (low: string, high: string) => `${low} – ${high}`,
  traceLabel:
    'Latency measured on each beat, one line per channel: p50 thick, p95 thin. Scrubbing reads it out.',
  noTrace: 'What each beat measured is drawn here while you play.',
} as const;

export const scrub = {
  position: (bar: number, beat: number) => `bar ${bar}, beat ${beat}`,
  scene: 'Scene',
  noSettings: 'No lane and no scene here: the faders play as they stand.',
  measured: (timing: Timing) =>
    timing === 'response'
      ? 'response time measured here, p50 and p95'
      : 'service time measured here, p50 and p95',
  noMeasured: 'Nothing was measured on this beat.',
} as const;

export const scenes = {
  store: 'store',
  storeLabel: 'Store the mix as a scene',
  launch: (number: number) => `Launch scene ${number}`,
  name: (number: number) => `Scene ${number}`,
  none: 'A scene keeps every fader. Store the mix you have now, come back to it later.',
  fade: 'Fade of launched scenes',
  fadeOver: (beats: number) =>
    beats === 0 ? 'at once' : beats === 1 ? 'fade 1 beat' : `fade ${beats} beats`,
  pending: 'next',
  more: (name: string) => `More for ${name}`,
  rename: (name: string) => `Rename ${name}`,
  renameShort: 'rename',
  overwrite: 'overwrite',
  toTimeline: 'to timeline',
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  remove: (name: string) => `Remove ${name}`,
} as const;

export const automation = {
  record: (labels: string) => `Record ${labels}`,
  arm: 'Record automation',
  armAbout: 'While armed and playing, what hands and MIDI do to faders is written into lanes',
  takeover: 'How a hand takes over from a lane',
  takeoverSwitch: 'Automation: touch or latch',
  timingSwitch: 'Service time or response time',
  takeovers: { touch: 'touch', latch: 'latch' },
  takeoverAbout: {
    touch: 'A hand holds a lane off until it lets go',
    latch: 'A hand holds a lane off until the transport stops',
  },
  timing: 'time',
  timingLabel: 'Service or response time',
  timings: { service: 'service', response: 'response' } satisfies Record<Timing, string>,
  timingAbout: {
    service: 'Service time: runs back to back, timed one by one',
    response: 'Response time: one run on each beat, timed from when it was due to its answer in the page',
  } satisfies Record<Timing, string>,
} as const;
