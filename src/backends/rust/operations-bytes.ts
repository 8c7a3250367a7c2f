import { contains } from '../../language';
import { code, joinCode } from '../text';
import { borrowed, call, method, P, rx } from './code';
import type { Printer, Printers } from './operations';
import { stringArgument } from './operations-containers';

const fromInts: Printer = (e, node) => {
  const [items] = node.args;
  if (items === undefined || items.type.kind !== 'list') return rx('Vec::<u8>::new()');
  const { element } = items.type;
  if (
    element.kind === 'int' &&
    contains({ min: 0n, max: 255n }, element.range) &&
    items.kind === 'display' &&
    items.items.every((i) => i.kind === 'item')
  ) {
    const parts = items.items.map((item) => {
      const r = e.value(item.value);
      return r.literal === undefined ? code`${r.prec < P.cast ? code`(${r.code})` : r.code} as u8` : r.code;
    });
    // A literal first item tells the type when all are literals.
    const literals = items.items.every((item) => item.value.kind === 'const');
    return rx(
      code`vec![${joinCode(
        parts.map((part, i) => (i === 0 && literals ? code`${part}u8` : part)),
        ', ',
      )}]`,
    );
  }
  return call(e.helper('bytes_from_ints'), [
    borrowed(e.as(items, { ...items.type, element: { kind: 'int', range: { min: null, max: null } } })),
  ]);
};

const encode: Printer = (e, node) => {
  const [text] = node.args;
  if (text === undefined) return rx('Vec::<u8>::new()');
  const encoding = node.options?.encoding ?? 'utf-8';
  if (encoding === 'utf-8') return method(rx(e.text(text)), 'as_bytes().to_vec()');
  const top = encoding === 'ascii' ? 128 : 256;
  return call(e.helper('encode'), [stringArgument(e, text), code`${top}`]);
};

const decode: Printer = (e, node) => {
  const [data] = node.args;
  if (data === undefined) return rx('String::new()');
  const encoding = node.options?.encoding ?? 'utf-8';
  const source = borrowed(e.expr(data));
  if (encoding === 'latin-1') return call(e.helper('decode_latin'), [source]);
  return call(e.helper(encoding === 'utf-8' ? 'decode_utf8' : 'decode_ascii'), [source]);
};

export const BYTE_OPERATIONS: Printers = {
  'bytes.from_ints': fromInts,
  'bytes.zeros': (e, node) => {
    const [size] = node.args;
    return size === undefined ? rx('Vec::<u8>::new()') : call(e.helper('zeros'), [e.int(size, 64).code]);
  },
  'bytes.decode': decode,
  'bytes.hex': (e, node) => {
    const [data] = node.args;
    if (data === undefined) return rx('String::new()');
    return method(
      method(method(e.expr(data), 'iter()'), 'map(|b| format!("{b:02x}"))'),
      'collect::<String>()',
    );
  },
  'str.encode': encode,
};
