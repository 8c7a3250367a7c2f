import type { SourceMapping } from '../contract';

/**
 * Binaryen's text, laid out for reading: short expressions on one line, and the `;;@` comments that carry source
 * locations taken out and turned into a source map.
 */
export interface Listing {
  readonly code: string;
  readonly map: readonly SourceMapping[];
}

interface Form {
  /** Atoms are strings. */
  readonly items: (Form | string)[];
  readonly location: { readonly start: number; readonly end: number } | null;
  width: number;
}

const TOKEN =
  /\s+|;;@ ?(?:\S*:(\d+):(\d+))?[^\n]*|;;[^\n]*|\(;[\s\S]*?;\)|("(?:\\.|[^"\\])*"|[()]|[^\s()";]+)/gy;
const LINE = 100;

export function layOut(text: string): Listing {
  const printer = new Printer();
  printer.print(parse(text), 0);
  return { code: `${printer.code}\n`, map: printer.map.sort((a, b) => a.start - b.start || b.end - a.end) };
}

function parse(text: string): Form {
  const root: Form = { items: [], location: null, width: 0 };
  const stack: Form[] = [root];
  let location: Form['location'] = null;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) throw new SyntaxError('not a listing');
    const [whole, start, end, token] = match;
    const top = stack.at(-1) ?? root;
    if (whole.startsWith(';;@')) {
      location = start === undefined ? null : { start: Number(start) - 1, end: Number(end) };
    } else if (token === '(') {
      const form: Form = { items: [], location, width: 1 };
      location = null;
      top.items.push(form);
      stack.push(form);
    } else if (token === ')') {
      const form = stack.pop() ?? root;
      form.width += 1;
      (stack.at(-1) ?? root).width += form.width + 1;
    } else if (token !== undefined) {
      top.items.push(token);
      top.width += token.length + 1;
    }
  }
  const [module] = root.items;
  if (typeof module !== 'object') return root;
  const headOf = (item: Form | string): Form | string | undefined =>
    typeof item === 'string' ? item : item.items[0];
  // Function types are implied by the functions themselves; static data stands below what a reader came for.
  const items = module.items.filter((item) => headOf(item) !== 'type' && headOf(item) !== 'data');
  return { ...module, items: [...items, ...module.items.filter((item) => headOf(item) === 'data')] };
}

/** Forms whose parts each stand on a line of their own. */
const BLOCKS = new Set(['module', 'func', 'loop', 'block', 'then', 'else']);
/** Leading atoms and forms that belong to the head line of a form. */
const HEADS = new Set(['param', 'result', 'export', 'import', 'type']);

class Printer {
  code = '';
  readonly map: SourceMapping[] = [];

  print(form: Form | string, depth: number): void {
    if (typeof form === 'string') {
      this.code += form;
      return;
    }
    const start = this.code.length;
    this.code += '(';
    const [head] = form.items;
    const fits =
      depth * 2 + form.width <= LINE &&
      !(typeof head === 'string' && BLOCKS.has(head) && form.items.length > 2);
    let onHead = true;
    form.items.forEach((item, i) => {
      const first = typeof item === 'object' ? item.items[0] : undefined;
      const headPart =
        typeof item === 'string' || (head === 'func' && typeof first === 'string' && HEADS.has(first));
      onHead =
        onHead &&
        (headPart ||
          head === 'local.set' ||
          head === 'global.set' ||
          head === 'br_if' ||
          (head === 'if' && i === 1));
      if (i > 0) this.code += fits || onHead ? ' ' : `\n${'  '.repeat(depth + 1)}`;
      this.print(item, depth + 1);
    });
    this.code += ')';
    if (form.location !== null) this.map.push({ start, end: this.code.length, span: form.location });
  }
}
