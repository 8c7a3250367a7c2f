import { loadPyodide } from 'pyodide';
import { PYTHON_FUNCTIONS, type PythonFunction } from './library';

export const FUNCTION_NAMES: readonly PythonFunction[] = [...new Set(Object.values(PYTHON_FUNCTIONS))];

/** What CPython answers to many arguments of one function. */
export interface References {
  readonly first: Float64Array;
  /** Empty for a function of one argument. */
  readonly second: Float64Array;
  readonly values: Float64Array;
  /** Index into `EXCEPTIONS` for each. */
  readonly codes: Uint8Array;
}

export const EXCEPTIONS = ['', 'ValueError', 'OverflowError', 'ZeroDivisionError', 'outside'] as const;

/**
 * Arguments of every kind: special ones (of two, every pair), then in turn any bits, numbers near nought and one, angles
 * near multiples of a quarter turn, whole and half numbers, floats of a middling exponent.
 */
const SOURCE = `
import math, random, struct
from array import array

SPECIAL = [0.0, 1.0, 0.5, 2.0, 3.0, 10.0, 1e22, 2.0**53, 2.0**63, 2.0**53 + 2, 1e-5, 5e-324, 2.2250738585072014e-308,
    2.225073858507201e-308, 5.562684646268003e-309, 1.7976931348623157e308, 709.782712893384, 709.7827128933841,
    745.1332191019411, 745.1332191019412, 710.4758600739439, 1024.0, 1075.0, math.pi, math.pi / 2, math.pi / 4,
    3 * math.pi / 4, 2 * math.pi, 0.9999999999999999, 1.0000000000000002, 0.9375, 1.064697265625, math.inf]
SPECIAL = [*SPECIAL, *(-x for x in SPECIAL), math.nan]

def any_bits(r):
    return struct.unpack("<d", r.randbytes(8))[0]

KINDS = [
    any_bits,
    lambda r: r.uniform(-20, 20),
    lambda r: 1 + r.uniform(-0.5, 0.5) * 2.0 ** -r.randrange(40),
    lambda r: int(r.uniform(-0.5, 0.5) * 2.0 ** r.uniform(0, 60)) * (math.pi / 2) * (1 + r.uniform(-1e-13, 1e-13)),
    lambda r: r.randrange(-2000, 2000) / 2,
    lambda r: r.choice((-1, 1)) * 2.0 ** r.uniform(-60, 60),
    lambda r: r.uniform(-760, 760),
    lambda r: r.uniform(-1, 1),
]

def numbers(r, count):
    return [r.choice(KINDS)(r) for _ in range(count)]

def references(name, count, seed):
    fn = getattr(math, name[5:]) if name.startswith("math_") else pow
    r = random.Random(seed)
    a, b = array("d", SPECIAL), array("d")
    if name in ("float_power", "math_pow", "math_atan2", "math_hypot"):
        a = array("d", [x for x in SPECIAL for _ in SPECIAL])
        b = array("d", [y for _ in SPECIAL for y in SPECIAL])
        b.extend(numbers(r, count))
    a.extend(numbers(r, count))
    values, codes = array("d"), bytearray()
    for i in range(len(a)):
        value, code = 0.0, 0
        try:
            value = fn(a[i], b[i]) if b else fn(a[i])
        except ValueError:
            code = 1
        except OverflowError:
            code = 2
        except ZeroDivisionError:
            code = 3
        if fn is pow and -math.inf < a[i] < 0 and math.isfinite(b[i]) and b[i] % 1:
            value, code = 0.0, 4  # complex, or beyond a complex number's range
        values.append(value)
        codes.append(code)
    return a.tobytes(), b.tobytes(), values.tobytes(), bytes(codes)
`;

/** Starts CPython; the function answers its results for \`count\` seeded arguments and the special ones. */
export async function startReference(): Promise<(name: string, count: number, seed: number) => References> {
  const pyodide = await loadPyodide();
  const scope = pyodide.toPy({});
  pyodide.runPython(SOURCE, { globals: scope });
  const references = scope.get('references');
  return (name, count, seed) => {
    const answer = references(name, count, seed);
    const [first, second, values, codes]: Uint8Array[] = answer.toJs();
    answer.destroy();
    return {
      first: floats(first),
      second: floats(second),
      values: floats(values),
      codes: codes ?? new Uint8Array(),
    };
  };
}

const floats = (bytes: Uint8Array = new Uint8Array()): Float64Array => new Float64Array(bytes.slice().buffer);

/** How many arguments of a function are answered in another way than by CPython, with the first few of them. */
export function differences(
  { first, second, values, codes }: References,
  call: (a: number, b: number) => number,
): readonly string[] {
  const wrong: string[] = [];
  for (const [i, a] of first.entries()) {
    const b = second[i] ?? 0;
    const expected = EXCEPTIONS[codes[i] ?? 0] || (values[i] ?? 0);
    const found = answerOf(() => call(a, b));
    if (!Object.is(expected, found)) wrong.push(`(${a}, ${b}): ${found} instead of ${expected}`);
  }
  return wrong;
}

/** A float, or the name of the exception. */
function answerOf(call: () => number): number | string {
  try {
    return call();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
