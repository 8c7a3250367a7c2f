import type { Input, NamedInput, Scalar, ScalarType } from '../document';
import { exampleTable } from '../tables';

export const FAMILIES = ['music', 'data', 'logs', 'games', 'science'] as const;
export type Family = (typeof FAMILIES)[number];

/** A program of the gallery: something that plays at once. */
export interface ExampleProgram {
  readonly id: string;
  readonly title: string;
  readonly family: Family;
  readonly text: string;
  /** The data size it sounds good at. */
  readonly n: number;
  inputs(): readonly NamedInput[];
  /** What to listen or look for, in a sentence. */
  readonly listen: string;
}

export const none = (): readonly NamedInput[] => [];

export const whole = (name: string, value: number): NamedInput => ({
  name,
  input: { kind: 'number', type: 'int', value },
});

export const real = (name: string, value: number): NamedInput => ({
  name,
  input: { kind: 'number', type: 'float', value },
});

export const text = (name: string, value: string): NamedInput => ({ name, input: { kind: 'text', value } });

export const values = (name: string, type: ScalarType, items: readonly Scalar[]): NamedInput => ({
  name,
  input: { kind: 'list', type, values: items } satisfies Input,
});

export const table = (name: string): NamedInput => ({ name, input: exampleTable(name) });
