import { type Helper, raise } from './helper';

/** Python's texts of values: repr and format specifications. */
export const FORMAT_HELPERS: Readonly<Record<string, Helper>> = {
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
};
