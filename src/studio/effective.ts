import { produce } from 'immer';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { arrangedAt, automatedAt, clipAt, hasAutomation } from '../clock';
import {
  applyMacros,
  changedPlaces,
  fadedFrom,
  type Mix,
  type MixPlace,
  mixOf,
  PARAMETERS,
  type Parameter,
  type SessionDocument,
  withPlaces,
} from '../session';
import { session, useDocument } from './studio';
import { touch } from './touch';
import { beatNow, followTempo, onBeat, onTick, playedNow, transportState } from './transport';

/** What no program is compiled or run with. */
const HEARD = [...PARAMETERS.values()].filter(({ id }) => /^(tempo|sound\..*|.*\.(gain|pan))$/.test(id));

/** A scene on its way in. */
interface Fade {
  readonly from: Mix;
  /** In beats played. */
  readonly start: number;
  readonly beats: number;
}

let fade: Fade | undefined;
/** The clip in force, and what hands have done since it was launched: that stays until the next launch. */
let governing: string | undefined;
let byHand: Set<MixPlace> | 'all' = new Set();
let isLaunching = false;
/** What plays, before macros. */
let current = session.getState().document;

/** What the macros work on. While it stays, what they made of it does: a key press in the program moves no fader. */
const MIXED = ['n', 'channels', 'macros', 'seed'] as const;
let mixed = applyMacros(current, current.seed);

/**
 * The document as it is compiled and run: scene clips first, then what hands did since, a fade, lanes, macros. The
 * document itself keeps the hand's values.
 */
export const effective = createStore<SessionDocument>()(() => evaluate(session.getState().document));

/** The settings that the timeline has at a beat, whatever hands do: what scrubbing shows. */
export function settingsAt(document: SessionDocument, beat: number): SessionDocument {
  const automated = automatedAt(arrangedAt(document, beat), beat);
  return { ...automated, ...applyMacros(automated, automated.seed) };
}

function evaluate(document: SessionDocument, beat = beatNow()): SessionDocument {
  const faded = withFade(withHands(document, beat));
  const before = current;
  current = automatedAt(faded, beat, touch.getState().held);
  if (MIXED.some((part) => current[part] !== before[part])) mixed = applyMacros(current, current.seed);
  return { ...current, n: mixed.n, channels: mixed.channels };
}

function withHands(document: SessionDocument, beat: number): SessionDocument {
  const arranged = byHand === 'all' ? document : arrangedAt(document, beat);
  if (arranged === document || byHand === 'all') return document;
  return { ...arranged, ...withPlaces(arranged, document, byHand) };
}

function withFade(document: SessionDocument): SessionDocument {
  if (!fade) return document;
  const share = (playedNow() - fade.start) / fade.beats;
  if (share >= 1) fade = undefined;
  return fade ? fadedFrom(document, fade.from, share) : document;
}

function refresh(beat?: number): void {
  effective.setState(evaluate(session.getState().document, beat), true);
}

/**
 * Launches a scene, or anything else that replaces the mix: it plays in place of the clip in force, and fades in over
 * the document's beats while the transport plays.
 */
export function launched(launch: () => void): void {
  const { fade: beats } = session.getState().document;
  const isPlaying = transportState.getState().playing;
  byHand = 'all';
  fade = isPlaying && beats > 0 ? { from: mixOf(current), start: playedNow(), beats } : undefined;
  isLaunching = true;
  try {
    launch();
  } finally {
    isLaunching = false;
  }
  refresh();
}

session.subscribe(({ document }, { document: before }) => {
  if (document === before) return;
  if (!isLaunching) {
    const places = changedPlaces(before, document);
    if (byHand !== 'all') for (const place of places) byHand.add(place);
    // A hand is not faded: what it moves is there at once.
    if (fade) fade = { ...fade, from: withPlaces(fade.from, document, new Set(places)) };
  }
  refresh();
});

/** Whether the clip at a beat has just been reached; what hands did under the one before is over then. */
function reach(beat: number): void {
  const clip = clipAt(session.getState().document, beat);
  if (clip?.id === governing && clip?.beat !== beat) return;
  governing = clip?.id;
  byHand = new Set();
}

// Evaluated in the clock callback, never in a paint, so that all this goes on in a hidden tab.
onBeat((beat) => {
  const { document } = session.getState();
  if (document.clips.length > 0) reach(beat);
  if (isMoving(document)) refresh(beat);
});

/** Whether anything but hands moves the mix. */
function isMoving(document: SessionDocument): boolean {
  return fade !== undefined || document.clips.length > 0 || hasAutomation(document);
}

// Programs change on the beat, which is when they run. What is only heard follows its lanes and fades between beats.
onTick((beat) => {
  const { document } = session.getState();
  if (!isMoving(document)) return;
  const before = effective.getState();
  const heard = withHeard(before, evaluate(document, beat));
  if (heard !== before) effective.setState(heard, true);
});

/** What plays, with the sound of another moment: tempo, gains, pans, and the knobs of the sound panel. */
function withHeard(played: SessionDocument, now: SessionDocument): SessionDocument {
  const isSame = HEARD.every((parameter) => parameter.get(played) === parameter.get(now));
  if (isSame) return played;
  return produce(played, (draft) => {
    for (const parameter of HEARD) parameter.set(draft, parameter.get(now));
  });
}

transportState.subscribe(({ playing, jumps }, { playing: played, jumps: before }) => {
  if (played && !playing) fade = undefined;
  if (jumps !== before) {
    // The playhead stands somewhere else: what its place says holds again.
    governing = undefined;
    byHand = new Set();
  }
  refresh();
});

touch.subscribe(({ held }, { held: before }) => {
  if (held !== before) refresh();
});

effective.subscribe(({ tempo }) => followTempo(tempo));

export function useEffective<T>(select: (document: SessionDocument) => T): T {
  return useStore(effective, select);
}

/** Where clips, lanes and macros take a parameter, 0–1; undefined where they leave it alone. */
export function useEffectiveUnit(parameter: Parameter): number | undefined {
  const hand = useDocument((document) => parameter.toUnit(parameter.get(document)));
  const unit = useEffective((document) => parameter.toUnit(parameter.get(document)));
  return Math.abs(unit - hand) < 1e-6 ? undefined : unit;
}
