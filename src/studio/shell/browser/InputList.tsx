import { type Input, printListInput, printNumberInput } from '../../../session';
import { useUnread } from '../../editor/unread';
import { strings } from '../../strings';
import { useDocument, view } from '../../studio';
import { Section } from './Section';

const words = strings.browser;

/** What the program reads; a click goes to the field beside the editor. */
export function InputList() {
  const inputs = useDocument((document) => document.inputs);
  const unread = useUnread();
  return (
    <Section id="inputs" grow={2}>
      {inputs.length === 0 ? (
        <p className="empty">{strings.editor.noInputs}</p>
      ) : (
        <ul className="browser-list">
          {inputs.map(({ name, input }) => (
            <li key={name}>
              <button
                type="button"
                className="browser-item"
                aria-label={words.editInput(name)}
                onClick={() => goToInput(name)}
              >
                <span className="mono">{name}</span>
                <small className="browser-name">
                  {unread.has(name) ? strings.editor.unread : summary(input)}
                </small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function summary(input: Input): string {
  switch (input.kind) {
    case 'number':
      return printNumberInput(input);
    case 'list':
      return printListInput({ ...input, values: input.values.slice(0, 20) });
    case 'text':
      return input.value;
    case 'table':
      return strings.editor.rows(input.rows.length, input.columns.length);
  }
}

function goToInput(name: string): void {
  view.setState({ panel: 'editor', browserOpen: false });
  // The editor may only come into view with the next paint.
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-input="${CSS.escape(name)}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector<HTMLElement>('input:not(.input-name), textarea, select')?.focus();
  });
}
