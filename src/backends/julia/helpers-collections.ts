import { type Helper, raise } from './helper';

/** Lists, dicts and walks over them. */
export const COLLECTION_HELPERS: Readonly<Record<string, Helper>> = {
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
  at: {
    needs: [raise],
    text: `"Python's index: negative ones count from the end."
function at(xs, i)
    k = i < 0 ? i + length(xs) : i
    0 <= k < length(xs) || throw(PyError("IndexError", "index out of range"))
    xs[k + 1]
end`,
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
  steps: {
    needs: [raise],
    text: `function steps(start, stop, step)
    step == 0 && throw(PyError("ValueError", "range() arg 3 must not be zero"))
    start:step:(step > 0 ? stop - 1 : stop + 1)
end`,
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
  nonan: {
    needs: [raise],
    text: `"What holds no NaN: inside of containers Python knows it by identity."
nonan(x) = x
nonan(x::Float64) = isnan(x) ? throw(PyError("outside", "NaN is compared inside a container")) : x
nonan(xs::Union{Vector,Tuple}) = (foreach(nonan, xs); xs)`,
  },
  indexof: {
    needs: [raise],
    text: `function indexof(xs, item)
    place = findfirst(x -> x == item, xs)
    place === nothing ? throw(PyError("ValueError", "not in list")) : place - 1
end`,
  },
};
