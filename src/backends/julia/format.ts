import { contains, type FormatSpec, INT64, type Interval, type Op, WRITABLE } from '../../language';
import { code } from '../text';
import type { Emitter } from './emitter';
import { juliaString } from './names';
import { at, type Printed } from './printed';

const BASES: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };
const PREFIXES: Readonly<Record<string, string>> = { b: '0b', o: '0o', x: '0x', X: '0X' };

/** `format(value, spec)`: sign and body of the number, then the field around them. */
export function printFormat(emitter: Emitter, expr: Op): Printed {
  const [value] = expr.args;
  const spec = expr.options?.spec;
  if (!value || !spec) return emitter.unsupported(expr.span, 'This format');
  const text = emitter.print(value);
  emitter.use('padded');
  const fill = juliaString(spec.fill) ?? '" "';
  if (value.type.kind === 'str') {
    const shown = spec.precision === null ? text : code`first(${text}, ${spec.precision})`;
    return at(code`padded("", ${shown}, ${fill}, '${spec.align ?? '<'}', ${spec.width})`);
  }
  if (spec.zeroNegative) return emitter.unsupported(expr.span, 'The `z` format');
  const sign = signText(spec);
  if (value.type.kind === 'int') {
    const number = holdsLeast(value.type.range) ? emitter.big(value) : text;
    if (spec.type === 'c') return emitter.unsupported(expr.span, 'The `c` format');
    const base = BASES[spec.type ?? 'd'] ?? 10;
    const prefix = spec.alternate ? (PREFIXES[spec.type ?? 'd'] ?? '') : '';
    if (spec.grouping !== null && spec.fill === '0' && spec.align === '=')
      return emitter.unsupported(expr.span, 'Grouped digits filled with zeros');
    const writes = base !== 10 || contains(WRITABLE, value.type.range);
    if (!writes) emitter.use('inttext');
    const digits = writes ? code`string(abs(v), base=${base})` : code`inttext(abs(v))`;
    const cased = spec.type === 'X' ? code`uppercase(${digits})` : digits;
    if (spec.grouping !== null) emitter.use('grouped');
    const body =
      spec.grouping === null ? cased : code`grouped(${cased}, "${spec.grouping}", ${base === 10 ? 3 : 4})`;
    return at(
      code`(v -> padded(string(${sign}, "${prefix}"), ${body}, ${fill}, '${spec.align ?? '>'}', ${spec.width}))(${number})`,
    );
  }
  if (value.type.kind !== 'float' || spec.alternate) return emitter.unsupported(expr.span, 'This format');
  if (spec.grouping !== null && spec.fill === '0')
    return emitter.unsupported(expr.span, 'Grouped digits filled with zeros');
  const digits = floatDigits(emitter, expr, spec);
  const special = code`isnan(v) ? "${upper(spec) ? 'NAN' : 'nan'}" : isinf(v) ? "${upper(spec) ? 'INF' : 'inf'}"`;
  const percent = spec.type === '%' ? '%' : '';
  const body = spec.grouping === null ? digits : grouped(emitter, digits, spec.grouping);
  return at(
    code`(v -> padded(${sign}, string(${special} : ${body}, "${percent}"), ${fill}, '${spec.align ?? '>'}', ${spec.width}))(${text})`,
  );
}

/** True of a machine int whose absolute value may be none. */
export const holdsLeast = ({ min }: Interval): boolean => min !== null && min === INT64.min;

const upper = (spec: FormatSpec): boolean => spec.type === 'E' || spec.type === 'F' || spec.type === 'G';

function signText(spec: FormatSpec) {
  const plus = spec.sign === '-' ? '' : spec.sign;
  return code`(!(v isa AbstractFloat && isnan(v)) && signbit(v)) ? "-" : "${plus}"`;
}

function floatDigits(emitter: Emitter, expr: Op, spec: FormatSpec) {
  const precision = spec.precision ?? 6;
  switch (spec.type) {
    case 'f':
    case 'F':
      return code`Base.Ryu.writefixed(abs(v), ${precision})`;
    case '%':
      return code`Base.Ryu.writefixed(abs(v * 100), ${precision})`;
    case 'e':
      return code`Base.Ryu.writeexp(abs(v), ${precision})`;
    case 'E':
      return code`uppercase(Base.Ryu.writeexp(abs(v), ${precision}))`;
    case 'g':
    case 'G':
      emitter.use('generalformat');
      return spec.type === 'g'
        ? code`generalformat(abs(v), ${precision}, false)`
        : code`uppercase(generalformat(abs(v), ${precision}, false))`;
    default:
      if (spec.precision !== null) return emitter.unsupported(expr.span, 'A precision without a type');
      emitter.use('floatrepr');
      return code`floatrepr(abs(v))`;
  }
}

function grouped(emitter: Emitter, digits: ReturnType<typeof code>, separator: string) {
  emitter.use('grouped');
  return code`(t -> occursin('e', t) ? t : join([grouped(String(first(split(t, '.'))), "${separator}", 3), split(t, '.')[2:end]...], "."))(${digits})`;
}
