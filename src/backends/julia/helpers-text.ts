import { type Helper, raise } from './helper';

/** Strings in code points, and bytes. */
export const TEXT_HELPERS: Readonly<Record<string, Helper>> = {
  charat: {
    needs: ['at'],
    text: 'charat(s::String, i) = isascii(s) && 0 <= i < ncodeunits(s) ? s[i+1:i+1] : string(at(collect(s), i))',
  },
  chars: { text: 'chars(s::String) = [string(c) for c in s]' },
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
};
