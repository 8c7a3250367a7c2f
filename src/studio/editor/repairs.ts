import type { Diagnostic } from '../../language';
import { EXAMPLE_TABLES, exampleTable, type Input, type SessionDocument } from '../../session';
import { strings } from '../strings';
import { session } from '../studio';

/** Something one click can do about a diagnostic. */
export interface Repair {
  readonly label: string;
  apply(): void;
}

const words = strings.editor;

/** What can be done about a diagnostic: a free name can become an input, of the kind that its use suggests first. */
export function repairs(
  diagnostic: Diagnostic,
  { program, inputs }: Pick<SessionDocument, 'program' | 'inputs'>,
): readonly Repair[] {
  if (diagnostic.rule !== 'unknown-name') return [];
  const name = program.slice(diagnostic.span.start, diagnostic.span.end);
  if (!/^[A-Za-z_]\w*$/.test(name) || inputs.some((input) => input.name === name)) return [];
  const add = (label: string, input: () => Input): Repair => ({
    label,
    apply: () => addInput(name, input()),
  });
  const table = EXAMPLE_TABLES.find((each) => each.name === name)?.name ?? 'orders';
  const number = add(words.createNumber(name), () => ({ kind: 'number', type: 'int', value: 2 }));
  const list = add(words.createList, () => ({ kind: 'list', type: 'int', values: [1, 2, 3, 5, 8] }));
  const text = add(words.createText, () => ({ kind: 'text', value: 'code live' }));
  const example = add(words.createTable(table), () => exampleTable(table));
  return EXAMPLE_TABLES.some((each) => each.name === name) ? [example, list] : [number, list, text, example];
}

/** Adds an input in one undo step. */
export function addInput(name: string, input: Input): void {
  session.commit(words.addNamed(name), 'user', (draft) => {
    draft.inputs.push({ name, input: structuredClone(input) as (typeof draft.inputs)[number]['input'] });
  });
}
