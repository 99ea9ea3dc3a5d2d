#!/usr/bin/env python3
"""Gradients of twenty small models, on weights and inputs that any language can compute: exact, of integers alone."""
import torch
import torch.nn.functional as F

import gradlock_torch

suite = gradlock_torch.Suite()


def values(salt, *shape):
    """Multiples of 2^-16 between -1/2 and 1/2, by a multiplicative hash of place and salt."""
    place = torch.arange(1, torch.Size(shape).numel() + 1, dtype=torch.int64)
    hashed = (place * 2654435761 + salt * 40503) % 2**32
    return ((hashed >> 16).float() / 65536 - 0.5).reshape(shape)


def labels(classes, count):
    return torch.arange(count) * 7 % classes


def attention(q, k, v):
    return torch.softmax(q @ k.transpose(-2, -1) / 8, -1) @ v


def lstm(x, w, u, b):
    h = c = torch.zeros(x.shape[1], u.shape[1])
    for step in x:
        i, f, g, o = (step @ w.T + h @ u.T + b).chunk(4, 1)
        c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
        h = torch.sigmoid(o) * torch.tanh(c)
    return h


MODELS = {
    "attention": (lambda q, k, v: attention(q, k, v).square().sum(), (4, 48, 64), (4, 48, 64), (4, 48, 64)),
    "avg-pool": (lambda x: F.avg_pool2d(x, 3, 2, 1).square().sum(), (4, 8, 33, 33)),
    "batch-norm": (lambda x, w, b: F.batch_norm(x, None, None, w, b, True).tanh().square().sum(), (64, 32, 5, 5), (32,), (32,)),
    "conv2d": (lambda x, w, b: F.conv2d(x, w, b, padding=1).relu().square().sum(), (4, 8, 32, 32), (16, 8, 3, 3), (16,)),
    "conv2d-stride": (lambda x, w: F.conv2d(x, w, stride=2).square().mean(), (4, 6, 31, 31), (12, 6, 5, 5)),
    "cosine": (lambda x, y: F.cosine_similarity(x, y, 1).sum(), (128, 300), (128, 300)),
    "cross-entropy": (lambda x, w: F.cross_entropy(x @ w, labels(100, 64)), (64, 256), (256, 100)),
    "cumsum": (lambda x: x.cumsum(1).square().mean(), (16, 1000)),
    "embedding": (lambda w: F.embedding(labels(50, 4096), w).sum(1).tanh().sum(), (50, 33)),
    "exp-log": (lambda x: (x.exp() + 1).log().sum(), (200, 500)),
    "gelu-mlp": (lambda x, w, v: (F.gelu(x @ w) @ v).square().mean(), (64, 256), (256, 512), (512, 10)),
    "layer-norm": (lambda x, w, b: F.layer_norm(x, (700,), w, b).square().sum().sqrt(), (100, 700), (700,), (700,)),
    "linear": (lambda x, w, b: F.linear(x, w, b).square().sum(), (96, 333), (77, 333), (77,)),
    "logsumexp": (lambda x: x.logsumexp(1).sum(), (64, 1500)),
    "lstm": (lambda x, w, u, b: lstm(x, w, u, b).square().sum(), (10, 16, 24), (128, 24), (128, 32), (128,)),
    "matmul-chain": (lambda a, b, c: (a @ b @ c).mean(), (100, 200), (200, 300), (300, 50)),
    "max-pool": (lambda x: F.max_pool2d(x, 2).square().sum(), (4, 8, 32, 32)),
    "sigmoid-bce": (lambda x, w: F.binary_cross_entropy_with_logits(x @ w, values(99, 128, 20) + 0.5), (128, 200), (200, 20)),
    "sum-squares": (lambda x: x.square().sum().sqrt(), (100003,)),
    "tanh-mlp": (lambda x, w, v: ((x @ w).tanh() @ v).square().mean(), (128, 64), (64, 96), (96, 8)),
}


def model(name, loss, *shapes):
    @suite.case(name)
    def case(recorded):
        inputs = [values(salt, *shape).requires_grad_() for salt, shape in enumerate(shapes)]
        result = loss(*inputs)
        result.backward()
        recorded.record("loss", result)
        for place, leaf in enumerate(inputs):
            recorded.record(f"grad.{place}", leaf.grad)


for name, (loss, *shapes) in MODELS.items():
    model(name, loss, *shapes)
suite.run()
