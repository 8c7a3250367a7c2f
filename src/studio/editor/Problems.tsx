import type { Diagnostic } from '../../language';
import { useCompiled } from '../engine/results';
import { Prose } from '../Prose';
import { strings } from '../strings';
import { useDocument } from '../studio';
import { link } from './links';
import { Recorded } from './Recorded';
import { repairs } from './repairs';

const SHOWN = 3;

/** What is wrong with the text and what can be done about it, right below the text. */
export function Problems() {
  const diagnostics = useCompiled((state) => state.diagnostics);
  return (
    <ul className="problems" aria-label={strings.editor.problems} aria-live="polite">
      <Recorded diagnostics={diagnostics} />
      {diagnostics.slice(0, SHOWN).map((each) => (
        <li
          key={`${each.code} ${each.span.start} ${each.message}`}
          data-severity={each.severity}
          onPointerEnter={() => link(each.span, 'code')}
          onPointerLeave={() => link(undefined, 'code')}
        >
          <span>
            <Prose text={each.message} />
            {each.hint && (
              <em>
                {' '}
                <Prose text={each.hint} />
              </em>
            )}
          </span>
          <Repairs diagnostic={each} />
        </li>
      ))}
    </ul>
  );
}

function Repairs({ diagnostic }: { readonly diagnostic: Diagnostic }) {
  const program = useDocument((document) => document.program);
  const inputs = useDocument((document) => document.inputs);
  return repairs(diagnostic, { program, inputs }).map(({ label, apply }) => (
    <button key={label} type="button" className="button small" onClick={apply}>
      {label}
    </button>
  ));
}
