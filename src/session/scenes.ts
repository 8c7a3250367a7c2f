import type { Draft } from 'immer';
import type { SceneClip, SessionDocument } from './document';
import type { Author } from './history';
import { mixOf } from './mix';
import type { Session } from './session';
import { STEPS } from './words';

/** Keeps the mix as it is under a name, at the end of the list. */
export function storeScene(session: Session, name: string, author: Author = 'user'): void {
  session.commit(STEPS.storeScene(name), author, (draft) => {
    const mix = structuredClone(mixOf(session.getState().document));
    const id = freshId('scene', draft.scenes);
    draft.scenes.push({ id, name, mix } as Draft<SessionDocument>['scenes'][number]);
  });
}

/** Puts the mix of a scene on the faders, in one step. */
export function launchScene(session: Session, id: string, author: Author = 'user'): void {
  const scene = sceneById(session.getState().document, id);
  if (!scene) return;
  session.commit(STEPS.launchScene(scene.name), author, (draft) => {
    Object.assign(draft, structuredClone(scene.mix));
  });
}

/** An empty name leaves the old one. */
export function renameScene(session: Session, id: string, name: string, author: Author = 'user'): void {
  const wanted = name.trim().slice(0, MAX_NAME);
  if (wanted === '') return;
  session.commit(STEPS.renameScene(wanted), author, (draft) => {
    for (const scene of draft.scenes) if (scene.id === id) scene.name = wanted;
  });
}

/** Keeps the mix as it is in place of what the scene kept. */
export function overwriteScene(session: Session, id: string, author: Author = 'user'): void {
  const { document } = session.getState();
  const scene = sceneById(document, id);
  if (!scene) return;
  session.commit(STEPS.overwriteScene(scene.name), author, (draft) => {
    const mix = structuredClone(mixOf(document)) as Draft<SessionDocument>['scenes'][number]['mix'];
    for (const each of draft.scenes) if (each.id === id) each.mix = mix;
  });
}

/** Removes a scene, and its clips from the timeline. */
export function removeScene(session: Session, id: string, author: Author = 'user'): void {
  const scene = sceneById(session.getState().document, id);
  if (!scene) return;
  session.commit(STEPS.removeScene(scene.name), author, (draft) => {
    draft.scenes = draft.scenes.filter((each) => each.id !== id);
    draft.clips = draft.clips.filter((clip) => clip.scene !== id);
  });
}

/** Moves a scene up (-1) or down (1) the list; at the end of the list nothing happens. */
export function moveScene(session: Session, id: string, by: -1 | 1, author: Author = 'user'): void {
  const { scenes } = session.getState().document;
  const from = scenes.findIndex((scene) => scene.id === id);
  const other = scenes[from + by];
  if (from === -1 || !other) return;
  session.commit(STEPS.moveScene(scenes[from]?.name ?? ''), author, (draft) => {
    const [moved] = draft.scenes.splice(from, 1);
    if (moved) draft.scenes.splice(from + by, 0, moved);
  });
}

/**
 * Places a scene on the timeline; a clip that begins at the same beat gives way.
 * @param fade beats from the mix before to the scene's
 * @returns the clip's id, undefined when there is no such scene
 */
export function addClip(
  session: Session,
  scene: string,
  beat: number,
  fade = 0,
  author: Author = 'user',
): string | undefined {
  const { document } = session.getState();
  const known = sceneById(document, scene);
  if (!known) return undefined;
  const id = freshId('clip', document.clips);
  session.commit(STEPS.addClip(known.name), author, (draft) => {
    const others = draft.clips.filter((clip) => clip.beat !== beat);
    draft.clips = [...others, { id, scene, beat, fade }].sort(byBeat);
  });
  return id;
}

/** Changes where a clip begins or how long it fades; one that begins at the same beat gives way. */
export function changeClip(
  session: Session,
  id: string,
  change: Partial<Pick<SceneClip, 'beat' | 'fade'>>,
  author: Author = 'user',
): void {
  session.commit(STEPS.changeClip, author, (draft) => {
    const clip = draft.clips.find((each) => each.id === id);
    if (!clip) return;
    Object.assign(clip, change);
    draft.clips = draft.clips.filter((each) => each === clip || each.beat !== clip.beat).sort(byBeat);
  });
}

export function removeClip(session: Session, id: string, author: Author = 'user'): void {
  session.commit(STEPS.removeClip, author, (draft) => {
    draft.clips = draft.clips.filter((clip) => clip.id !== id);
  });
}

const MAX_NAME = 100;

function sceneById({ scenes }: SessionDocument, id: string) {
  return scenes.find((scene) => scene.id === id);
}

function byBeat(one: SceneClip, other: SceneClip): number {
  return one.beat - other.beat;
}

function freshId(kind: string, taken: readonly { readonly id: string }[]): string {
  let number = taken.length + 1;
  while (taken.some(({ id }) => id === `${kind}-${number}`)) number++;
  return `${kind}-${number}`;
}
