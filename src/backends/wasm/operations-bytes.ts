import type { OperationTable, OperationWriter } from './operations';
import { i32 } from './wat';

const helper =
  (name: string): OperationWriter =>
  (emitter, node) => [emitter.call(name, ...emitter.args(node.args).flat())];

const LIMITS = { ascii: 128, 'latin-1': 256 } as const;

const coded =
  (narrow: string, utf8: string): OperationWriter =>
  (emitter, node) => {
    const encoding = node.options?.encoding ?? 'utf-8';
    const values = emitter.args(node.args).flat();
    if (encoding === 'utf-8') return [emitter.call(utf8, ...values)];
    return [emitter.call(narrow, ...values, i32(LIMITS[encoding]))];
  };

const fromInts: OperationWriter = (emitter, node) => {
  const [list] = node.args;
  const shape = list === undefined ? null : emitter.shapeOf(list);
  if (shape === null || !('item' in shape) || shape.item.kind !== 'int')
    return emitter.refuse('unsupported-type', node.span, 'Wasm makes bytes of a list of ints.');
  return [emitter.call('bytes_from_ints', ...emitter.args(node.args).flat())];
};

export const BYTE_OPERATIONS: OperationTable = {
  'bytes.from_ints': fromInts,
  'bytes.zeros': helper('bytes_zeros'),
  'bytes.hex': helper('bytes_hex'),
  'bytes.decode': coded('bytes_decode_narrow', 'bytes_decode_utf8'),
  'str.encode': coded('bytes_encode_narrow', 'bytes_encode_utf8'),
};
