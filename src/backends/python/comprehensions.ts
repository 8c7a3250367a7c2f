import type { Clause, Collector, Comp, Expr, Lambda, Pattern, Sorted } from '../../language';
import { code, type Fragment, indent, joinCode, mark } from '../text';
import { print, printTest } from './emit';
import { pythonName } from './names';
import { LEVEL } from './operations';

function printLambda(lambda: Lambda): Fragment {
  const parameter = pythonName(lambda.parameter.name);
  const body = print(lambda.body);
  // `lambda x: len(x)` is `len`.
  const applied = /^(abs|bool|float|int|len|max|min|ord|repr|sorted|str|sum)\((\w+)\)$/.exec(body.text);
  return applied?.[2] === parameter ? code`${applied[1] ?? ''}` : code`lambda ${parameter}: ${body}`;
}

export function printSorted(expr: Sorted): Fragment {
  const source =
    expr.source.kind === 'comp' &&
    (expr.source.collector.kind === 'generator' || expr.source.collector.kind === 'list')
      ? generatorText(expr.source, expr.source.collector)
      : print(expr.source);
  const key = expr.key ? code`, key=${printLambda(expr.key)}` : '';
  const lone =
    key === '' && !expr.reverse
      ? source
      : expr.source.kind === 'comp' && expr.source.collector.kind === 'generator'
        ? code`(${source})`
        : source;
  const list =
    expr.source.kind === 'comp' && expr.source.collector.kind === 'list' ? code`[${source}]` : lone;
  return code`sorted(${list}${key}${expr.reverse ? ', reverse=True' : ''})`;
}

export function printPattern(pattern: Pattern, nested = false): string {
  if (pattern.kind === 'ignore') return '_';
  if (pattern.kind === 'name') return pythonName(pattern.binding.name);
  const items = pattern.items.map((item) => printPattern(item, true));
  const text = items.length === 1 ? `${items[0]},` : items.join(', ');
  return nested ? `(${text})` : text;
}

/** Wider than this, a comprehension takes a line for each of its clauses. */
const WIDTH = 76;

/** `element for … if …`, to stand between brackets. */
function generatorText(comp: Comp, collector: Collector): Fragment {
  const parts = [elementText(collector), ...comp.clauses.map(printClause)];
  const line = joinCode(parts, ' ');
  if (line.text.length <= WIDTH && !line.text.includes('\n')) return line;
  return code`\n${indent(joinCode(parts, '\n'), '    ')}\n`;
}

function elementText(collector: Collector): Fragment {
  if (collector.kind === 'dict') return code`${print(collector.key)}: ${print(collector.value)}`;
  const decides = collector.kind === 'any' || collector.kind === 'all';
  return decides
    ? printTest(collector.element, LEVEL.conditional)
    : print(collector.element, LEVEL.conditional);
}

function printClause(clause: Clause): Fragment {
  if (clause.kind === 'for')
    return mark(code`for ${printPattern(clause.pattern)} in ${print(clause.source, LEVEL.or)}`, clause.span);
  if (clause.kind === 'if') return mark(code`if ${printTest(clause.test, LEVEL.or)}`, clause.span);
  return mark(code`for ${pythonName(clause.binding.name)} in [${print(clause.value)}]`, clause.span);
}

/** True for `x for x in source`: the source itself will do. */
function isIdentity(comp: Comp): Expr | null {
  const [only] = comp.clauses;
  if (
    comp.clauses.length !== 1 ||
    only?.kind !== 'for' ||
    only.pattern.kind !== 'name' ||
    comp.collector.kind === 'dict'
  )
    return null;
  const { element } = comp.collector;
  return element.kind === 'var' && element.binding.id === only.pattern.binding.id ? only.source : null;
}

export function printComp(comp: Comp): Fragment {
  const { collector } = comp;
  const identity = collector.kind === 'generator' ? null : isIdentity(comp);
  const inside = identity ? print(identity) : generatorText(comp, collector);
  const alone = identity ? inside : code`(${inside})`;
  switch (collector.kind) {
    case 'list':
      return identity ? code`list(${inside})` : code`[${inside}]`;
    case 'set':
      return identity ? code`set(${inside})` : code`{${inside}}`;
    case 'dict':
      return code`{${inside}}`;
    case 'generator':
      return code`(${inside})`;
    case 'sequence':
      return code`tuple(${inside})`;
    case 'sum':
      return collector.start ? code`sum(${alone}, ${print(collector.start)})` : code`sum(${inside})`;
    case 'prod':
      return collector.start
        ? code`math.prod(${alone}, start=${print(collector.start)})`
        : code`math.prod(${inside})`;
    case 'min':
    case 'max': {
      const key = collector.key ? code`, key=${printLambda(collector.key)}` : '';
      const fallback = collector.fallback ? code`, default=${print(collector.fallback)}` : '';
      return key === '' && fallback === ''
        ? code`${collector.kind}(${inside})`
        : code`${collector.kind}(${alone}${key}${fallback})`;
    }
    case 'join':
      return code`${print(collector.separator, LEVEL.primary)}.join(${inside})`;
    case 'first':
      return code`next(${identity ? code`iter(${inside})` : alone}${collector.fallback ? code`, ${print(collector.fallback)}` : ''})`;
    default:
      return code`${collector.kind}(${inside})`;
  }
}
