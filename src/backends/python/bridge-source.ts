/** The Python side of the runtime: decoding inputs, encoding values, running and timing programs. */
export const BRIDGE = String.raw`
import json, math, types

class Record:
    __slots__ = ("__dict__",)
    def __init__(self, fields):
        self.__dict__.update(fields)

def decode(value):
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    (tag, content), = value.items()
    if tag == "int":
        return int(content)
    if tag == "float":
        return float(content)
    if tag == "bytes":
        return bytes.fromhex(content)
    if tag == "dict":
        return {decode(k): decode(v) for k, v in content}
    if tag == "record":
        return Record({k: decode(v) for k, v in content.items()})
    items = [decode(item) for item in content]
    return {"tuple": tuple, "set": set, "frozenset": frozenset}[tag](items)

class Unshown(Exception):
    pass

def encode(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if -9007199254740991 <= value <= 9007199254740991 else {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [encode(item) for item in value]}
    if isinstance(value, (set, frozenset)):
        items = sorted((encode(item) for item in value), key=lambda item: json.dumps(item, ensure_ascii=False, separators=(",", ":")))
        return {"frozenset" if isinstance(value, frozenset) else "set": items}
    if isinstance(value, dict):
        return {"dict": [[encode(k), encode(v)] for k, v in value.items()]}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, (types.GeneratorType, map, filter)):
        return {"generator": [encode(item) for item in value]}
    raise Unshown("a value of type " + type(value).__name__ + " can't be shown")

def outcome(make):
    try:
        return json.dumps({"kind": "value", "value": encode(make())})
    except MemoryError as error:
        return json.dumps({"kind": "stopped", "limit": "memory", "message": "Python ran out of memory"})
    except Unshown as error:
        return json.dumps({"kind": "outside", "message": str(error)})
    except Exception as error:
        return json.dumps({"kind": "raises", "exception": type(error).__name__, "message": str(error)})

def evaluate(source, inputs):
    names = {name: decode(value) for name, value in json.loads(inputs).items()}
    def make():
        return eval(compile("(\n" + source + "\n)", "<program>", "eval"), {"math": math, **names})
    return outcome(make)

class Instance:
    def __init__(self, code, inputs):
        scope = {}
        exec(compile(code, "<program>", "exec"), scope)
        self.program = scope["program"]
        self.set_inputs(inputs)
    def set_inputs(self, inputs):
        self.args = [decode(value) for value in json.loads(inputs)]
    def run(self):
        return outcome(lambda: self.program(*self.args))
    def batch(self, count):
        program, args = self.program, self.args
        value = None
        for _ in range(count):
            value = program(*args)
            if isinstance(value, types.GeneratorType):
                value = list(value)
        return digest(value)

def digest(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value & 0xFFFFFFFF
    if isinstance(value, float):
        return hash(value) & 0xFFFFFFFF
    return len(value) & 0xFFFFFFFF if hasattr(value, "__len__") else 0
`;
