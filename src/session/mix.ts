import { produce } from 'immer';
import type { Mix, SessionDocument } from './document';
import { PARAMETERS } from './parameters';

/** The part of the document that a scene keeps. */
export function mixOf({ n, channels, macros }: Mix): Mix {
  return { n, channels, macros };
}

/**
 * The document with its mix part of the way from another one: what a fade plays. Numbers move on their
 * parameters' own scales, switches and racks flip half-way.
 * @param from the mix that the fade comes from
 * @param share 0 (`from`) to 1 (the document as it is)
 */
export function fadedFrom(document: SessionDocument, from: Mix, share: number): SessionDocument {
  if (share >= 1) return document;
  const start: SessionDocument = { ...document, ...mixOf(from) };
  if (share <= 0) return start;
  return produce(share < 0.5 ? start : document, (draft) => {
    for (const parameter of PARAMETERS.values()) {
      const [low, high] = [parameter.toUnit(parameter.get(start)), parameter.toUnit(parameter.get(document))];
      if (low !== high) parameter.set(draft, parameter.fromUnit(low + (high - low) * share));
    }
  });
}

/** A place in a mix, say `channels.rust.level`. */
export type MixPlace = string;

type Fields = Readonly<Record<string, unknown>>;

/** The places where two mixes differ, down to the settings of a channel; a rack of effects is one place. */
export function changedPlaces(before: Mix, after: Mix): MixPlace[] {
  return differing(fields(mixOf(before)), fields(mixOf(after)), '');
}

function differing(before: Fields, after: Fields, above: string): MixPlace[] {
  return Object.keys(after).flatMap((key) => {
    const [one, other] = [before[key], after[key]];
    if (one === other) return [];
    const place = `${above}${key}`;
    return isFields(one) && isFields(other) ? differing(one, other, `${place}.`) : [place];
  });
}

/** A mix with some of its places as another one has them. */
export function withPlaces(mix: Mix, source: Mix, places: ReadonlySet<MixPlace>): Mix {
  if (places.size === 0) return mix;
  return replaced(fields(mixOf(mix)), fields(mixOf(source)), places, '') as unknown as Mix;
}

function replaced(target: Fields, source: Fields, places: ReadonlySet<MixPlace>, above: string): Fields {
  return Object.fromEntries(
    Object.keys(target).map((key) => {
      const place = `${above}${key}`;
      const [one, other] = [target[key], source[key]];
      if (places.has(place)) return [key, other];
      return [key, isFields(one) && isFields(other) ? replaced(one, other, places, `${place}.`) : one];
    }),
  );
}

const fields = (mix: Mix): Fields => ({ ...mix });

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
