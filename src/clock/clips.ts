import { fadedFrom, type Mix, type Scene, type SceneClip, type SessionDocument } from '../session';

/** The clip in force at a beat: the last one that begins at or before it and whose scene is still there. */
export function clipAt({ clips, scenes }: SessionDocument, beat: number): SceneClip | undefined {
  return clips.findLast((clip) => clip.beat <= beat && scenes.some(({ id }) => id === clip.scene));
}

export function sceneOf({ scenes }: SessionDocument, clip: SceneClip): Scene | undefined {
  return scenes.find(({ id }) => id === clip.scene);
}

/**
 * The document with the mix that its scene clips have at a beat; before the first clip it is the document's own.
 * A clip with a fade comes from the mix of the clip before it.
 */
export function arrangedAt(document: SessionDocument, beat: number): SessionDocument {
  const clip = clipAt(document, beat);
  const scene = clip && sceneOf(document, clip);
  if (!clip || !scene) return document;
  const arranged: SessionDocument = { ...document, ...scene.mix };
  const into = beat - clip.beat;
  if (into >= clip.fade) return arranged;
  return fadedFrom(arranged, mixBefore(document, clip), into / clip.fade);
}

function mixBefore(document: SessionDocument, { beat }: SceneClip): Mix {
  const earlier = { ...document, clips: document.clips.filter((clip) => clip.beat < beat) };
  const clip = clipAt(earlier, beat);
  return (clip && sceneOf(document, clip)?.mix) ?? document;
}
