import { type Binding, type Expr, refuse, type Span } from '../../language';
import { code, type Fragment, mark } from '../text';
import { printComp, printSorted } from './comprehensions';
import { printConvert } from './convert';
import { printDisplay } from './displays';
import { juliaFloat, juliaName, juliaString } from './names';
import { printOp } from './operations';
import { at, LEVEL, type Level, type Printed } from './printed';
import { isBig } from './types';

/** Prints one program; remembers which helpers it calls and what `unsafe` dropped. */
/** The part of a source that one thread walks; a performer's `chunk` is called otherwise. */
export const CHUNK = { id: -1, name: 'chunk' } as const;

export class Emitter {
  readonly helpers = new Set<string>();
  readonly dropped = new Map<string, Span>();

  constructor(readonly unsafe: boolean) {}

  use(helper: string): void {
    this.helpers.add(helper);
  }

  drop(check: string, span: Span): boolean {
    if (!this.unsafe) return false;
    if (!this.dropped.has(check)) this.dropped.set(check, span);
    return true;
  }

  print(expr: Expr, level: Level = LEVEL.ternary): Fragment {
    const printed = this.printed(expr);
    const marked = mark(printed.text, expr.span);
    return printed.level < level ? code`(${marked})` : marked;
  }

  /** An int as `BigInt`, whatever it is held in. */
  big(expr: Expr, level: Level = LEVEL.ternary): Fragment {
    return isBig(expr.type) ? this.print(expr, level) : code`big(${this.print(expr)})`;
  }

  name(binding: Binding): string {
    return binding.id === CHUNK.id ? CHUNK.name : juliaName(binding.name);
  }

  unsupported(span: Span, what: string, hint = 'Another backend may take it.'): never {
    return refuse('unsupported-operation', span, `${what} has no exact counterpart in Julia here.`, {
      backend: 'julia',
      hint,
    });
  }

  private printed(expr: Expr): Printed {
    switch (expr.kind) {
      case 'const':
        return this.constant(expr);
      case 'var':
        if (expr.type.kind === 'iterator')
          return this.unsupported(expr.span, 'An iterator kept in a variable');
        return at(code`${this.name(expr.binding)}`);
      case 'input':
        return at(code`${juliaName(expr.name)}`);
      case 'op':
        return printOp(this, expr);
      case 'if':
        return at(
          code`${this.print(expr.test, LEVEL.or)} ? ${this.print(expr.then, LEVEL.or)} : ${this.print(expr.otherwise)}`,
          LEVEL.ternary,
        );
      case 'logic': {
        const level = expr.op === 'and' ? LEVEL.and : LEVEL.or;
        return at(
          code`${this.print(expr.left, level)} ${expr.op === 'and' ? '&&' : '||'} ${this.print(expr.right, (level + 1) as Level)}`,
          level,
        );
      }
      case 'let':
        return at(
          code`(let ${this.name(expr.binding)} = ${this.print(expr.value)}; ${this.print(expr.body)} end)`,
        );
      case 'assign':
        return this.unsupported(
          expr.span,
          'An assignment inside an expression',
          'Bind the value in a `for` or `if` clause.',
        );
      case 'display':
        return at(printDisplay(this, expr));
      case 'comp':
        return printComp(this, expr);
      case 'sorted':
        return at(printSorted(this, expr));
      case 'convert':
        return printConvert(this, expr);
    }
  }

  private constant(expr: Extract<Expr, { kind: 'const' }>): Printed {
    const { value } = expr;
    if (value === null) return at(code`nothing`);
    if (typeof value === 'boolean') return at(code`${String(value)}`);
    if (typeof value === 'bigint') {
      const big = isBig(expr.type);
      const small = value >= -(2n ** 63n) && value < 2n ** 63n;
      if (big) return at(small ? code`big(${value})` : code`big"${value}"`);
      return value === -(2n ** 63n)
        ? at(code`typemin(Int)`)
        : at(code`${value}`, value < 0n ? LEVEL.unary : LEVEL.primary);
    }
    if (typeof value === 'string') {
      const text = juliaString(value);
      return text === null
        ? refuse('unsupported-type', expr.span, 'A lone surrogate is no text in Julia.', { backend: 'julia' })
        : at(code`${text}`);
    }
    if ('bytes' in value)
      return at(
        code`UInt8[${[...value.bytes].map((b) => `0x${b.toString(16).padStart(2, '0')}`).join(', ')}]`,
      );
    const text = juliaFloat(value.float);
    return at(code`${text}`, text.startsWith('-') ? LEVEL.unary : LEVEL.primary);
  }
}
