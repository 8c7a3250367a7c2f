import type { Ast, CompAst, NameAst, TargetAst } from './ast';
import { childrenOfAst } from './ast-walk';
import { type Diagnostic, diagnostic, type Span } from './diagnostic';

/**
 * The rules of PEP 572 for `:=` in comprehensions, as CPython's symbol table (symtable.c) applies them, including
 * the order in which it looks: a comprehension's first source before all else, its element last.
 */
export function checkScopes(ast: Ast): Diagnostic[] {
  const checker = new ScopeChecker();
  checker.visit(ast);
  return checker.diagnostics;
}

interface Block {
  readonly comprehension: boolean;
  /** How many comprehension sources we are in; a lambda or comprehension inside a source counts as inside too. */
  sources: number;
  readonly iterationVariables: Set<string>;
  /** Names that `:=` sets from directly here; they live in the block around the comprehensions. */
  readonly assigned: Set<string>;
}

class ScopeChecker {
  readonly diagnostics: Diagnostic[] = [];
  private current = block(false, 0);
  private readonly outer: Block[] = [];

  visit(ast: Ast): void {
    switch (ast.kind) {
      case 'walrus':
        this.assign(ast.target, ast.span);
        this.visit(ast.value);
        return;
      case 'comp':
        this.comprehension(ast);
        return;
      case 'lambda':
        for (const parameter of ast.parameters) if (parameter.default) this.visit(parameter.default);
        this.within(false, () => this.visit(ast.body));
        return;
      default:
        for (const child of childrenOfAst(ast)) this.visit(child);
    }
  }

  private comprehension(ast: CompAst): void {
    const [first, ...rest] = ast.clauses;
    if (first?.kind !== 'for') throw new Error('A comprehension begins with a for clause.');
    this.source(first.source);
    this.within(true, () => {
      this.target(first.target);
      for (const clause of rest) {
        if (clause.kind === 'if') this.visit(clause.test);
        else {
          this.target(clause.target);
          this.source(clause.source);
        }
      }
      if (ast.value) this.visit(ast.value);
      this.visit(ast.element);
    });
  }

  private within(comprehension: boolean, visit: () => void): void {
    const around = this.current;
    this.outer.push(around);
    this.current = block(comprehension, around.sources);
    visit();
    this.current = around;
    this.outer.pop();
  }

  private source(ast: Ast): void {
    this.current.sources++;
    this.visit(ast);
    this.current.sources--;
  }

  private target(target: TargetAst): void {
    if (target.kind === 'tuple') {
      for (const item of target.items) this.target(item);
      return;
    }
    if (this.current.assigned.has(target.name)) {
      const message = `comprehension inner loop cannot rebind assignment expression target '${target.name}'`;
      this.report(target.span, message, 'Give the loop variable another name.');
    }
    this.current.iterationVariables.add(target.name);
  }

  private assign({ name }: NameAst, span: Span): void {
    if (this.current.sources > 0) {
      const message = 'assignment expression cannot be used in a comprehension iterable expression';
      this.report(span, message, 'Assign in an `if` clause or in the element.');
      return;
    }
    if (!this.current.comprehension) return;
    const blocks = [this.current, ...this.outer.toReversed()];
    const end = blocks.findIndex((around) => !around.comprehension);
    if (blocks.slice(0, end).some((around) => around.iterationVariables.has(name))) {
      const message = `assignment expression cannot rebind comprehension iteration variable '${name}'`;
      this.report(span, message, 'Assign to another name.');
      return;
    }
    this.current.assigned.add(name);
  }

  private report(span: Span, message: string, hint: string): void {
    this.diagnostics.push(diagnostic('walrus-scope', span, message, { hint, exception: 'SyntaxError' }));
  }
}

function block(comprehension: boolean, sources: number): Block {
  return { comprehension, sources, iterationVariables: new Set(), assigned: new Set() };
}
