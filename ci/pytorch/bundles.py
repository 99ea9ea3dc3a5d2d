"""Writes results as a program in Python would, with NumPy and with PyTorch: safetensors files that gradlock compares."""
import pathlib
import sys

import numpy
import torch
from safetensors import numpy as with_numpy
from safetensors import torch as with_torch

folder = pathlib.Path(sys.argv[1])
unlike = sys.argv[2:] == ["unlike"]


def values():
    """A tensor of every type, with the values that are easily lost: NaN, infinities, -0, subnormals, the ends of integers."""
    inf, nan = float("inf"), float("nan")
    reals = [1 / 3, -0.0, 0.0, inf, -inf, nan, 1e-7, -2.5]
    types = {"f64": torch.float64, "f32": torch.float32, "f16": torch.float16, "bf16": torch.bfloat16}
    tensors = {f"{name}/grad": torch.tensor(reals, dtype=torch.float64).to(dtype) for name, dtype in types.items()}
    for name, dtype in {"i64": torch.int64, "i32": torch.int32, "i16": torch.int16, "i8": torch.int8, "u8": torch.uint8}.items():
        ends = torch.iinfo(dtype)
        tensors[f"{name}/grad"] = torch.tensor([[ends.min, ends.max], [0, 1]], dtype=dtype)
    tensors["bool/grad"] = torch.tensor([True, False])
    tensors["scalar/grad"] = torch.tensor(0.1, dtype=torch.float64)
    tensors["empty/grad"] = torch.zeros(0, 3)
    x = torch.linspace(-1, 1, 12, dtype=torch.float64).reshape(3, 4).requires_grad_()
    (x * x).sum().backward()
    tensors["square/x.grad"] = x.grad
    return tensors


def turned(tensors):
    """The same with the last bit of each first element turned."""
    for tensor in tensors.values():
        if tensor.numel():
            tensor.view(-1)[:1].view(torch.uint8)[0] ^= 1
    return tensors


def to_numpy(tensors):
    """The same in NumPy's arrays, which have no bfloat16."""
    return {name: tensor.numpy() for name, tensor in tensors.items() if tensor.dtype != torch.bfloat16}


tensors = turned(values()) if unlike else values()
folder.mkdir(parents=True, exist_ok=True)
with_torch.save_file(tensors, folder / "torch.safetensors")
with_torch.save_file({n: t for n, t in tensors.items() if t.dtype != torch.bfloat16}, folder / "torch-without-bf16.safetensors")
with_numpy.save_file(to_numpy(tensors), folder / "numpy.safetensors")
print("written by NumPy", numpy.__version__, "and PyTorch", torch.__version__)
