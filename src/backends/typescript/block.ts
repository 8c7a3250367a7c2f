import { concat, type Fragment, indent } from '../text';

/** Statements with nested bodies, rendered once with their indentation. */
export class Block {
  private readonly items: Item[] = [];

  get empty(): boolean {
    return this.items.length === 0;
  }

  add(line: Fragment | string): void {
    this.items.push({ parts: [{ head: line, body: null }], tail: null });
  }

  /** `head {` body `}`; further parts are `} else {` and their bodies. */
  nest(...parts: readonly { readonly head: Fragment | string; readonly body: Block }[]): void {
    this.items.push({ parts, tail: '}' });
  }

  /** A body with closing text of its own, such as `})();`. */
  wrap(head: Fragment | string, body: Block, tail: string): void {
    this.items.push({ parts: [{ head, body }], tail });
  }

  append(other: Block): void {
    this.items.push(...other.items);
  }

  /** Puts a label before the last statement. */
  labelLast(label: string): void {
    const last = this.items.at(-1);
    const first = last?.parts[0];
    if (last === undefined || first === undefined) return;
    const parts = [{ ...first, head: concat([`${label}: `, first.head]) }, ...last.parts.slice(1)];
    this.items[this.items.length - 1] = { ...last, parts };
  }

  render(depth: number): Fragment {
    return concat(this.pieces(depth));
  }

  private pieces(depth: number): (Fragment | string)[] {
    const by = '  '.repeat(depth);
    return this.items.flatMap(({ parts, tail }) => [
      ...parts.flatMap(({ head, body }) => [
        indentedBy(head, by),
        '\n',
        ...(body ? body.pieces(depth + 1) : []),
      ]),
      ...(tail === null ? [] : [by, tail, '\n']),
    ]);
  }
}

/** Code with line breaks in it is indented as a whole; literals never hold raw line breaks. */
function indentedBy(head: Fragment | string, by: string): Fragment {
  const fragment = typeof head === 'string' ? { text: head, map: [] } : head;
  return fragment.text.includes('\n') ? indent(fragment, by) : concat([by, fragment]);
}

interface Item {
  readonly parts: readonly { readonly head: Fragment | string; readonly body: Block | null }[];
  readonly tail: string | null;
}
