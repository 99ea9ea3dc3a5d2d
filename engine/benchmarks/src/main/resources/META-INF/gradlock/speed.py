"""Times rows of gradlock bench speed in Python's PyTorch: THREADS and SECONDS a row as arguments, WORK/SIZE/DTYPE on standard input,
one a line; prints each with its seconds. Rows that it does not know are left out. Other numbers than the other sides have, and no turns."""
import re
import statistics
import sys
import time

import torch
from torch.nn import functional as F

torch.set_num_threads(int(sys.argv[1]))
seconds = float(sys.argv[2])
torch.manual_seed(0)

UNARY = {"relu": F.relu, "exp": torch.exp, "tanh": torch.tanh, "gelu": F.gelu, "sigmoid": torch.sigmoid, "log": torch.log}
BINARY = {"add": torch.add, "mul": torch.mul}
MATRIX = {"sum_all": lambda x: x.sum(), "sum_rows": lambda x: x.sum(1), "sum_columns": lambda x: x.sum(0),
          "softmax_rows": lambda x: x.softmax(1), "softmax_columns": lambda x: x.softmax(0)}


def backward(function, *leaves, cotangent=True):
    for leaf in leaves:
        leaf.requires_grad_()
    gradient = torch.randn_like(function().detach()) if cotangent else None

    def run():
        for leaf in leaves:
            leaf.grad = None
        function().backward(gradient)

    return run


def training(model, x, target):
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-3)

    def run():
        optimizer.zero_grad()
        F.cross_entropy(model(x), target).backward()
        optimizer.step()

    return run


def passes(module, *sizes, first=lambda y: y):
    return backward(lambda x=torch.randn(*sizes): first(module(x)), *module.parameters())


def row(work, size, dtype):
    n = [int(number) for number in re.findall(r"\d+", size)]
    count = n[0] * {"M": 1 << 20, "k": 1 << 10}.get(size[-1], 1)
    if work in ("matmul", "matmul_transposed"):
        m, k, p = n if len(n) == 3 else n * 3
        a, b = torch.randn(m, k, dtype=dtype), torch.randn(k, p, dtype=dtype)
        return (lambda: a @ b) if work == "matmul" else (lambda: a @ b.t())
    if work == "bmm":
        a, b = torch.randn(*n), torch.randn(*n)
        return lambda: a.bmm(b)
    if work in UNARY:
        x = torch.rand(count) * 10 + 1e-3 if work == "log" else torch.randn(count)
        return lambda: UNARY[work](x)
    if work in BINARY:
        a, b = torch.randn(count), torch.randn(count)
        return lambda: BINARY[work](a, b)
    if work in MATRIX:
        x = torch.randn(*n)
        return lambda: MATRIX[work](x)
    if work.startswith("layer_norm"):
        x, w, b = torch.randn(*n), torch.rand(n[1]) + 0.5, torch.rand(n[1])
        if work == "layer_norm_backward":
            return backward(lambda: F.layer_norm(x, (n[1],), w, b), x, w, b)
        return lambda: F.layer_norm(x.t() if work == "layer_norm_columns" else x, (n[1],), w, b)
    if work == "softmax_backward":
        x = torch.randn(*n)
        return backward(lambda: x.softmax(1), x)
    if work == "cross_entropy_backward":
        x, target = torch.randn(*n), torch.randint(n[1], (n[0],))
        return backward(lambda: F.cross_entropy(x, target), x, cotangent=False)
    if work.startswith("conv2d"):
        stride = n[5] if "stride" in size else 1
        x, w, b = torch.randn(*n[:4]), torch.randn(n[4], n[1], 3, 3), torch.randn(n[4])
        call = lambda: F.conv2d(x, w, b, stride, 1)
        return backward(call, x, w, b) if work == "conv2d_backward" else call
    if work.startswith("embedding"):
        table, index = torch.randn(n[0], n[1]), torch.randint(n[0], (n[2], n[3]))
        call = lambda: F.embedding(index, table)
        return backward(call, table) if work == "embedding_backward" else call
    if work == "mlp_training_step":
        model = torch.nn.Sequential(torch.nn.Linear(n[1], n[2]), torch.nn.ReLU(), torch.nn.Linear(n[2], n[3]),
                                    torch.nn.ReLU(), torch.nn.Linear(n[3], n[4]))
        return training(model, torch.randn(n[0], n[1]), torch.randint(n[4], (n[0],)))
    if work == "cnn_training_step":
        model = torch.nn.Sequential(torch.nn.Conv2d(1, n[4], 3, 1, 1), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
                                    torch.nn.Conv2d(n[4], n[5], 3, 1, 1), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
                                    torch.nn.Flatten(), torch.nn.Linear(n[5] * (n[2] // 4) ** 2, n[6]))
        return training(model, torch.randn(*n[:4]), torch.randint(n[6], (n[0],)))
    if work == "transformer_layer_backward":
        return passes(torch.nn.TransformerEncoderLayer(n[2], n[3], 4 * n[2], dropout=0, batch_first=True), *n[:3])
    if work == "lstm_backward":
        return passes(torch.nn.LSTM(n[2], n[2]), *n, first=lambda y: y[0])
    if work == "small_graph":
        a, w, b = torch.randn(*n), torch.randn(*n), torch.randn(n[1])
        return backward(lambda: (a @ w + b).tanh().sum(), a, w, b, cotangent=False)
    return None


def measured(run):
    end = time.perf_counter() + seconds / 3
    run()
    while time.perf_counter() < end:
        run()
    samples = []
    end = time.perf_counter() + seconds
    while not samples or time.perf_counter() < end:
        begin = time.perf_counter()
        run()
        samples.append(time.perf_counter() - begin)
    return statistics.median(samples)


for line in sys.stdin:
    work, size, dtype = line.strip().split("/")
    run = row(work, size, getattr(torch, dtype))
    if run is not None:
        print(line.strip(), measured(run), flush=True)
