import { createStore } from 'zustand/vanilla';
import type { Parameter } from '../../session';

/** The control whose menu is open, and what its menu can ask of it. */
export interface MenuRequest {
  readonly parameter: Parameter;
  readonly element: HTMLElement;
  /** Client coordinates. */
  readonly at: { readonly x: number; readonly y: number };
  reset(): void;
  /** Opens the number box. */
  type(): void;
}

export const controlMenu = createStore<{ readonly open: MenuRequest | undefined }>()(() => ({
  open: undefined,
}));
