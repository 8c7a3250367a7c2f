import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { automatedAt, hasAutomation } from '../clock';
import { applyMacros, type Parameter, type SessionDocument } from '../session';
import { session, useDocument } from './studio';
import { beatNow, onBeat, transportState } from './transport';

/**
 * The document as it is compiled and run: lanes first, then macros. The document itself keeps the hand's values.
 */
export const effective = createStore<SessionDocument>()(() => evaluate(session.getState().document));

function evaluate(document: SessionDocument, beat = beatNow()): SessionDocument {
  const automated = automatedAt(document, beat);
  return { ...automated, ...applyMacros(automated, automated.seed) };
}

session.subscribe(({ document }, { document: before }) => {
  if (document !== before) effective.setState(evaluate(document), true);
});

// Lanes are evaluated in the clock callback, never in a paint, so that they go on in a hidden tab.
onBeat((beat) => {
  const { document } = session.getState();
  if (hasAutomation(document)) effective.setState(evaluate(document, beat), true);
});

transportState.subscribe(() => {
  const { document } = session.getState();
  if (hasAutomation(document)) effective.setState(evaluate(document), true);
});

export function useEffective<T>(select: (document: SessionDocument) => T): T {
  return useStore(effective, select);
}

/** Where lanes and macros take a parameter, 0–1; undefined where they leave it alone. */
export function useEffectiveUnit(parameter: Parameter): number | undefined {
  const hand = useDocument((document) => parameter.toUnit(parameter.get(document)));
  const unit = useEffective((document) => parameter.toUnit(parameter.get(document)));
  return Math.abs(unit - hand) < 1e-6 ? undefined : unit;
}
