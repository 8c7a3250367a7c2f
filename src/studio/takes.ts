import { createStore } from 'zustand/vanilla';
import { type Take, withTake } from '../clock';
import { type Author, type Lane, parameterById, type Recipe, type SessionDocument } from '../session';
import { strings } from './strings';
import { session } from './studio';
import { isHand, movedParameters, touch } from './touch';
import { beatNow, onTick, transportState } from './transport';

/** What a hand has done to one parameter since the pass began, a stretch for each round of the loop. */
interface Pass {
  readonly author: Author;
  readonly stretches: { readonly beats: number[]; readonly values: number[] }[];
}

/** Beats between two samples that are no playing: the clock ticks many times a beat. */
const JUMP = 1;

/** Passes under way, by parameter. */
const passes = new Map<string, Pass>();

/** The parameters that are being recorded, in the order in which they were touched. */
export const recordedParameters = createStore<{ readonly ids: readonly string[] }>()(() => ({ ids: [] }));

function publish(): void {
  const ids = [...passes.keys()];
  if (ids.join() !== recordedParameters.getState().ids.join()) recordedParameters.setState({ ids });
}

function isRecording(): boolean {
  return touch.getState().armed && transportState.getState().playing;
}

function sample(id: string, { stretches }: Pass, document: SessionDocument, beat: number): void {
  const parameter = parameterById(id);
  const value = parameter.toUnit(parameter.get(document));
  const current = stretches.at(-1);
  const last = current?.beats.at(-1);
  // The loop has begun anew, or the playhead was moved: what lies between was not touched.
  if (!current || last === undefined || beat < last || beat > last + JUMP)
    stretches.push({ beats: [beat], values: [value] });
  else if (beat === last) current.values[current.values.length - 1] = value;
  else {
    current.beats.push(beat);
    current.values.push(value);
  }
}

onTick((beat) => {
  const { document } = session.getState();
  for (const [id, pass] of passes) sample(id, pass, document, beat);
});

session.onGesture((event) => {
  if (!isHand(event)) return;
  if (event.kind === 'move') {
    if (!isRecording()) return;
    for (const id of movedParameters(event.before, event.after)) {
      const pass = passes.get(id) ?? { author: event.author, stretches: [] };
      passes.set(id, pass);
      sample(id, pass, event.after, beatNow());
    }
    publish();
    return;
  }
  const released = [...passes.keys()].filter((id) => !isHeldElsewhere(id));
  if (event.kind === 'cancel') {
    for (const id of released) passes.delete(id);
    publish();
  }
  // A latched pass goes on until the transport stops.
  else if (touch.getState().takeover === 'touch' && released.length > 0) {
    event.add(strings.automation.record(titles(released)), write(finished(released)));
  }
});

/** Whether a hand still holds the parameter. The listeners of `touch` have been told of the release by now. */
function isHeldElsewhere(id: string): boolean {
  return touch.getState().held.has(id);
}

// Stopping, and switching the recording off, end every pass in one step.
transportState.subscribe(({ playing }) => {
  if (!playing) finish();
});
touch.subscribe(({ armed }, { armed: was }) => {
  if (was && !armed) finish();
});

function finish(): void {
  const ids = [...passes.keys()];
  const [first] = passes.values();
  if (!first) return;
  session.commit(strings.automation.record(titles(ids)), first.author, write(finished(ids)));
}

/** Takes the passes away from what is under way. */
function finished(ids: readonly string[]): ReadonlyMap<string, readonly Take[]> {
  const taken = new Map<string, readonly Take[]>();
  for (const id of ids) {
    const pass = passes.get(id);
    passes.delete(id);
    if (pass) taken.set(id, pass.stretches);
  }
  publish();
  return taken;
}

function write(taken: ReadonlyMap<string, readonly Take[]>): Recipe<SessionDocument> {
  return (draft) => {
    for (const [id, takes] of taken) {
      const known = draft.lanes.find((lane) => lane.parameter === id);
      const before: Lane['points'] = known ? [...known.points] : [];
      const points = takes
        .reduce<Lane['points']>((lane, take) => withTake(lane, take), before)
        .map((point) => ({ ...point }));
      if (known) known.points = points;
      else draft.lanes.push({ id: `lane-${id}`, parameter: id, on: true, points });
    }
  };
}

function titles(ids: readonly string[]): string {
  return ids.map((id) => parameterById(id).label).join(', ');
}
