import { type Helper, raise } from './helper';

/** Arithmetic with Python's results and exceptions, and its readings of numbers. */
export const NUMBER_HELPERS: Readonly<Record<string, Helper>> = {
  floordiv: {
    needs: [raise],
    text: `floordiv(a, b) = iszero(b) ? throw(PyError("ZeroDivisionError", "division by zero")) : fld(a, b)`,
  },
  modulo: {
    needs: [raise],
    text: `modulo(a, b) = iszero(b) ? throw(PyError("ZeroDivisionError", "division by zero")) : mod(a, b)`,
  },
  truediv: {
    needs: [raise],
    text: `truediv(a, b) = iszero(b) ? throw(PyError("ZeroDivisionError", "division by zero")) : a / b`,
  },
  floatfloor: {
    needs: [raise],
    text: `function floatfloor(a::Float64, b::Float64)
    iszero(b) && throw(PyError("ZeroDivisionError", "float floor division by zero"))
    rest = rem(a, b)
    quotient = (a - rest) / b
    iszero(rest) || signbit(b) == signbit(rest) || (quotient -= 1.0)
    iszero(quotient) && return copysign(0.0, a / b)
    low = floor(quotient)
    quotient - low > 0.5 ? low + 1.0 : low
end`,
  },
  floatmod: {
    needs: [raise],
    text: `function floatmod(a::Float64, b::Float64)
    iszero(b) && throw(PyError("ZeroDivisionError", "float modulo"))
    rest = rem(a, b)
    iszero(rest) && return copysign(0.0, b)
    (rest < 0) != (b < 0) ? rest + b : rest
end`,
  },
  shiftleft: {
    needs: [raise],
    text: `shiftleft(a, b) = b < 0 ? throw(PyError("ValueError", "negative shift count")) : a << b`,
  },
  shiftright: {
    needs: [raise],
    text: `shiftright(a, b) = b < 0 ? throw(PyError("ValueError", "negative shift count")) : a >> b`,
  },
  powmod: {
    needs: [raise],
    text: `powmod(a, b, m) = iszero(m) ? throw(PyError("ValueError", "pow() 3rd argument cannot be 0")) : mod(powermod(big(a), big(b), big(abs(m))), big(m))`,
  },
  floatsum: {
    text: `"Neumaier's compensated sum, as CPython adds floats."
function floatsum(items, start=0.0)
    total, compensation = start, 0.0
    for x in items
        t = total + x
        compensation += abs(total) >= abs(x) ? (total - t) + x : (x - t) + total
        total = t
    end
    isfinite(compensation) && compensation != 0.0 ? total + compensation : total
end`,
  },
  floatsumorzero: {
    needs: ['floatsum'],
    text: `"The sum of floats; -0.0 stands for the int 0 of no floats at all."
function floatsumorzero(items)
    values = collect(Float64, items)
    isempty(values) ? -0.0 : floatsum(values)
end`,
  },
  toint: {
    needs: [raise],
    text: `function toint(x::Float64)
    isnan(x) && throw(PyError("ValueError", "cannot convert float NaN to integer"))
    isinf(x) && throw(PyError("OverflowError", "cannot convert float infinity to integer"))
    BigInt(trunc(x))
end`,
  },
  parseint: {
    needs: [raise, 'isspacechar'],
    text: `function parseint(text::String, base=10)
    isascii(strip(isspacechar, text)) || throw(PyError("outside", "digits beyond ASCII"))
    s = lowercase(strip(isspacechar, text))
    sign = startswith(s, "-") ? -1 : 1
    (startswith(s, "-") || startswith(s, "+")) && (s = s[2:end])
    for (prefix, of) in (("0x", 16), ("0o", 8), ("0b", 2))
        base == of && startswith(s, prefix) && (s = s[3:end])
    end
    plain = occursin(r"^[0-9a-z]+(_[0-9a-z]+)*$", s)
    count(!=('_'), s) > 4300 && !ispow2(base) && throw(PyError("ValueError", "Exceeds the limit (4300 digits)"))
    value = plain ? tryparse(BigInt, replace(s, "_" => ""), base=base) : nothing
    value === nothing ? throw(PyError("ValueError", "invalid literal for int()")) : sign * value
end`,
  },
  parsefloat: {
    needs: [raise, 'isspacechar'],
    text: `function parsefloat(text::String)
    isascii(strip(isspacechar, text)) || throw(PyError("outside", "digits beyond ASCII"))
    s = lowercase(strip(isspacechar, text))
    occursin(r"^[+-]?(inf|infinity)$", s) && return startswith(s, "-") ? -Inf : Inf
    occursin(r"^[+-]?nan$", s) && return NaN
    occursin(r"^[+-]?([0-9]+(_[0-9]+)*\\.?([0-9]+(_[0-9]+)*)?|\\.[0-9]+(_[0-9]+)*)(e[+-]?[0-9]+)?$", s) ||
        throw(PyError("ValueError", "could not convert string to float"))
    digits = replace(s, "_" => "")
    number = tryparse(Float64, digits)
    number === nothing ? Float64(parse(BigFloat, digits)) : number
end`,
  },
  roundfloat: {
    text: `"Rounds the exact decimal expansion to some digits, ties to even."
function roundfloat(x::Float64, digits)
    isfinite(x) || return x
    digits > 22 && return x
    scale = big(10)^abs(digits)
    exact = Rational{BigInt}(x)
    shifted = digits >= 0 ? exact * scale : exact // scale
    nearest = round(BigInt, shifted, RoundNearest)
    text = digits >= 0 ? string(nearest, "e-", digits) : string(nearest * scale)
    copysign(parse(Float64, text), x)
end`,
  },
  roundint: {
    text: `"round(int, -k): to a power of ten, ties to even."
function roundint(x, digits)
    digits >= 0 && return big(x)
    scale = big(10)^(-digits)
    q, r = fldmod(big(x), scale)
    (2r > scale || (2r == scale && isodd(q)) ? q + 1 : q) * scale
end`,
  },
  roundtoint: {
    needs: [raise],
    text: `function roundtoint(x::Float64)
    isnan(x) && throw(PyError("ValueError", "cannot convert float NaN to integer"))
    isinf(x) && throw(PyError("OverflowError", "cannot convert float infinity to integer"))
    BigInt(round(x))
end`,
  },
  sqrt_: {
    needs: [raise],
    text: `squareroot(x) = x < 0 ? throw(PyError("ValueError", "math domain error")) : sqrt(x)`,
  },
  isqrt_: {
    needs: [raise],
    text: `wholeroot(x) = x < 0 ? throw(PyError("ValueError", "isqrt() argument must be nonnegative")) : isqrt(x)`,
  },
  factorial_: {
    needs: [raise],
    text: `factorialof(n) = n < 0 ? throw(PyError("ValueError", "factorial() not defined for negative values")) : factorial(big(n))`,
  },
  comb_: {
    needs: [raise],
    text: `comb(n, k) = n < 0 || k < 0 ? throw(PyError("ValueError", "must be a non-negative integer")) : k > n ? big(0) : binomial(big(n), big(k))`,
  },
  perm_: {
    needs: [raise],
    text: `perm(n, k) = n < 0 || k < 0 ? throw(PyError("ValueError", "must be a non-negative integer")) : k > n ? big(0) : foldl(*, big(n-k+1):big(n); init=big(1))`,
  },
  tofloat: {
    needs: [raise],
    text: `function tofloat(n)
    x = Float64(n)
    isinf(x) && throw(PyError("OverflowError", "int too large to convert to float"))
    x
end`,
  },
  whole: {
    needs: [raise],
    text: `function whole(f, x::Float64)
    isnan(x) && throw(PyError("ValueError", "cannot convert float NaN to integer"))
    isinf(x) && throw(PyError("OverflowError", "cannot convert float infinity to integer"))
    BigInt(f(x))
end`,
  },
};
