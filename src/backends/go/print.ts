import type { Span } from '../../language';
import type { SourceMapping } from '../contract';
import type { BinaryOp, GoExpr, Stmt } from './syntax';

const PRECEDENCE: Readonly<Record<BinaryOp, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '|': 4,
  '^': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '<<': 5,
  '>>': 5,
  '&': 5,
  '&^': 5,
};
const LOWEST = 0;
const UNARY = 6;
const HIGHEST = 7;
/** Function literals that fit into this many characters stay on one line, well under gofmt's own limit of 100. */
const SHORT = 80;
/** Nor do they go past this column. */
const LINE = 105;

/**
 * Prints Go the way gofmt does. Blanks around binary operators follow the rules of go/printer (`binaryExpr`,
 * `cutoff`, `walkBinary`), where `depth` says how deeply an expression is nested.
 */
export class Printer {
  private out = '';
  private level = 0;
  /** Inside the header of an `if` or `for`, where `T{…}` would be read as a block. */
  private header = false;
  private readonly mappings: SourceMapping[] = [];

  /** The text, and its source map sorted by start (outer ranges first). */
  finish(): { text: string; map: readonly SourceMapping[] } {
    const map = this.mappings.toSorted((a, b) => a.start - b.start || b.end - a.end);
    return { text: this.out, map };
  }

  write(text: string): void {
    this.out += text;
  }

  private mark(start: number, span: Span | undefined): void {
    if (span !== undefined && this.out.length > start)
      this.mappings.push({ start, end: this.out.length, span });
  }

  /** Statements, one a line, at the current level plus one. */
  block(body: readonly Stmt[]): void {
    const header = this.header;
    this.header = false;
    this.write('{\n');
    this.level++;
    for (const stmt of body) {
      const label = (stmt.kind === 'for' || stmt.kind === 'range') && stmt.loop.label;
      if (label) this.write(`${'\t'.repeat(this.level - 1)}${label}:\n`);
      this.write('\t'.repeat(this.level));
      this.stmt(stmt);
      this.write('\n');
    }
    this.level--;
    this.write(`${'\t'.repeat(this.level)}}`);
    this.header = header;
  }

  private stmt(stmt: Stmt): void {
    switch (stmt.kind) {
      case 'assign': {
        const depth = stmt.targets.length > 1 && stmt.values.length > 1 ? 2 : 1;
        this.list(stmt.targets, depth);
        this.write(` ${stmt.op} `);
        this.list(stmt.values, depth);
        return;
      }
      case 'var':
        this.write(`var ${stmt.name} ${stmt.type}`);
        return;
      case 'expr':
        this.expr(stmt.value);
        return;
      case 'step':
        this.expr1(stmt.target, LOWEST, 2);
        this.write(stmt.op);
        return;
      case 'if':
        this.ifStmt(stmt);
        return;
      case 'for':
        this.forStmt(stmt);
        return;
      case 'range': {
        const names = stmt.value === null ? stmt.key : `${stmt.key ?? '_'}, ${stmt.value}`;
        this.write(names === null ? 'for range ' : `for ${names} := range `);
        this.inHeader(() => this.expr(stmt.source));
        this.write(' ');
        this.block(stmt.body);
        return;
      }
      case 'return':
        this.write('return');
        if (stmt.value !== null) {
          this.write(' ');
          this.expr(stmt.value);
        }
        return;
      case 'break':
        this.write(stmt.label === null ? 'break' : `break ${stmt.label}`);
        return;
      case 'go':
      case 'defer':
        this.write(`${stmt.kind} `);
        this.expr(stmt.call);
        return;
    }
  }

  private inHeader(print: () => void): void {
    const outer = this.header;
    this.header = true;
    print();
    this.header = outer;
  }

  private ifStmt(stmt: Stmt & { kind: 'if' }): void {
    this.write('if ');
    this.inHeader(() => this.expr(stmt.test));
    this.write(' ');
    this.block(stmt.then);
    const [only] = stmt.otherwise;
    if (only === undefined) return;
    this.write(' else ');
    if (stmt.otherwise.length === 1 && only.kind === 'if') this.ifStmt(only);
    else this.block(stmt.otherwise);
  }

  private forStmt(stmt: Stmt & { kind: 'for' }): void {
    this.write('for ');
    this.inHeader(() => {
      if (stmt.init !== null || stmt.post !== null) {
        if (stmt.init !== null) this.stmt(stmt.init);
        this.write('; ');
        if (stmt.test !== null) this.expr(stmt.test);
        this.write('; ');
        if (stmt.post !== null) this.stmt(stmt.post);
        this.write(' ');
      } else if (stmt.test !== null) {
        this.expr(stmt.test);
        this.write(' ');
      }
    });
    this.block(stmt.body);
  }

  private list(items: readonly GoExpr[], depth: number): void {
    items.forEach((item, i) => {
      if (i > 0) this.write(', ');
      this.expr1(item, LOWEST, depth);
    });
  }

  expr(expr: GoExpr): void {
    this.expr1(expr, LOWEST, 1);
  }

  private expr1(expr: GoExpr, outer: number, depth: number): void {
    const start = this.out.length;
    this.bare(expr, outer, depth);
    this.mark(start, expr.span);
  }

  private parenthesised(print: () => void): void {
    const outer = this.header;
    this.header = false;
    this.write('(');
    print();
    this.write(')');
    this.header = outer;
  }

  private bare(expr: GoExpr, outer: number, depth: number): void {
    switch (expr.kind) {
      case 'name':
        this.write(expr.name);
        return;
      case 'literal':
        this.write(expr.text);
        return;
      case 'unary':
        if (outer >= HIGHEST) {
          this.parenthesised(() => this.bare(expr, LOWEST, Math.max(1, depth - 1)));
          return;
        }
        this.write(expr.op);
        // `--x` would be another token.
        if (expr.operand.kind === 'unary' && expr.operand.op === expr.op)
          this.parenthesised(() => this.expr1(expr.operand, LOWEST, Math.max(1, depth - 1)));
        else this.expr1(expr.operand, UNARY, depth);
        return;
      case 'binary':
        this.binary(expr, outer, depth);
        return;
      case 'call': {
        const inner = expr.args.length > 1 ? depth + 1 : depth;
        this.expr1(expr.fn, HIGHEST, inner);
        const header = this.header;
        this.header = false;
        this.write('(');
        this.list(expr.args, inner);
        this.write(expr.spread ? '...)' : ')');
        this.header = header;
        return;
      }
      case 'index':
        this.expr1(expr.of, HIGHEST, 1);
        this.write('[');
        this.expr1(expr.index, LOWEST, depth + 1);
        this.write(']');
        return;
      case 'slice':
        this.sliceExpr(expr, depth);
        return;
      case 'field':
        this.expr1(expr.of, HIGHEST, depth);
        this.write(`.${expr.name}`);
        return;
      case 'composite':
        if (this.header && !/^(\[|map\[|struct)/.test(expr.type))
          this.parenthesised(() => this.composite(expr));
        else this.composite(expr);
        return;
      case 'function':
        this.functionExpr(expr);
        return;
    }
  }

  private binary(expr: GoExpr & { kind: 'binary' }, outer: number, depth: number): void {
    const prec = PRECEDENCE[expr.op];
    if (prec < outer) {
      this.parenthesised(() => this.binary(expr, LOWEST, Math.max(1, depth - 1)));
      return;
    }
    const blank = prec < cutoff(expr, depth) ? ' ' : '';
    this.expr1(expr.left, prec, depth + (precedenceOf(expr.left) === prec ? 0 : 1));
    this.write(blank + expr.op + blank);
    this.expr1(expr.right, prec + 1, depth + 1);
  }

  private sliceExpr(expr: GoExpr & { kind: 'slice' }, depth: number): void {
    const { low, high } = expr;
    const blanks =
      depth <= 1 && low !== null && high !== null && (low.kind === 'binary' || high.kind === 'binary');
    this.expr1(expr.of, HIGHEST, 1);
    this.write('[');
    if (low !== null) this.expr1(low, LOWEST, depth + 1);
    this.write(blanks ? ' : ' : ':');
    if (high !== null) this.expr1(high, LOWEST, depth + 1);
    this.write(']');
  }

  /** @param type nothing inside of a list, which tells the type of its items */
  private composite(expr: GoExpr & { kind: 'composite' }, type = expr.type): void {
    this.write(`${type}{`);
    expr.items.forEach((item, i) => {
      if (i > 0) this.write(', ');
      if (item.key !== undefined) {
        this.expr(item.key);
        this.write(': ');
      }
      const { value } = item;
      if (value.kind === 'composite' && expr.type === `[]${value.type}`) {
        const start = this.out.length;
        this.composite(value, '');
        this.mark(start, value.span);
      } else this.expr(value);
    });
    this.write('}');
  }

  private functionExpr(expr: GoExpr & { kind: 'function' }): void {
    const parameters = parameterList(expr.parameters);
    this.write(`func(${parameters}) ${expr.result === '' ? '' : `${expr.result} `}`);
    const [only] = expr.body;
    if (expr.body.length === 1 && only !== undefined && this.tryOneLine(only, parameters.length)) return;
    this.block(expr.body);
  }

  /** Prints `{ stmt }` when it is short and has no line break; otherwise leaves no trace. */
  private tryOneLine(stmt: Stmt, headerSize: number): boolean {
    if (!['return', 'expr', 'assign', 'step'].includes(stmt.kind)) return false;
    const { out, header } = this;
    const mapped = this.mappings.length;
    this.header = false;
    this.write('{ ');
    this.stmt(stmt);
    this.write(' }');
    this.header = header;
    const printed = this.out.slice(out.length);
    const column = this.out.length - this.out.lastIndexOf('\n');
    if (!printed.includes('\n') && headerSize + printed.length <= SHORT && column <= LINE) return true;
    this.out = out;
    this.mappings.length = mapped;
    return false;
  }
}

/** `a, b int, s string`: neighbours of one type share it. */
export function parameterList(
  parameters: readonly { readonly name: string; readonly type: string }[],
): string {
  return parameters
    .map(({ name, type }, i) => (parameters[i + 1]?.type === type ? name : `${name} ${type}`))
    .join(', ');
}

/** One expression that stands alone. */
export function printExpression(expr: GoExpr): string {
  const printer = new Printer();
  printer.expr(expr);
  return printer.finish().text;
}

function precedenceOf(expr: GoExpr): number {
  return expr.kind === 'binary' ? PRECEDENCE[expr.op] : HIGHEST;
}

function cutoff(expr: GoExpr & { kind: 'binary' }, depth: number): number {
  const { has4, has5, problem } = walkBinary(expr);
  if (problem > 0) return problem + 1;
  if (has4 && has5) return depth === 1 ? 5 : 4;
  return depth === 1 ? 6 : 4;
}

interface BinaryShape {
  has4: boolean;
  has5: boolean;
  problem: number;
}

/** Long chains ask for the shape of every prefix: each is worked out once. */
const shapes = new WeakMap<GoExpr, BinaryShape>();

function walkBinary(expr: GoExpr & { kind: 'binary' }): BinaryShape {
  let shape = shapes.get(expr);
  if (shape === undefined) {
    shape = shapeOf(expr);
    shapes.set(expr, shape);
  }
  return shape;
}

function shapeOf(expr: GoExpr & { kind: 'binary' }): BinaryShape {
  const prec = PRECEDENCE[expr.op];
  const shape: BinaryShape = { has4: prec === 4, has5: prec === 5, problem: 0 };
  const merge = (inner: BinaryShape): void => {
    shape.has4 ||= inner.has4;
    shape.has5 ||= inner.has5;
    shape.problem = Math.max(shape.problem, inner.problem);
  };
  const { left, right } = expr;
  if (left.kind === 'binary' && PRECEDENCE[left.op] >= prec) merge(walkBinary(left));
  if (right.kind === 'binary') {
    if (PRECEDENCE[right.op] > prec) merge(walkBinary(right));
  } else if (right.kind === 'unary') {
    const pair = expr.op + right.op;
    if (pair === '&&' || pair === '&^') shape.problem = Math.max(shape.problem, 5);
    if (pair === '--') shape.problem = Math.max(shape.problem, 4);
  }
  return shape;
}
