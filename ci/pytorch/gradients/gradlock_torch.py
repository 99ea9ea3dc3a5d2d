"""Records the results of PyTorch programs for gradlock; one file, to be copied beside the program that imports it.

    import gradlock_torch

    suite = gradlock_torch.Suite()

    @suite.case("softmax")
    def softmax(case):
        x = torch.linspace(-3, 3, 64).requires_grad_()
        x.softmax(0)[0].backward()
        case.record("x.grad", x.grad)

    suite.run()

Under ``gradlock run`` each case is executed as often as it asks, and every operation of ATen, forward and backward, is traced in the first
execution: then ``gradlock explain`` names the operation that gives other bits. Run by itself, such a program executes each case once and prints
the hashes of what it recorded. Needs Python 3.9 and PyTorch 1.13, and nothing else.
"""
import ctypes
import datetime
import fnmatch
import hashlib
import json
import os
import pathlib
import platform
import struct
import sys
import traceback

import torch
from torch.utils._python_dispatch import TorchDispatchMode

TYPES = {
    torch.bool: "BOOL", torch.uint8: "U8", torch.int8: "I8", torch.int16: "I16", torch.int32: "I32", torch.int64: "I64",
    torch.float16: "F16", torch.bfloat16: "BF16", torch.float32: "F32", torch.float64: "F64",
}
DTYPES = {name: dtype for dtype, name in TYPES.items()}
OBSERVED = "gradlock."
CAPTURED_BYTES = 256 << 20
# Operations whose outputs hold what the memory held before.
UNSET = {"empty", "empty_like", "empty_strided", "empty_permuted", "new_empty", "new_empty_strided"}
CANNOT_RUN, NOTHING_SELECTED = 77, 5
# What the kernels need that ATEN_CPU_CAPABILITY chooses: where a processor lacks it, they end the process; those of other processors follow.
CAPABILITIES = {"default": set(), "avx2": {"avx2", "fma"}, "avx512": {"avx512f", "avx512bw", "avx512dq", "avx512vl", "fma"}}
ELSEWHERE = {"vsx", "zvector", "sve", "sve256"}
# Variables that are known to change bits.
VARIABLES = ("OMP_", "MKL_", "OPENBLAS_", "GOTO_", "ONEDNN_", "DNNL_", "ATEN_", "TORCH_", "PYTORCH_", "CUBLAS_", "CUDNN_", "NVIDIA_", "PYTHONHASHSEED", "MALLOC_")


def elements(tensor):
    """Returns a tensor as (type, shape, bytes): row-major, little-endian, each NaN the canonical one; complex numbers as pairs."""
    tensor = tensor.detach()
    if tensor.is_complex():
        tensor = torch.view_as_real(tensor.resolve_conj())
    if tensor.dtype not in TYPES:
        raise TypeError(f"gradlock has no element type for {tensor.dtype}: convert it before it is recorded")
    tensor = tensor.to_dense() if tensor.layout is not torch.strided else tensor
    tensor = tensor.cpu().contiguous()
    if tensor.is_floating_point() and bool(tensor.isnan().any()):
        tensor = torch.where(tensor.isnan(), torch.full_like(tensor, float("nan")), tensor)
    size = tensor.numel() * tensor.element_size()
    return TYPES[tensor.dtype], list(tensor.shape), ctypes.string_at(tensor.data_ptr(), size) if size else b""


class Session:
    """What one process writes: gradlock makes a bundle of the sessions of an environment (bundle.md, "Sessions")."""

    def __init__(self, folder, iterations):
        self.folder, self.iterations, self.start = folder, iterations, now()
        self.values, self.cases, self.trace = (open(folder / name, "xb") for name in ("values.bin", "cases.jsonl", "trace.jsonl"))
        self.running = open(folder / "running", "xb", buffering=0)
        self.first = {}
        self.state(False)

    def state(self, complete):
        """Says whether every execution came to its end."""
        self.document("session.json", {"iterations": self.iterations, "start": self.start, "end": now(), "complete": complete})

    def at(self, name):
        """Notes the case that is being executed, for the case that the process does not outlive it."""
        kept = name.encode()[:1000]
        self.running.seek(0)
        self.running.write(struct.pack(">H", len(kept)) + kept)

    def finish(self):
        """Says that every execution came to its end."""
        self.state(True)
        self.running.close()
        (self.folder / "running").unlink()

    def document(self, name, content):
        """Writes a small file, all at once."""
        (self.folder / f"{name}.tmp").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        os.replace(self.folder / f"{name}.tmp", self.folder / name)

    def append(self, data):
        """Appends elements and returns where they begin."""
        offset = self.values.tell()
        self.values.write(data)
        return offset

    def step(self, line):
        """Appends an operation and returns where its line begins and ends."""
        begin = self.trace.tell()
        self.trace.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        return begin, self.trace.tell()

    def end(self, line):
        """Writes the line of an execution; what was recorded before is on disk then."""
        self.values.flush()
        self.trace.flush()
        self.cases.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        self.cases.flush()


class Case:
    """One execution of a case."""

    def __init__(self, name, suite, iteration):
        self.name, self.suite, self.iteration = name, suite, iteration
        self.seed, self.restart = suite.seed, suite.restart
        self.tensors, self.tracer, self.runs = {}, None, []

    def record(self, name, tensor):
        """Records a tensor; its name is unique in the case, not empty, and without a slash."""
        if not name or "/" in name or name.startswith(OBSERVED) or name in self.tensors:
            raise ValueError(f"a tensor of {self.name} cannot be named {name!r}: names are unique, not empty, without / and do not begin with {OBSERVED}")
        if self.tracer:
            with self.tracer.paused():
                self.put(name, *elements(tensor))
        else:
            self.put(name, *elements(tensor))

    def gradients(self, module):
        """Records the gradient of each parameter of a module that has one, as ``<parameter>.grad``."""
        for name, parameter in module.named_parameters():
            if parameter.grad is not None:
                self.record(f"{name}.grad", parameter.grad)

    def put(self, name, dtype, shape, data):
        digest, session = hashlib.sha256(data).hexdigest(), self.suite.session
        line = {"name": name, "dtype": dtype, "shape": shape, "sha256": digest}
        if data and DTYPES[dtype].is_floating_point:
            count = int(torch.frombuffer(bytearray(data), dtype=DTYPES[dtype]).isnan().sum())
            line.update({"nan": count} if count else {})
        if session and self.iteration is not None:
            # Elements of a further execution are kept only where they differ.
            if self.iteration == 0 or session.first.get((self.name, name)) != digest:
                line["offset"] = session.append(data)
            if self.iteration == 0:
                session.first[self.name, name] = digest
        self.tensors[name] = line


class Tracer(TorchDispatchMode):
    """Passes every operation on to PyTorch, and writes down what went in and what came out."""

    def __init__(self, case, capture, donor):
        super().__init__()
        self.case, self.capture, self.donor = case, capture, donor
        self.known, self.written, self.steps, self.next, self.captured = {}, {}, 0, 0, 0
        self.phase, self.quiet, self.originals = "forward", False, None

    def __enter__(self):
        self.originals = torch.autograd.backward, torch.autograd.grad
        torch.autograd.backward, torch.autograd.grad = (self.backwards(original) for original in self.originals)
        return super().__enter__()

    def __exit__(self, *what):
        torch.autograd.backward, torch.autograd.grad = self.originals
        return super().__exit__(*what)

    def backwards(self, original):
        """Wraps a function that runs a backward pass: what is executed within belongs to it."""
        def run(*args, **kwargs):
            before, self.phase = self.phase, "backward"
            try:
                return original(*args, **kwargs)
            finally:
                self.phase = before
        return run

    def paused(self):
        """Returns a context in which nothing is traced."""
        tracer = self

        class Paused:
            def __enter__(self):
                self.before, tracer.quiet = tracer.quiet, True

            def __exit__(self, *what):
                tracer.quiet = self.before
        return Paused()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        if self.quiet:
            return func(*args, **kwargs)
        ingoing = list(tensors_in((args, kwargs)))
        plain = all(map(traceable, ingoing))
        inputs = [self.find(tensor) for tensor in ingoing if traceable(tensor)]
        copies = self.transplanted(ingoing, func) if plain else None
        result = func(*args, **kwargs)
        outgoing = [tensor for tensor in tensors_in(result) if traceable(tensor)]
        if name_of(func) in UNSET and outgoing:
            # Nobody may read it, but its hash would differ; who does read it shows in the executions that are not traced.
            outgoing[0].zero_()
        if outgoing:
            step = self.write(self.phase, name_of(func), attributes(func, args, kwargs), inputs, outgoing)
            if copies is not None:
                self.replay(step, func, args, kwargs, copies)
        return result

    def find(self, tensor):
        """Returns the number of a tensor; of one that no traced operation made, or that was changed through another view, after a step of its own."""
        entry = elements(tensor)
        digest = hashlib.sha256(entry[2]).hexdigest()
        number, known = self.known.get(key(tensor), (None, None))
        if known != digest:
            origin = self.written.get(storage(tensor))
            seen = number is not None and origin is not None
            self.write(self.phase, "alias" if seen else "input", {}, [origin] if seen else [], [tensor], entry)
            number = self.known[key(tensor)][0]
        return number

    def write(self, phase, op, how, inputs, outputs, entry=None):
        lines = []
        for tensor in outputs:
            dtype, shape, data = entry or elements(tensor)
            digest, number = hashlib.sha256(data).hexdigest(), self.next
            self.next += 1
            self.known[key(tensor)] = number, digest
            self.written[storage(tensor)] = number
            lines.append({"id": number, "dtype": dtype, "shape": shape, "sha256": digest})
            if self.capture and self.captured + len(data) <= CAPTURED_BYTES:
                self.captured += len(data)
                self.case.put(f"{OBSERVED}traced.{number}", dtype, shape, data)
        line = {"case": self.case.name, "step": self.steps, "phase": phase, "op": op, "inputs": inputs, "outputs": lines}
        if how:
            line["attributes"] = how
        begin, end = self.case.suite.session.step(line)
        if self.case.runs and self.case.runs[-1] == begin:
            self.case.runs[-1] = end
        else:
            self.case.runs += [begin, end]
        self.steps += 1
        return self.steps - 1

    def transplanted(self, tensors, func):
        """Returns the inputs that another environment had for the next step; None if there are none, or they do not fit."""
        if self.donor is None or not tensors or name_of(func) in UNSET or torch.Tag.nondeterministic_seeded in getattr(func, "tags", ()):
            return None
        copies = []
        for place, tensor in enumerate(tensors):
            entry = self.donor.get(f"{self.case.name}/{self.steps}.{place}")
            if entry is None or entry[0] != TYPES.get(tensor.dtype) or entry[1] != list(tensor.shape):
                return None
            copies.append(placed(entry, tensor))
        return copies

    def replay(self, step, func, args, kwargs, copies):
        """Executes an operation once more, on other inputs."""
        remaining = iter(copies)
        args, kwargs = replaced((args, kwargs), remaining)
        try:
            results = list(tensors_in(func(*args, **kwargs)))
        except Exception as problem:  # The case goes on: what cannot be executed again is missing, and that is seen.
            print(f"gradlock: step {step} of {self.case.name} cannot be executed again: {problem}", file=sys.stderr)
            return
        for place, result in enumerate(results):
            self.case.put(f"{OBSERVED}replayed.{step}.{place}", *elements(result))


class Suite:
    """Cases, and what gradlock asks of this process; by itself, everything once."""

    def __init__(self):
        asked = os.environ.get
        out = asked("GRADLOCK_OUT")
        kernels = asked("ATEN_CPU_CAPABILITY", "default")
        if kernels not in CAPABILITIES.keys() | ELSEWHERE:
            sys.exit(f"ATEN_CPU_CAPABILITY={kernels} is nothing that PyTorch knows, which would take any kernels then: {', '.join(CAPABILITIES)}")
        lacking = CAPABILITIES.get(kernels, set()) - set(cpu("flags").split())
        if out and cpu("flags") and lacking:
            print(f"this CPU has no {', '.join(sorted(lacking))}, which ATEN_CPU_CAPABILITY={kernels} needs", flush=True)
            sys.exit(CANNOT_RUN)
        self.seed, self.restart = int(asked("GRADLOCK_SEED", "0")), int(asked("GRADLOCK_RESTART", "0"))
        self.iterations, self.warm_up = int(asked("GRADLOCK_ITERATIONS", "1")), int(asked("GRADLOCK_WARM_UP", "0"))
        self.shard = tuple(map(int, asked("GRADLOCK_SHARD").split("/"))) if asked("GRADLOCK_SHARD") else None
        self.patterns = [pattern for pattern in asked("GRADLOCK_SELECT", "").split("\n") if pattern]
        self.traced, self.capture = asked("GRADLOCK_TRACE") == "1" and out, asked("GRADLOCK_CAPTURE") == "1"
        self.donor = read(asked("GRADLOCK_TRANSPLANT")) if asked("GRADLOCK_TRANSPLANT") else None
        self.session = Session(pathlib.Path(out), self.iterations) if out else None
        self.functions = {}

    def case(self, name):
        """Makes a function a case of this name; it gets a ``Case``, and every execution begins with the same seed."""
        def add(function):
            if name in self.functions:
                raise ValueError(f"two cases are named {name!r}")
            self.functions[name] = function
            return function
        return add

    def wants(self, name):
        """Tells whether a case was asked for: by a pattern, and in this shard."""
        matches = not self.patterns or any(fnmatch.fnmatchcase(name, pattern.replace("[", "[[]")) for pattern in self.patterns)
        place = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
        return matches and (self.shard is None or place % self.shard[1] == self.shard[0] - 1)

    def run(self):
        """Executes the cases; one that raises an exception has failed, and the others go on."""
        chosen = [name for name in sorted(self.functions) if self.wants(name)]
        if not chosen and not self.shard:
            print(f"error: no case matches {', '.join(self.patterns) or '(there are none)'}", file=sys.stderr)
            sys.exit(NOTHING_SELECTED)
        if self.session:
            self.session.document("provenance.json", provenance(self.seed))
        for iteration in range(-self.warm_up, self.iterations):
            for done, name in enumerate(chosen):
                self.execute(name, iteration if iteration >= 0 else None)
                if self.session and iteration >= 0:
                    print("progress", iteration * len(chosen) + done + 1, self.iterations * len(chosen), flush=True)
        if self.session:
            self.session.finish()

    def execute(self, name, iteration):
        case, status, reason = Case(name, self, iteration), "passed", None
        torch.manual_seed(self.seed)
        if self.session:
            self.session.at(name)
        if self.traced and iteration == 0 and self.restart == 0:
            case.tracer = Tracer(case, self.capture, self.donor)
        try:
            if case.tracer:
                with case.tracer:
                    self.functions[name](case)
            else:
                self.functions[name](case)
        except (Exception, SystemExit) as problem:  # A case that wants to end the program has failed, and the others go on.
            status, reason = "failed", f"{type(problem).__name__}: {problem}{place(problem)}"
            print(f"{name}: {reason}\n{traceback.format_exc()}", file=sys.stderr)
        if self.session:
            self.session.at("")
        if self.session is None:
            for tensor in case.tensors.values():
                print(f"{name}  {tensor['name']}  {tensor['dtype']} {tensor['shape']}  {tensor['sha256'][:12]}")
        elif iteration is not None:
            line = {"id": name, "iteration": iteration, "status": status}
            line.update({"reason": reason} if reason else {})
            line["tensors"] = sorted(case.tensors.values(), key=lambda tensor: tensor["name"])
            line.update({"trace": case.runs} if case.runs else {})
            self.session.end(line)


def place(problem):
    """Returns the last line of the program's own files that an exception came through; nothing if there is none."""
    own = pathlib.Path(sys.argv[0]).resolve().parent
    lines = [frame for frame in traceback.extract_tb(problem.__traceback__) if pathlib.Path(frame.filename).resolve().parent == own]
    lines = [frame for frame in lines if frame.filename != __file__]
    return f" ({pathlib.Path(lines[-1].filename).name}, line {lines[-1].lineno})" if lines else ""


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def tensors_in(value):
    """Returns the tensors of nested lists, tuples and dictionaries, in order."""
    if isinstance(value, torch.Tensor):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from tensors_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from tensors_in(item)


def replaced(value, tensors):
    """Returns nested lists, tuples and dictionaries with other tensors."""
    if isinstance(value, torch.Tensor):
        return next(tensors)
    if isinstance(value, dict):
        return {name: replaced(item, tensors) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(replaced(item, tensors) for item in value)
    return value


def placed(entry, like):
    """Makes a tensor of these elements that lies in memory as another one does: where it lies may decide which kernel is taken."""
    _, shape, data = entry
    flat = torch.frombuffer(bytearray(data), dtype=like.dtype) if data else torch.empty(0, dtype=like.dtype)
    own = [1 if stride == 0 else size for size, stride in zip(shape, like.stride())]
    copy = torch.empty_strided(own, like.stride(), dtype=like.dtype)
    source = flat.reshape(shape)
    for dimension, size in enumerate(own):
        source = source.narrow(dimension, 0, size) if source.numel() else source
    return copy.copy_(source.reshape(own)).expand(shape)


def traceable(tensor):
    """Tells whether a tensor has elements that can be hashed; others, sparse or quantised ones, are left out of the trace."""
    return tensor.layout is torch.strided and tensor.device.type != "meta" and (tensor.dtype in TYPES or tensor.is_complex())


def storage(tensor):
    return (tensor.untyped_storage() if hasattr(tensor, "untyped_storage") else tensor.storage()).data_ptr()


def key(tensor):
    """What tells tensors apart: autograd unpacks what it saved into other objects over the same memory."""
    return storage(tensor), tensor.storage_offset(), tuple(tensor.shape), tensor.stride(), tensor.dtype


def name_of(func):
    name = func._schema.name
    return name[len("aten::"):] if name.startswith("aten::") else name


def attributes(func, args, kwargs):
    """Returns what is no tensor, by the names of the operation's schema."""
    names = [argument.name for argument in func._schema.arguments]
    given = {**dict(zip(names, args)), **kwargs}
    return {name: str(value)[:200] for name, value in given.items() if value is not None and not list(tensors_in(value))}


def read(path):
    """Reads a safetensors file: (type, shape, bytes) by name."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header, data = json.loads(file.read(length)), file.read()
    return {name: (entry["dtype"], entry["shape"], data[slice(*entry["data_offsets"])]) for name, entry in header.items() if name != "__metadata__"}


def cpu(field):
    """Returns a field of /proc/cpuinfo; empty where there is none."""
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return ""
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(field)), "")


def provenance(seed):
    """Returns what this process runs on, for the bundle."""
    known = {
        "os.name": platform.system(), "os.version": platform.release(), "os.arch": platform.machine(), "libc": " ".join(platform.libc_ver()),
        "cpu.model": cpu("model name") or platform.processor(), "cpu.features": cpu("flags"), "cpu.count": str(os.cpu_count()),
        "python.version": platform.python_version(), "torch.version": torch.__version__, "torch.threads": str(torch.get_num_threads()),
        "torch.build": torch.__config__.show(), "torch.parallel": torch.__config__.parallel_info(), "run.seed": str(seed),
        "fpu.subnormals": "kept" if float(torch.tensor(5e-324, dtype=torch.float64) * 1) != 0 else "flushed",
    }
    if hasattr(torch.backends, "cpu"):
        known["torch.cpu_capability"] = torch.backends.cpu.get_cpu_capability()
    if torch.cuda.is_available():
        known.update({"gpu": torch.cuda.get_device_name(), "cuda.version": str(torch.version.cuda)})
    if os.environ.get("GRADLOCK_STRESS"):
        known["run.stress"] = os.environ["GRADLOCK_STRESS"]
    known.update({f"env.{name}": value for name, value in os.environ.items() if name.startswith(VARIABLES)})
    return {name: "; ".join(value.split("\n")) for name, value in known.items() if value}
