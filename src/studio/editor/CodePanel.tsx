import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react';
import type { Emission } from '../../backends';
import type { Diagnostic } from '../../language';
import { CHANNEL_IDS, type ChannelId, DIALECTS } from '../../session';
import { LOOKS } from '../backends';
import { Tabs } from '../commands/Tabs';
import { useCompiled, useVerdict } from '../engine/results';
import { VerdictText, verdictDetail } from '../mixer/VerdictText';
import { Prose } from '../Prose';
import { strings } from '../strings';
import { session, useDocument, useView, view } from '../studio';
import { codeRanges, link, links, sourceAt } from './links';
import { tokenize } from './tokens';

const words = strings.code;

const hueOf = (id: ChannelId): CSSProperties => ({ '--hue': LOOKS[id].hue }) as CSSProperties;

/** Eight tabs of code, one for each channel. */
export function CodePanel() {
  const tab = useView((state) => state.tab);
  return (
    <section className="panel code-panel" data-panel="code" aria-label={words.title}>
      <Tabs
        label={words.tabs}
        prefix="tab"
        panel="code-body"
        tabs={CHANNEL_IDS}
        current={tab}
        className="tabs"
        styleOf={hueOf}
        onChoose={(next) => view.setState({ tab: next })}
      >
        {(id) => (
          <>
            <i />
            {strings.channel[id]}
          </>
        )}
      </Tabs>
      <div
        className="code-body"
        role="tabpanel"
        id="code-body"
        aria-labelledby={`tab-${tab}`}
        style={hueOf(tab)}
      >
        <Code id={tab} />
        <CodeFoot id={tab} />
      </div>
    </section>
  );
}

function Code({ id }: { readonly id: ChannelId }) {
  const code = useCompiled((state) => state.codes[id]);
  if (!code) return <p className="empty">{words.waiting(strings.channel[id])}</p>;
  if (!code.ok) return <Refusal id={id} diagnostics={code.diagnostics} />;
  return <Listing emission={code.emission} id={id} />;
}

function Refusal({
  id,
  diagnostics,
}: {
  readonly id: ChannelId;
  readonly diagnostics: readonly Diagnostic[];
}) {
  return (
    <div className="refusal">
      <h3>{words.refused(strings.channel[id])}</h3>
      <ul>
        {diagnostics.map((each) => (
          <li
            key={`${each.code} ${each.span.start} ${each.message}`}
            onPointerEnter={() => link(each.span, 'code')}
            onPointerLeave={() => link(undefined, 'code')}
          >
            <span className="rule">{each.code}</span> <Prose text={each.message} />{' '}
            {each.hint && (
              <em>
                <Prose text={each.hint} />
              </em>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The emitted program, coloured; whatever is under the pointer is marked in the Python text, and the other way. */
function Listing({ emission, id }: { readonly emission: Emission; readonly id: ChannelId }) {
  const { code, map } = emission;
  const body = useRef<HTMLPreElement>(null);
  const tokens = useMemo(() => cut(code, id, map), [code, id, map]);

  // Marks are set on the DOM, so that moving the pointer renders nothing.
  useEffect(() => {
    const mark = (): void => {
      const { span } = links.getState();
      const ranges = span ? codeRanges(map, span) : [];
      tokens.forEach(({ start }, place) => {
        const isLinked = ranges.some((range) => range.start <= start && start < range.end);
        body.current?.children[place]?.classList.toggle('linked', isLinked);
      });
    };
    mark();
    return links.subscribe(mark);
  }, [map, tokens]);

  return (
    <pre
      ref={body}
      className="listing"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a long listing is scrolled by keys
      tabIndex={0}
      onPointerMove={(event) => {
        const place = Array.prototype.indexOf.call(event.currentTarget.children, event.target);
        const token = tokens[place];
        link(token && sourceAt(map, token.start), 'code');
      }}
      onPointerLeave={() => link(undefined, 'code')}
    >
      {tokens.map(({ kind, start, end }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a keystroke moves every later token, and makes none of them anew
        <span key={place} className={kind === 'plain' ? undefined : `t-${kind}`}>
          {code.slice(start, end)}
        </span>
      ))}
    </pre>
  );
}

/** Tokens, cut again wherever a mapping starts or ends, so that each piece belongs to one place. */
function cut(code: string, id: ChannelId, map: Emission['map']) {
  const edges = [...new Set(map.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b);
  let next = 0;
  return tokenize(code, id).flatMap((token) => {
    while ((edges[next] ?? Infinity) <= token.start) next++;
    const inside: number[] = [];
    while ((edges[next] ?? Infinity) < token.end) inside.push(edges[next++] ?? token.end);
    const starts = [token.start, ...inside];
    return starts.map((start, index) => ({ kind: token.kind, start, end: starts[index + 1] ?? token.end }));
  });
}

/** The verdict in full, what the emitter has to say, and how the code is written. */
function CodeFoot({ id }: { readonly id: ChannelId }) {
  const verdict = useVerdict(id);
  const code = useCompiled((state) => state.codes[id]);
  const notes = code?.ok ? code.emission.notes : [];
  return (
    <footer className="code-foot">
      {notes.length > 0 && (
        <ul className="notes">
          {notes.map((note) => (
            <li
              key={`${note.code} ${note.span.start} ${note.message}`}
              data-severity={note.severity}
              onPointerEnter={() => link(note.span, 'code')}
              onPointerLeave={() => link(undefined, 'code')}
            >
              <Prose text={note.message} />
              {note.hint && (
                <em>
                  <Prose text={note.hint} />
                </em>
              )}
            </li>
          ))}
        </ul>
      )}
      <div className="code-line">
        <VerdictText id={id} />
        <span className="code-value">{verdictDetail(verdict)}</span>
        {id === 'sql' && <DialectSelect />}
        {code?.ok && <CopyButton text={code.emission.code} />}
      </div>
    </footer>
  );
}

function DialectSelect() {
  const dialect = useDocument((document) => document.channels.sql.dialect);
  return (
    <label>
      <span className="label">{words.dialect}</span>
      <select
        className="select"
        value={dialect}
        onChange={(event) => {
          const next = DIALECTS.find((each) => each === event.target.value);
          session.commit(words.sqlDialect, 'user', (draft) => {
            if (next) draft.channels.sql.dialect = next;
          });
        }}
      >
        {DIALECTS.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </label>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState<string>();
  return (
    <button
      type="button"
      className="link"
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => setCopied(text),
          () => setCopied(undefined),
        );
      }}
    >
      {copied === text ? words.copied : words.copy}
    </button>
  );
}
