import { autocompletion, closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { type Diagnostic as Lint, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Diagnostic, Span } from '../../language';
import type { Gesture, SessionDocument } from '../../session';
import { compiled } from '../engine/results';
import { strings } from '../strings';
import { session, view as studioView } from '../studio';
import { link, links, spanAt } from './links';
import css from './python.css?inline';
import { repairs } from './repairs';

/** Typing goes on as one undo step until it rests this long, in ms. */
const REST = 700;

const style = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.operator, tags.operatorKeyword, tags.controlKeyword],
    color: 'var(--code-keyword)',
  },
  { tag: [tags.number, tags.bool, tags.null, tags.self], color: 'var(--code-number)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--code-function)',
  },
  { tag: tags.comment, color: 'var(--code-comment)' },
]);

const setLink = StateEffect.define<Span | undefined>();

/** The text that belongs to the code under the pointer. */
const linkField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setLink)) next = marked(effect.value, transaction.state.doc.length);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function marked(span: Span | undefined, length: number): DecorationSet {
  if (!span || span.start >= span.end || span.end > length) return Decoration.none;
  return Decoration.set([Decoration.mark({ class: 'linked' }).range(span.start, span.end)]);
}

/**
 * A shadow root for CodeMirror, which writes its styles into constructed sheets only there: the page's policy
 * forbids style elements.
 */
function shadowIn(parent: HTMLElement): { readonly host: HTMLElement; readonly root: ShadowRoot } {
  const host = document.createElement('div');
  parent.append(host);
  const root = host.attachShadow({ mode: 'open', delegatesFocus: true });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  return { host, root };
}

/**
 * Puts a Python editor for the session's program into an element.
 * @returns removes it again
 */
export function mountPython(parent: HTMLElement): () => void {
  let typing: Gesture<SessionDocument> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let applying = false;
  const { host, root } = shadowIn(parent);

  const finish = (): void => {
    clearTimeout(rest);
    typing?.commit();
    typing = undefined;
  };

  function type(text: string): void {
    if (!typing?.open) typing = session.gesture(strings.editor.edit, 'user');
    typing.update((draft) => {
      draft.program = text;
    });
    clearTimeout(rest);
    rest = setTimeout(finish, REST);
  }

  const editor = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: session.getState().document.program,
      extensions: [
        python(),
        syntaxHighlighting(style),
        bracketMatching(),
        closeBrackets(),
        indentOnInput(),
        indentUnit.of('    '),
        autocompletion(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': strings.editor.label,
          spellcheck: 'false',
          tabindex: '0',
        }),
        keymap.of([...closeBracketsKeymap, ...lintKeymap, ...defaultKeymap, indentWithTab]),
        linkField,
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !applying) type(update.state.doc.toString());
          if (update.selectionSet && update.view.hasFocus) followCursor(update.state);
        }),
        EditorView.domEventHandlers({
          blur: finish,
          beforeinput: replaceSelection,
          mousemove: (event, target) => followPointer(event, target),
          mouseleave: () => link(undefined, 'editor'),
        }),
      ],
    }),
  });

  const unsubscribe = [
    session.subscribe(({ document }) => {
      const current = editor.state.doc.toString();
      if (document.program === current) return;
      applying = true;
      editor.dispatch({ changes: difference(current, document.program) });
      applying = false;
    }),
    compiled.subscribe(({ diagnostics }, previous) => {
      if (diagnostics === previous.diagnostics) return;
      editor.dispatch(
        setDiagnostics(
          editor.state,
          diagnostics.map((each) => lintOf(each, editor.state.doc.length)),
        ),
      );
    }),
    links.subscribe(({ span, from }) => {
      editor.dispatch({ effects: setLink.of(from === 'code' ? span : undefined) });
    }),
  ];

  return () => {
    finish();
    for (const stop of unsubscribe) stop();
    editor.destroy();
    host.remove();
  };
}

/**
 * Types over a selection. Left to itself the browser keeps the look of what it replaces in a style attribute, which
 * the page's policy refuses.
 */
function replaceSelection(event: InputEvent, editor: EditorView): boolean {
  const { data: text, inputType, isComposing } = event;
  const { from, to, empty } = editor.state.selection.main;
  if (inputType !== 'insertText' || text === null || isComposing || empty) return false;
  const insert = () => editor.state.update(editor.state.replaceSelection(text), { userEvent: 'input.type' });
  const handled = editor.state
    .facet(EditorView.inputHandler)
    .some((handle) => handle(editor, from, to, text, insert));
  if (!handled) editor.dispatch(insert());
  event.preventDefault();
  return true;
}

/** The smallest change that leads from one text to the other, so that the cursor stays where it is. */
function difference(from: string, to: string): { from: number; to: number; insert: string } {
  let start = 0;
  const shortest = Math.min(from.length, to.length);
  while (start < shortest && from[start] === to[start]) start++;
  let end = 0;
  while (end < shortest - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
  return { from: start, to: from.length - end, insert: to.slice(start, to.length - end) };
}

function lintOf(diagnostic: Diagnostic, length: number): Lint {
  const from = Math.min(diagnostic.span.start, length);
  return {
    from,
    to: Math.max(from, Math.min(diagnostic.span.end, length)),
    severity: diagnostic.severity,
    message: diagnostic.hint ? `${diagnostic.message}\n${diagnostic.hint}` : diagnostic.message,
    source: diagnostic.code,
    actions: repairs(diagnostic, session.getState().document).map(({ label, apply }) => ({
      name: label,
      apply,
    })),
  };
}

/** The map of the code that is shown, while it belongs to the text that is shown. */
function shownMap() {
  const { codes, source } = compiled.getState();
  const code = codes[studioView.getState().tab];
  return code?.ok && source === session.getState().document.program ? code.emission.map : [];
}

function followPointer(event: MouseEvent, target: EditorView): void {
  const position = target.posAtCoords({ x: event.clientX, y: event.clientY });
  link(position === null ? undefined : spanAt(shownMap(), position), 'editor');
}

function followCursor(state: EditorState): void {
  link(spanAt(shownMap(), state.selection.main.head), 'editor');
}
