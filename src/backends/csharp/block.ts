import { concat, type Fragment, indent } from '../text';

/** Statements with nested bodies, rendered once with their indentation; braces stand on lines of their own. */
export class Block {
  private readonly items: Item[] = [];

  get empty(): boolean {
    return this.items.length === 0;
  }

  add(line: Fragment | string): void {
    this.items.push([{ head: line, body: null }]);
  }

  /** `head`, then the body between braces; further parts such as `else` follow. */
  nest(...parts: readonly { readonly head: Fragment | string; readonly body: Block }[]): void {
    this.items.push(parts);
  }

  append(other: Block): void {
    this.items.push(...other.items);
  }

  render(depth: number): Fragment {
    return concat(this.pieces(depth));
  }

  private pieces(depth: number): (Fragment | string)[] {
    const by = '    '.repeat(depth);
    return this.items.flatMap((item) =>
      item.flatMap(({ head, body }) => [
        indentedBy(head, by),
        '\n',
        ...(body ? [by, '{\n', ...body.pieces(depth + 1), by, '}\n'] : []),
      ]),
    );
  }
}

/** Code with line breaks in it is indented as a whole; literals never hold raw line breaks. */
function indentedBy(head: Fragment | string, by: string): Fragment {
  const fragment = typeof head === 'string' ? { text: head, map: [] } : head;
  return fragment.text.includes('\n') ? indent(fragment, by) : concat([by, fragment]);
}

type Item = readonly { readonly head: Fragment | string; readonly body: Block | null }[];
