import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.tsx'),
);

/** Attributes whose text is read or heard. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'label',
  'placeholder',
  'title',
]);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node).flat().filter(isNode);
}

/** Two letters in a row: units and signs are no words. */
const hasWord = (text: unknown): text is string => typeof text === 'string' && /\p{L}{2}/u.test(text);

/** The literal texts that an expression may come to: of both branches, and of what stands behind `&&`. */
function texts(node: Node): readonly string[] {
  switch (node.type) {
    case 'Literal':
      return hasWord(node.value) ? [node.value] : [];
    case 'TemplateLiteral':
      return (node.quasis as readonly { value: { raw: string } }[])
        .map(({ value }) => value.raw)
        .filter(hasWord);
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].filter(isNode).flatMap(texts);
    case 'LogicalExpression':
      return isNode(node.right) ? texts(node.right) : [];
    case 'JSXExpressionContainer':
      return isNode(node.expression) ? texts(node.expression) : [];
    default:
      return [];
  }
}

/** Words that stand in markup and not in the catalogue. */
function bareWords(node: Node): readonly string[] {
  const inside = childrenOf(node).flatMap(bareWords);
  if (node.type === 'JSXText') return hasWord(node.value) ? [node.value.trim(), ...inside] : inside;
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
    const children = (node.children as readonly Node[]).filter(
      ({ type }) => type === 'JSXExpressionContainer',
    );
    return [...children.flatMap(texts), ...inside];
  }
  if (node.type === 'JSXAttribute' && isNode(node.name) && isNode(node.value)) {
    return SPOKEN.has(String(node.name.name)) ? [...texts(node.value), ...inside] : inside;
  }
  return inside;
}

function wordsIn(name: string, source: string): readonly string[] {
  const { program, errors } = parseSync(name, source);
  if (errors.length > 0) throw new Error(`${name}: ${errors[0]?.message}`);
  const tree = program as unknown as Node;
  return [...bareWords(tree), ...bareLabels(tree)];
}

/** Literal names of undo steps and commands, which are read in menus and in the history. */
function bareLabels(node: Node): readonly string[] {
  const inside = childrenOf(node).flatMap(bareLabels);
  const { callee, arguments: passed, key, value } = node;
  if (node.type === 'CallExpression' && isNode(callee) && callee.type === 'MemberExpression') {
    const [first] = passed as readonly Node[];
    const method = isNode(callee.property) ? callee.property.name : '';
    return first && (method === 'commit' || method === 'gesture') ? [...texts(first), ...inside] : inside;
  }
  const isLabel = node.type === 'Property' && isNode(key) && key.name === 'label' && isNode(value);
  return isLabel ? [...texts(value), ...inside] : inside;
}

describe('words on the screen', () => {
  it.each(files)('%s takes them from the catalogue', (name) => {
    expect(wordsIn(name, readFileSync(root + name, 'utf8'))).toEqual([]);
  });

  it.each([
    ['text', '<p>Play it</p>'],
    ['an expression', "<p>{on ? 'Stop' : words.play}</p>"],
    ['a condition', "<p>{on && 'now playing'}</p>"],
    ['a template', '<p>{`on ${place}`}</p>'],
    ['a step', "session.commit('Louder', 'user', louder)"],
    ['a command', "({ id: 'play', label: 'Play', run })"],
    ['an attribute', '<button aria-label="Play" />'],
    ['an attribute in braces', "<button title={on ? words.stop : 'Play'} />"],
  ])('are found in %s', (_, markup) => {
    expect(wordsIn('x.tsx', `const x = ${markup};`)).toHaveLength(1);
  });

  it('are not found in names, units and code', () => {
    const markup = '<p className="big" data-x="play" style={{ color: "red" }}>{words.play} · 3 %</p>';
    expect(wordsIn('x.tsx', `const x = ${markup};`)).toEqual([]);
  });
});
