import { MATH_HELPERS } from './helpers-math';

/** Functions that emitted programs call, each with those that it needs itself. Only what is used is printed. */
interface Helper {
  readonly text: string;
  readonly needs?: readonly string[];
}

const raise = 'PyError';

export const HELPERS: Readonly<Record<string, Helper>> = {
  ...MATH_HELPERS,
  PyError: {
    text: `"An exception of Python, by name."
struct PyError <: Exception
    kind::String
    message::String
end`,
  },
  OrderedDict: {
    text: `"A dict that keeps the order in which keys came."
struct OrderedDict{K,V}
    keys::Vector{K}
    values::Vector{V}
    index::Dict{K,Int}
end
OrderedDict{K,V}() where {K,V} = OrderedDict{K,V}(K[], V[], Dict{K,Int}())
function Base.setindex!(d::OrderedDict{K,V}, value, key) where {K,V}
    at = get(d.index, key, 0)
    if at > 0
        d.values[at] = value
    else
        push!(d.keys, key)
        push!(d.values, value)
        d.index[key] = length(d.keys)
    end
    d
end
Base.length(d::OrderedDict) = length(d.keys)
Base.isempty(d::OrderedDict) = isempty(d.keys)
Base.haskey(d::OrderedDict, key) = haskey(d.index, key)
Base.:(==)(a::OrderedDict, b::OrderedDict) =
    length(a) == length(b) && all(haskey(b, k) && b.values[b.index[k]] == v for (k, v) in zip(a.keys, a.values))`,
  },
  todict: {
    needs: ['OrderedDict'],
    text: `function todict(::Type{K}, ::Type{V}, entries) where {K,V}
    d = OrderedDict{K,V}()
    for (key, value) in entries
        d[key] = value
    end
    d
end`,
  },
  merged: {
    needs: ['OrderedDict'],
    text: `function merged(::Type{D}, parts...) where {D}
    d = D()
    for part in parts, (key, value) in zip(part.keys, part.values)
        d[key] = value
    end
    d
end`,
  },
  items: { needs: ['OrderedDict'], text: 'items(d) = collect(zip(d.keys, d.values))' },
  lookup: {
    needs: ['OrderedDict', raise],
    text: `lookup(d, key) = haskey(d, key) ? d.values[d.index[key]] : throw(PyError("KeyError", ""))`,
  },
  lookupor: {
    needs: ['OrderedDict'],
    text: 'lookupor(d, key, other) = haskey(d, key) ? d.values[d.index[key]] : other',
  },
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
    needs: ['floatmod'],
    text: `function floatfloor(a::Float64, b::Float64)
    rest = floatmod(a, b)
    quotient = (a - rest) / b
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
  at: {
    needs: [raise],
    text: `"Python's index: negative ones count from the end."
function at(xs, i)
    k = i < 0 ? i + length(xs) : i
    0 <= k < length(xs) || throw(PyError("IndexError", "index out of range"))
    xs[k + 1]
end`,
  },
  charat: {
    needs: ['at'],
    text: 'charat(s::String, i) = isascii(s) && 0 <= i < ncodeunits(s) ? s[i+1:i+1] : string(at(collect(s), i))',
  },
  slicerange: {
    needs: [raise],
    text: `"The places that a Python slice names, counted from 1."
function slicerange(n, start, stop, step)
    s = step === nothing ? 1 : Int(step)
    s == 0 && throw(PyError("ValueError", "slice step cannot be zero"))
    place(i, low, high) = Int(clamp(i < 0 ? i + n : i, low, high))
    if s > 0
        a = start === nothing ? 0 : place(start, 0, n)
        b = stop === nothing ? n : place(stop, 0, n)
        return a+1:s:b
    end
    a = start === nothing ? n - 1 : place(start, -1, n - 1)
    b = stop === nothing ? -1 : place(stop, -1, n - 1)
    a+1:s:b+2
end`,
  },
  slice: {
    needs: ['slicerange'],
    text: `slice(xs::Vector, start, stop, step) = xs[slicerange(length(xs), start, stop, step)]
function slice(s::String, start, stop, step)
    chars = collect(s)
    String(chars[slicerange(length(chars), start, stop, step)])
end`,
  },
  unpack: {
    needs: [raise],
    text: `function unpack(items, n, star)
    values = collect(items)
    (star ? length(values) >= n : length(values) == n) || throw(PyError("ValueError", "wrong number of values to unpack"))
    values
end`,
  },
  chars: { text: 'chars(s::String) = [string(c) for c in s]' },
  steps: {
    needs: [raise],
    text: `function steps(start, stop, step)
    step == 0 && throw(PyError("ValueError", "range() arg 3 must not be zero"))
    start:step:(step > 0 ? stop - 1 : stop + 1)
end`,
  },
  strictzip: {
    needs: [raise],
    text: `strictzip(sources...) = allequal(length.(collect.(sources))) ? zip(sources...) : throw(PyError("ValueError", "zip() arguments differ in length"))
allequal(xs) = all(x == first(xs) for x in xs)`,
  },
  extremum: {
    needs: [raise, 'before'],
    text: `"The first of the greatest (or least) by a key; \`empty\` answers for nothing."
function extremum(key, better, items, empty)
    found = false
    local best, bestkey
    for item in items
        k = key(item)
        if !found || better(k, bestkey)
            best, bestkey, found = item, k, true
        end
    end
    found ? best : empty()
end
noextremum() = throw(PyError("ValueError", "iterable argument is empty"))
after(a, b) = before(b, a)`,
  },
  before: {
    needs: [raise],
    text: `"Python's order: tuples and lists by their first difference."
before(a, b) = a < b
before(a::Float64, b::Float64) = isnan(a) || isnan(b) ? throw(PyError("outside", "NaN has no place in an order")) : a < b
function before(a::Union{Tuple,Vector}, b::Union{Tuple,Vector})
    for (x, y) in zip(a, b)
        x == y || return before(x, y)
    end
    length(a) < length(b)
end`,
  },
  first_: {
    text: `function firstof(items, other)
    for item in items
        return item
    end
    other
end`,
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
    parse(Float64, replace(s, "_" => ""))
end`,
  },
  isspacechar: {
    text: `isspacechar(c::Char) = c in '\\t':'\\r' || c in '\\x1c':' ' || c == '\\u85' || c == '\\ua0' || c == '\\u1680' || c in '\\u2000':'\\u200a' || c in ('\\u2028', '\\u2029', '\\u202f', '\\u205f', '\\u3000')`,
  },
  chr: {
    needs: [raise],
    text: `chr(i) = 0 <= i <= 0x10ffff ? string(Char(i)) : throw(PyError("ValueError", "chr() arg not in range(0x110000)"))`,
  },
  ord: {
    needs: [raise],
    text: `ord(s::String) = length(s) == 1 ? Int(codepoint(first(s))) : throw(PyError("TypeError", "ord() expected a character"))`,
  },
  floatrepr: {
    text: `"Python's repr of a float: shortest digits, exponent outside 1e-4 and 1e16."
function floatrepr(x::Float64)
    isnan(x) && return "nan"
    isinf(x) && return x > 0 ? "inf" : "-inf"
    iszero(x) && return signbit(x) ? "-0.0" : "0.0"
    text = Base.Ryu.writeshortest(abs(x))
    digits, power = shortestparts(text)
    sign = x < 0 ? "-" : ""
    if power < -4 || power >= 16
        point = length(digits) > 1 ? string(digits[1:1], ".", digits[2:end]) : digits
        return string(sign, point, "e", power < 0 ? "-" : "+", lpad(abs(power), 2, '0'))
    end
    power < 0 && return string(sign, "0.", repeat("0", -power - 1), digits)
    length(digits) <= power + 1 && return string(sign, rpad(digits, power + 1, '0'), ".0")
    string(sign, digits[1:power+1], ".", digits[power+2:end])
end
function shortestparts(text)
    mantissa, exponent = occursin('e', text) ? split(text, 'e') : (text, "0")
    whole, fraction = occursin('.', mantissa) ? split(mantissa, '.') : (mantissa, "")
    digits = string(whole, fraction)
    power = parse(Int, exponent) + length(whole) - 1
    leading = length(digits) - length(lstrip(digits, '0'))
    digits = rstrip(lstrip(digits, '0'), '0')
    (isempty(digits) ? "0" : String(digits), power - leading)
end`,
  },
  inttext: {
    needs: [raise],
    text: `"The decimal digits of an int, of which Python writes 4300 at most."
function inttext(x)
    text = string(x)
    length(text) - (x < 0) > 4300 ? throw(PyError("ValueError", "Exceeds the limit (4300 digits)")) : text
end`,
  },
  nonan: {
    needs: [raise],
    text: `"What holds no NaN: inside of containers Python knows it by identity."
nonan(x) = x
nonan(x::Float64) = isnan(x) ? throw(PyError("outside", "NaN is compared inside a container")) : x
nonan(xs::Union{Vector,Tuple}) = (foreach(nonan, xs); xs)`,
  },
  pystr: {
    needs: ['pyrepr'],
    text: `pystr(x) = pyrepr(x)
pystr(s::String) = s`,
  },
  pyrepr: {
    needs: ['floatrepr', 'strrepr', 'inttext'],
    text: `pyrepr(x::Integer) = inttext(x)
pyrepr(x::Bool) = x ? "True" : "False"
pyrepr(::Nothing) = "None"
pyrepr(x::Float64) = floatrepr(x)
pyrepr(s::String) = strrepr(s)
pyrepr(xs::Vector) = string("[", join(map(pyrepr, xs), ", "), "]")
pyrepr(t::Tuple) = length(t) == 1 ? string("(", pyrepr(t[1]), ",)") : string("(", join(map(pyrepr, t), ", "), ")")`,
  },
  dictrepr: {
    needs: ['pyrepr', 'OrderedDict'],
    text: `pyrepr(d::OrderedDict) = string("{", join([string(pyrepr(k), ": ", pyrepr(v)) for (k, v) in zip(d.keys, d.values)], ", "), "}")`,
  },
  strrepr: {
    needs: [raise],
    text: `function strrepr(s::String)
    quotemark = occursin("'", s) && !occursin("\\"", s) ? '"' : '\\''
    out = IOBuffer()
    for c in s
        if c == quotemark || c == '\\\\'
            print(out, '\\\\', c)
        elseif c == '\\n' || c == '\\r' || c == '\\t'
            print(out, c == '\\n' ? "\\\\n" : c == '\\r' ? "\\\\r" : "\\\\t")
        elseif c < ' ' || c == '\\x7f'
            print(out, "\\\\x", string(UInt32(c), base=16, pad=2))
        elseif isascii(c) || isletter(c)
            print(out, c)
        else
            throw(PyError("outside", "the repr of a character beyond letters"))
        end
    end
    string(quotemark, String(take!(out)), quotemark)
end`,
  },
  padded: {
    text: `"Text of a number or string in a field: fill, alignment, width."
function padded(sign, body, fill, align, width)
    room = width - length(sign) - length(body)
    room <= 0 && return string(sign, body)
    align == '=' && return string(sign, repeat(fill, room), body)
    align == '<' && return string(sign, body, repeat(fill, room))
    align == '>' && return string(repeat(fill, room), sign, body)
    left = room ÷ 2
    string(repeat(fill, left), sign, body, repeat(fill, room - left))
end`,
  },
  grouped: {
    text: `function grouped(digits, separator, by)
    parts = String[]
    rest = digits
    while length(rest) > by
        pushfirst!(parts, rest[end-by+1:end])
        rest = rest[1:end-by]
    end
    join(pushfirst!(parts, rest), separator)
end`,
  },
  generalformat: {
    text: `"%g: the shorter of fixed and exponent, without trailing zeros."
function generalformat(x, precision, alternate)
    p = max(precision, 1)
    scientific = Base.Ryu.writeexp(x, p - 1)
    power = parse(Int, split(scientific, 'e')[2])
    body, tail = -4 <= power < p ? (Base.Ryu.writefixed(x, max(p - 1 - power, 0)), "") : (split(scientific, 'e')[1], string("e", power < 0 ? "-" : "+", lpad(abs(power), 2, '0')))
    trimmed = occursin('.', body) && !alternate ? rstrip(rstrip(body, '0'), '.') : body
    string(trimmed, tail)
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
  splitspace: {
    needs: ['isspacechar'],
    text: `splitspace(s::String) = String.(split(s, isspacechar, keepempty=false))`,
  },
  spliton: {
    needs: [raise],
    text: `spliton(s::String, sep::String, limit=-1) = isempty(sep) ? throw(PyError("ValueError", "empty separator")) : isempty(s) ? [""] : String.(split(s, sep, limit=limit < 0 ? 0 : Int(limit) + 1))`,
  },
  rspliton: {
    needs: [raise],
    text: `rspliton(s::String, sep::String, limit=-1) = isempty(sep) ? throw(PyError("ValueError", "empty separator")) : isempty(s) ? [""] : limit == 0 ? [s] : String.(rsplit(s, sep, limit=limit < 0 ? 0 : Int(limit) + 1))`,
  },
  splitlines: {
    text: `function splitlines(s::String)
    occursin(r"[\\x0b\\x0c\\x1c-\\x1e\\x{85}\\x{2028}\\x{2029}]", s) && throw(PyError("outside", "line ends beyond \\\\n and \\\\r"))
    lines = String.(split(replace(replace(s, "\\r\\n" => "\\n"), "\\r" => "\\n"), "\\n"))
    isempty(lines[end]) && pop!(lines)
    lines
end`,
    needs: [raise],
  },
  findin: {
    text: `"Place of the first occurrence in code points, or -1."
function findin(s::String, sub::String)
    isempty(sub) && return 0
    place = findfirst(sub, s)
    place === nothing ? -1 : length(s, 1, prevind(s, first(place)))
end`,
  },
  rfindin: {
    text: `function rfindin(s::String, sub::String)
    isempty(sub) && return length(s)
    place = findlast(sub, s)
    place === nothing ? -1 : length(s, 1, prevind(s, first(place)))
end`,
  },
  found: {
    needs: [raise],
    text: `found(place) = place < 0 ? throw(PyError("ValueError", "substring not found")) : place`,
  },
  countin: {
    text: `function countin(s::String, sub::String)
    isempty(sub) && return length(s) + 1
    length(split(s, sub)) - 1
end`,
  },
  replaced: {
    needs: [raise],
    text: `function replaced(s::String, old::String, new::String, count=-1)
    isempty(old) && throw(PyError("outside", "replacing the empty string"))
    count < 0 ? replace(s, old => new) : count == 0 ? s : replace(s, old => new, count=Int(count))
end`,
  },
  ascii: {
    needs: [raise],
    text: `asciionly(s::String) = isascii(s) ? s : throw(PyError("outside", "case and kind of characters beyond ASCII"))`,
  },
  partition: {
    needs: [raise],
    text: `function partition(s::String, sep::String)
    isempty(sep) && throw(PyError("ValueError", "empty separator"))
    parts = split(s, sep, limit=2)
    length(parts) == 2 ? (String(parts[1]), sep, String(parts[2])) : (s, "", "")
end`,
  },
  rpartition: {
    needs: [raise],
    text: `function rpartition(s::String, sep::String)
    isempty(sep) && throw(PyError("ValueError", "empty separator"))
    parts = rsplit(s, sep, limit=2)
    length(parts) == 2 ? (String(parts[1]), sep, String(parts[2])) : ("", "", s)
end`,
  },
  zfill: {
    text: `function zfill(s::String, width)
    sign = startswith(s, "-") || startswith(s, "+") ? s[1:1] : ""
    string(sign, lpad(s[length(sign)+1:end], max(Int(width) - length(sign), 0), '0'))
end`,
  },
  center: {
    text: `function center(s::String, width, fill=" ")
    room = Int(width) - length(s)
    room <= 0 && return s
    left = room ÷ 2 + (room & Int(width) & 1)
    string(repeat(fill, left), s, repeat(fill, room - left))
end`,
  },
  title: {
    needs: ['ascii'],
    text: `function title(s::String)
    out = Char[]
    inside = false
    for c in asciionly(s)
        push!(out, inside ? lowercase(c) : uppercase(c))
        inside = isletter(c)
    end
    String(out)
end`,
  },
  capitalize: {
    needs: ['ascii'],
    text: `capitalize(s::String) = isempty(s) ? s : string(uppercase(asciionly(s)[1:1]), lowercase(s[2:end]))`,
  },
  swapcase: {
    needs: ['ascii'],
    text: `swapcase(s::String) = map(c -> isuppercase(c) ? lowercase(c) : uppercase(c), asciionly(s))`,
  },
  kind: {
    needs: ['ascii'],
    text: `"isdigit and its kin: every character is of the kind, and there is one."
ofkind(test, s::String) = !isempty(s) && all(test, asciionly(s))
cased(test, s::String) = any(isletter, asciionly(s)) && all(c -> !isletter(c) || test(c), s)`,
  },
  indexof: {
    needs: [raise],
    text: `function indexof(xs, item)
    place = findfirst(x -> x == item, xs)
    place === nothing ? throw(PyError("ValueError", "not in list")) : place - 1
end`,
  },
  bytesof: {
    needs: [raise],
    text: `bytesof(xs) = UInt8[0 <= x <= 255 ? UInt8(x) : throw(PyError("ValueError", "bytes must be in range(0, 256)")) for x in xs]`,
  },
  zerobytes: {
    needs: [raise],
    text: `zerobytes(n) = n < 0 ? throw(PyError("ValueError", "negative count")) : zeros(UInt8, Int(n))`,
  },
  encoded: {
    needs: [raise],
    text: `encoded(s::String, limit) = limit == 0 ? Vector{UInt8}(s) : UInt8[UInt32(c) < limit ? UInt8(c) : throw(PyError("UnicodeEncodeError", "ordinal not in range")) for c in s]`,
  },
  decoded: {
    needs: [raise],
    text: `function decoded(b::Vector{UInt8}, limit)
    limit == 256 && return String(Char.(b))
    limit == 128 && any(x -> x > 0x7f, b) && throw(PyError("UnicodeDecodeError", "ordinal not in range(128)"))
    s = String(copy(b))
    isvalid(s) ? s : throw(PyError("UnicodeDecodeError", "invalid start byte"))
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

/** The helpers with all that they need, each once, in order of need. */
export function withNeeds(names: Iterable<string>): string[] {
  const ordered: string[] = [];
  const visit = (name: string): void => {
    const helper = HELPERS[name];
    if (!helper || ordered.includes(name)) return;
    for (const need of helper.needs ?? []) visit(need);
    if (!ordered.includes(name)) ordered.push(name);
  };
  for (const name of names) visit(name);
  return ordered;
}
