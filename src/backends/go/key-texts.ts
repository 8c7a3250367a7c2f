import type { Span, Type } from '../../language';
import type { Emitter } from './emitter';
import { function1, pack, unpack } from './keys';
import {
  binary,
  composite,
  field,
  type GoExpr,
  index,
  integer,
  isSimple,
  literal,
  type Stmt,
  spreadCall,
  totalCall,
} from './syntax';
import { tupleField } from './types';

/** The text of a tuple of unknown length or of a frozenset: equal ones, and only those, have the same. */
export function textOfKey(g: Emitter, value: GoExpr, type: Type, span: Span, block: Stmt[]): GoExpr {
  switch (type.kind) {
    case 'str':
    case 'bytes':
      return value;
    case 'int':
      return g.types.isBig(type) ? g.totalHelp('packBig', value) : totalCall('strconv.Itoa', value);
    case 'bool':
      return g.totalHelp('formatBool', value);
    case 'never':
    case 'none':
      return literal('""');
    case 'tuple': {
      const kept = isSimple(value) ? value : g.keep(block, 'key', value);
      const parts = type.items.map((item, i) =>
        textOfKey(g, field(kept, tupleField(type.items.length, i)), item, span, block),
      );
      return g.totalHelp(
        'packTexts',
        composite(
          '[]string',
          parts.map((part) => ({ value: part })),
        ),
      );
    }
    case 'sequence':
      return g.totalHelp('packTexts', texts(g, value, type.element, span));
    case 'set': {
      const held = g.totalHelp('setItems', value);
      const each = function1(g, g.types.key(type.element, span), 'string', (x, body) =>
        textOfKey(g, unpack(g, x, type.element, span, body), type.element, span, body),
      );
      const items = type.element.kind === 'str' ? held : g.totalHelp('mapItems', held, each);
      return g.totalHelp('packTexts', g.totalHelp('sortedStrings', items));
    }
    default:
      return g.refuse('unsupported-type', span, `Go can't use a ${type.kind} inside a key.`);
  }
}

function texts(g: Emitter, items: GoExpr, element: Type, span: Span): GoExpr {
  if (element.kind === 'str' || element.kind === 'bytes') return items;
  const each = function1(g, g.goType(element, span), 'string', (x, body) =>
    textOfKey(g, x, element, span, body),
  );
  return g.totalHelp('mapItems', items, each);
}

/** The value that `textOfKey` made a text of. */
export function valueOfText(g: Emitter, text: GoExpr, type: Type, span: Span, block: Stmt[]): GoExpr {
  switch (type.kind) {
    case 'int':
      return g.types.isBig(type) ? g.totalHelp('unpackBig', text) : g.totalHelp('word', text);
    case 'bool':
      return binary('==', text, literal('"True"'));
    case 'never':
    case 'none':
      return composite('struct{}');
    case 'tuple': {
      const parts = g.keep(block, 'parts', g.totalHelp('unpackTexts', text));
      const items = type.items.map((item, i) => ({
        value: valueOfText(g, index(parts, integer(i)), item, span, block),
      }));
      return composite(g.goType(type, span), items);
    }
    case 'sequence': {
      const parts = g.totalHelp('unpackTexts', text);
      if (type.element.kind === 'str' || type.element.kind === 'bytes') return parts;
      const each = function1(g, 'string', g.goType(type.element, span), (x, body) =>
        valueOfText(g, x, type.element, span, body),
      );
      return g.totalHelp('mapItems', parts, each);
    }
    case 'set': {
      g.goType(type, span);
      const parts = g.totalHelp('unpackTexts', text);
      const each = function1(g, 'string', g.types.key(type.element, span), (x, body) =>
        pack(g, valueOfText(g, x, type.element, span, body), type.element, span, body),
      );
      return spreadCall('setOf', type.element.kind === 'str' ? parts : g.totalHelp('mapItems', parts, each));
    }
    default:
      return text;
  }
}
