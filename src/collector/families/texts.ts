import { fieldLines, text, words } from './data';
import { type Family, TEN_THOUSAND } from './family';
import { condition, filters } from './phrases';

export const STRINGS: Family = {
  id: 'strings',
  about: 'words changed one by one',
  write(draw) {
    const ws = draw.pick(['words', 'names', 'tokens']);
    const each = draw.pick([
      'w.upper()',
      'w.lower() + "s"',
      `w[:${draw.int(1, 5)}]`,
      'w[::-1]',
      `w.replace("${draw.pick(['e', 'a', 'o'])}", "${draw.pick(['3', '4', '_', ''])}")`,
      `w + "${draw.pick(['!', '-', '?'])}" * ${draw.int(1, 3)}`,
      'w.capitalize()',
      `w[${draw.int(0, 2)}:${draw.int(3, 6)}]`,
    ]);
    const test = draw.chance(0.7) ? ` if len(w) ${draw.pick(['>', '<', '>=', '!='])} ${draw.int(3, 7)}` : '';
    const body = `${each} for w in ${ws}${test}`;
    return {
      source: draw.pick([
        `[${body}]`,
        `"${draw.pick([' ', ',', '-', ', '])}".join(${body})`,
        `len("".join(${body}))`,
      ]),
      inputs: [words(ws)],
      most: TEN_THOUSAND,
    };
  },
};

export const FORMATTING: Family = {
  id: 'formatting',
  about: 'numbers written into text',
  write(draw) {
    const width = draw.int(2, 8);
    const piece = draw.pick([
      `f"{x}:{x * ${draw.int(2, 9)}}"`,
      `f"{x:0${width}d}"`,
      `f"{x:>${width}}|"`,
      `"#" + str(x % ${draw.int(5, 99)})`,
      `f"item {x} of {n}"`,
      `f"{x / ${draw.int(2, 9)}:.${draw.int(1, 3)}f}"`,
      `str(x) + "${draw.pick(['px', 'ms', '%'])}"`,
      `f"{x:x}-{x % ${draw.int(3, 30)}}"`,
    ]);
    const body = `${piece} for x in range(n)${filters(draw, 'x', 0.6)}`;
    return {
      source: draw.pick([
        `[${body}]`,
        `"${draw.pick([',', ';', ' '])}".join(${body})`,
        `sum(len(${piece}) for x in range(n)${filters(draw, 'x', 0.5)})`,
      ]),
      most: TEN_THOUSAND,
    };
  },
};

export const TEXT_STATISTICS: Family = {
  id: 'text-statistics',
  about: 'characters and words of a text, counted',
  write(draw) {
    const t = draw.pick(['text', 'page', 'story']);
    const letters = draw.pick(['aeiou', 'etaoin', 'xyz', 'rstlne', 'abcdefghij']);
    return {
      source: draw.pick([
        `{c: ${t}.count(c) for c in "${letters}"}`,
        `sum(1 for c in ${t} if c in "${letters}")`,
        `[len(w) for w in ${t}.split() if len(w) > ${draw.int(2, 6)}]`,
        `max((len(w) for w in ${t}.split()), default=${draw.int(0, 9)})`,
        `sum(ord(c) % ${draw.int(3, 99)} for c in ${t})`,
        `len({w.lower() for w in ${t}.split() if len(w) >= ${draw.int(2, 6)}})`,
        `"".join(c for c in ${t} if c not in "${letters}")`,
        `sum(len(line) for line in ${t}.splitlines() if "${draw.pick(['a', 'e', 'the', 'day'])}" in line)`,
      ]),
      inputs: [text(t)],
      most: TEN_THOUSAND,
    };
  },
};

export const PARSING: Family = {
  id: 'parsing',
  about: 'numbers read out of lines of text',
  write(draw) {
    const lines = draw.pick(['lines', 'records', 'entries']);
    const value = 'int(line.split("=")[1].split(";")[0])';
    const unit = 'int(line.split(";")[1])';
    const key = 'line.split("=")[0]';
    const m = draw.int(2, 30);
    return {
      source: draw.pick([
        `[${value} for line in ${lines} if ${condition(draw, unit)}]`,
        `sum(${value} * ${m} for line in ${lines})`,
        `sorted({${key} for line in ${lines} if ${unit} > ${draw.int(1, 50)}})`,
        `[(${key}, ${unit}) for line in ${lines} if len(line) > ${draw.int(6, 11)}]`,
        `max((${unit} % ${m} for line in ${lines}), default=0)`,
        `sum(1 for line in ${lines} if ${key} == "${draw.pick(['time', 'year', 'day', 'people', 'life'])}" and ${unit} > ${draw.int(1, 50)})`,
      ]),
      inputs: [fieldLines(lines)],
      most: TEN_THOUSAND / 10,
    };
  },
};

export const CIPHERS: Family = {
  id: 'ciphers',
  about: 'characters through their code points',
  write(draw) {
    const t = draw.pick(['text', 'message', 'page']);
    const k = draw.int(1, 25);
    return {
      source: draw.pick([
        `"".join(chr((ord(c) - 97 + ${k}) % 26 + 97) if "a" <= c <= "z" else c for c in ${t})`,
        `[ord(c) ^ ${draw.int(1, 127)} for c in ${t}]`,
        `sum((i + ${k}) * ord(c) % ${draw.int(97, 997)} for i, c in enumerate(${t}))`,
        `"".join(c.upper() if i % ${draw.int(2, 9)} == ${draw.int(0, 1)} else c for i, c in enumerate(${t}))`,
        `[ord(a) - ord(b) for a, b in zip(${t}, ${t}[${draw.int(1, 9)}:]) if a != b]`,
      ]),
      inputs: [text(t)],
      most: TEN_THOUSAND,
    };
  },
};
