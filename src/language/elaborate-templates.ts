import type { Ast, CallAst } from './ast';
import { constant, op } from './build';
import type { Context, Scope } from './context';
import { refuse, type Span } from './diagnostic';
import { elaborate } from './elaborate';
import { starredArguments } from './elaborate-calls';
import { concatText, formatted } from './elaborate-format';
import { subscript } from './elaborate-subscripts';
import type { OpenSpec } from './elaborate-widths';
import type { Expr } from './ir';

/** `'…{}…'.format(…)` with a literal template: the same nodes as an f-string. */
export function formatTemplate(
  template: Extract<Ast, { kind: 'str' }>,
  call: CallAst,
  scope: Scope,
  context: Context,
): Expr {
  const positional = context
    .all(
      call.args.map(
        (arg) => () =>
          arg.kind === 'starred'
            ? starredArguments(arg.value, scope, context)
            : [elaborate(arg, scope, context)],
      ),
    )
    .flat();
  const keywords = new Map(
    call.keywords.map((k): [string, Expr] => [
      k.name ?? refuse('unsupported-argument', k.span, '`**` arguments are not understood.'),
      elaborate(k.value, scope, context),
    ]),
  );
  let automatic = 0;
  const argument = (name: string): Expr => {
    const root = name === '' ? String(automatic++) : name;
    const positions = /^\d+$/.test(root);
    const value = positions ? positional[Number(root)] : keywords.get(root);
    return (
      value ??
      refuse(
        'type-error',
        template.span,
        positions
          ? 'Replacement index out of range for positional args tuple'
          : `There is no argument '${root}'.`,
        { exception: positions ? 'IndexError' : 'KeyError' },
      )
    );
  };
  const pieces = templatePieces(template.value, template.span).map((piece): Expr => {
    if (typeof piece === 'string') return constant(template.span, piece);
    const value = argument(piece.name);
    const reached = piece.path.reduce((at, step) => reach(at, step, template.span), value);
    return formatted(call.span, reached, piece.conversion, specOf(piece.spec, argument), context);
  });
  return concatText(call.span, pieces);
}

/** `{:>{width}}`: a specification with plain fields in it. */
function specOf(spec: string, argument: (name: string) => Expr): string | OpenSpec {
  if (!spec.includes('{')) return spec;
  return spec
    .split(/(\{\w*\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{') ? argument(part.slice(1, -1)) : part));
}

function reach(value: Expr, step: string, span: Span): Expr {
  if (step.startsWith('[')) {
    const key = step.slice(1, -1);
    return subscript(span, value, constant(span, /^\d+$/.test(key) ? BigInt(key) : key));
  }
  const name = step.slice(1);
  const field = value.type.kind === 'record' ? value.type.fields.find((f) => f.name === name) : undefined;
  if (!field) return refuse('unsupported-attribute', span, `\`.${name}\` can't be read here.`);
  return op(span, 'record.get', field.type, [value], { field: name });
}

interface TemplateField {
  readonly name: string;
  readonly path: readonly string[];
  readonly conversion: 'r' | 's' | 'a' | null;
  readonly spec: string;
}

const FIELD =
  /^(?<name>[^.[!:{}]*)(?<path>(?:\.[^.[!:{}]+|\[[^\]]*\])*)(?:!(?<conversion>[rsa]))?(?::(?<spec>(?:[^{}]|\{\w*\})*))?$/su;

function templatePieces(template: string, span: Span): (string | TemplateField)[] {
  const pieces: (string | TemplateField)[] = [];
  let text = '';
  for (let i = 0; i < template.length; i++) {
    const c = template.charAt(i);
    if ((c === '{' || c === '}') && template.charAt(i + 1) === c) {
      text += c;
      i++;
    } else if (c === '}') {
      return refuse('type-error', span, "Single '}' encountered in format string", {
        exception: 'ValueError',
      });
    } else if (c === '{') {
      const end = closingBrace(template, i);
      if (end < 0)
        return refuse('type-error', span, "Single '{' encountered in format string", {
          exception: 'ValueError',
        });
      const groups = FIELD.exec(template.slice(i + 1, end))?.groups;
      if (!groups)
        return refuse('unsupported-argument', span, 'This replacement field is not understood.', {
          hint: 'Write plain fields: {}, {0}, {name}, with !r or a fixed :spec.',
        });
      pieces.push(text, {
        name: groups.name ?? '',
        path: groups.path?.match(/\.[^.[]+|\[[^\]]*\]/g) ?? [],
        conversion: (groups.conversion as TemplateField['conversion'] | undefined) ?? null,
        spec: groups.spec ?? '',
      });
      text = '';
      i = end;
    } else text += c;
  }
  return [...pieces, text].filter((piece) => piece !== '');
}

/** Where the field that opens at `start` closes, or -1; fields in its specification lie inside. */
function closingBrace(template: string, start: number): number {
  let depth = 0;
  for (let i = start; i < template.length; i++) {
    if (template.charAt(i) === '{') depth++;
    else if (template.charAt(i) === '}' && --depth === 0) return i;
  }
  return -1;
}
