import type { Type } from '../../language';

/** Reads lines of inputs and answers commands until the end: see `native.ts`. */
const SERVE = `function main()
    args = readinputs()
    println("ready")
    flush(stdout)
    while !eof(stdin)
        command = readline(stdin)
        if command == "v"
            io = IOBuffer()
            answer(io, args)
            write(stdout, take!(io))
        elseif startswith(command, "b ")
            count = parse(Int, command[3:end])
            elapsed = batch(args, count)
            println("batch ", count, ' ', elapsed, ' ', digestof(SINK[]))
        elseif command == "i"
            args = readinputs()
            println("ok")
        elseif command == "q"
            return
        end
        flush(stdout)
    end
end
main()
`;

/** The main file of one program. */
export function harnessText(inputs: readonly { readonly type: Type }[], result: Type): string {
  return `include("program.jl")\n\n${codecText(inputs, result)}\n${SERVE}`;
}

/** What a program needs around it: reads inputs by type, runs, times, writes the value by type. */
export function codecText(inputs: readonly { readonly type: Type }[], result: Type): string {
  const reads = inputs.map((input) => `${reader(input.type)}`).join(', ');
  return `nextline() = readline(stdin)
readtext() = String(hex2bytes(nextline()[2:end]))
readoptional(read) = nextline() == "-" ? nothing : read()
readinputs() = (${reads}${inputs.length === 1 ? ',' : ''})

writejson(io, s::String) = begin
    print(io, '"')
    for c in s
        point = UInt32(c)
        if c == '"' || c == '\\\\'
            print(io, '\\\\', c)
        elseif 0x20 <= point < 0x7f
            print(io, c)
        elseif point < 0x10000
            print(io, "\\\\u", string(point, base=16, pad=4))
        else
            rest = point - 0x10000
            print(io, "\\\\u", string(0xd800 + (rest >> 10), base=16, pad=4), "\\\\u", string(0xdc00 + (rest & 0x3ff), base=16, pad=4))
        end
    end
    print(io, '"')
end
function writelist(write, io, items)
    print(io, '[')
    first_ = true
    for item in items
        first_ || print(io, ',')
        first_ = false
        write(io, item)
    end
    print(io, ']')
end
writeresult(io, v) = ${writer(result)}(io, v)

digestof(v::Integer) = UInt32(mod(v, big(2)^32))
digestof(v::Int) = (v % UInt32)
digestof(v::Bool) = UInt32(v)
digestof(v::Float64) = (reinterpret(UInt64, v) % UInt32) ⊻ ((reinterpret(UInt64, v) >> 32) % UInt32)
digestof(v::String) = UInt32(ncodeunits(v))
digestof(v::Vector{Int}) = isempty(v) ? UInt32(0) : UInt32(length(v)) ⊻ (v[end] % UInt32)
digestof(v::Union{Vector,Set}) = UInt32(length(v))
digestof(v) = UInt32(1)

const SINK = Ref{Any}(nothing)
function batch(args, count)
    started = time_ns()
    for _ in 1:count
        SINK[] = program(args...)
    end
    time_ns() - started
end

"What was thrown, also where a thread of its own threw it."
cause(e) = e
cause(e::TaskFailedException) = cause(e.task.exception)
cause(e::CompositeException) = cause(first(e.exceptions))

function answer(io, args)
    try
        value = program(args...)
        print(io, "value ", digestof(value), ' ')
        writeresult(io, value)
    catch thrown
        e = cause(thrown)
        e isa InterruptException && rethrow()
        if e isa PyError && e.kind != "outside"
            print(io, "raises ", e.kind, ' ')
            writejson(io, e.message)
        elseif e isa PyError || e isa InexactError || e isa OverflowError
            print(io, "outside ")
            writejson(io, e isa PyError ? e.message : "a value left 64 bits")
        else
            rethrow()
        end
    end
    println(io)
end
`;
}

function reader(type: Type): string {
  switch (type.kind) {
    case 'int':
      return `parse(${big(type) ? 'BigInt' : 'Int'}, nextline())`;
    case 'float':
      return 'reinterpret(Float64, parse(UInt64, nextline(), base=16))';
    case 'bool':
      return 'nextline() == "1"';
    case 'str':
      return 'readtext()';
    case 'bytes':
      return 'hex2bytes(nextline()[2:end])';
    case 'none':
      return '(nextline(); nothing)';
    case 'optional':
      return `readoptional(() -> ${reader(type.of)})`;
    case 'list':
    case 'sequence':
      return `${elementType(type.element)}[${reader(type.element)} for _ in 1:parse(Int, nextline())]`;
    case 'set':
      return `Set([${reader(type.element)} for _ in 1:parse(Int, nextline())])`;
    case 'tuple':
      return `(${type.items.map(reader).join(', ')},)`;
    case 'dict':
      return `todict(${elementType(type.key)}, ${elementType(type.value)}, [(${reader(type.key)}, ${reader(type.value)}) for _ in 1:parse(Int, nextline())])`;
    case 'record':
      return `(${type.fields.map((f) => `${f.name} = ${reader(f.type)}`).join(', ')},)`;
    default:
      throw new TypeError(`an input can't be of type ${type.kind}`);
  }
}

const big = (type: Type): boolean =>
  type.kind === 'int' &&
  !(
    type.range.min !== null &&
    type.range.max !== null &&
    type.range.min >= -(2n ** 63n) &&
    type.range.max < 2n ** 63n
  );

function elementType(type: Type): string {
  switch (type.kind) {
    case 'int':
      return big(type) ? 'BigInt' : 'Int';
    case 'float':
      return 'Float64';
    case 'bool':
      return 'Bool';
    case 'str':
      return 'String';
    case 'optional':
      return `Union{${elementType(type.of)},Nothing}`;
    case 'list':
    case 'sequence':
      return `Vector{${elementType(type.element)}}`;
    case 'tuple':
      return `Tuple{${type.items.map(elementType).join(',')}}`;
    default:
      return '';
  }
}

/** An expression for a function (io, value) that writes a value of this type. */
function writer(type: Type): string {
  switch (type.kind) {
    case 'none':
    case 'never':
      return '((io, v) -> print(io, "null"))';
    case 'bool':
      return '((io, v) -> print(io, v))';
    case 'int':
      return `((io, v) -> print(io, "{\\"int\\":\\"", v, "\\"}"))`;
    case 'float':
      return type.orZero
        ? `((io, v) -> v === -0.0 ? print(io, "0") : print(io, "{\\"bits\\":\\"", string(reinterpret(UInt64, v), base=16, pad=16), "\\"}"))`
        : `((io, v) -> print(io, "{\\"bits\\":\\"", string(reinterpret(UInt64, v), base=16, pad=16), "\\"}"))`;
    case 'str':
      return 'writejson';
    case 'bytes':
      return `((io, v) -> print(io, "{\\"bytes\\":\\"", bytes2hex(v), "\\"}"))`;
    case 'list':
      return `((io, v) -> writelist(${writer(type.element)}, io, v))`;
    case 'sequence':
      return tagged('tuple', `writelist(${writer(type.element)}, io, v)`);
    case 'iterator':
      return tagged('generator', `writelist(${writer(type.element)}, io, v)`);
    case 'set':
      return tagged(type.frozen ? 'frozenset' : 'set', `writelist(${writer(type.element)}, io, v)`);
    case 'tuple':
      return tagged(
        'tuple',
        `(print(io, '['); ${type.items.map((item, i) => `${i > 0 ? "print(io, ','); " : ''}${writer(item)}(io, v[${i + 1}])`).join('; ')}; print(io, ']'))`,
      );
    case 'dict':
      return tagged(
        'dict',
        `writelist((io, e) -> (print(io, '['); ${writer(type.key)}(io, e[1]); print(io, ','); ${writer(type.value)}(io, e[2]); print(io, ']')), io, zip(v.keys, v.values))`,
      );
    case 'optional':
      return `((io, v) -> v === nothing ? print(io, "null") : ${writer(type.of)}(io, v))`;
    default:
      throw new TypeError(`a result can't be of type ${type.kind}`);
  }
}

const tagged = (tag: string, body: string): string =>
  `((io, v) -> (print(io, "{\\"${tag}\\":"); ${body}; print(io, '}')))`;
