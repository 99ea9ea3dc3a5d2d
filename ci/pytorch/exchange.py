"""The other side of the exchange: PyTorch reads what the engine wrote, compares, and writes models of its own."""
import pathlib
import sys
import warnings

import torch
from safetensors.torch import load_file, save_file
from torch import nn

warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.float64)
folder = pathlib.Path(sys.argv[1])


class First(nn.Module):
    """Only the output of a recurrent network, and attention of a sequence to itself."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x, x, x)[0] if isinstance(self.inner, nn.MultiheadAttention) else self.inner(x)[0]


class Itself(First):
    """A decoder with the sequence as its own memory."""

    def forward(self, x):
        return self.inner(x, x)


def models():
    """The models of models.jsh, under the same names."""
    layer = nn.TransformerEncoderLayer(8, 2, 16, 0, batch_first=True)
    return {
        "mlp": nn.Sequential(nn.Linear(5, 7), nn.GELU(), nn.LayerNorm(7), nn.Linear(7, 3, bias=False)),
        "cnn": nn.Sequential(nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.GroupNorm(2, 4)),
        "up": nn.ConvTranspose2d(2, 3, (3, 2), stride=2, output_padding=(1, 0)),
        "rnn": First(nn.RNN(3, 4)),
        "lstm": First(nn.LSTM(3, 4, 2, batch_first=True, bidirectional=True)),
        "gru": First(nn.GRU(3, 4, 2)),
        "attention": First(nn.MultiheadAttention(8, 2, batch_first=True)),
        "encoder": nn.TransformerEncoder(layer, 2, enable_nested_tensor=False),
        "encoder_first": nn.TransformerEncoderLayer(8, 2, 16, 0, "gelu", batch_first=True, norm_first=True),
        "options": nn.Sequential(
            nn.Conv2d(2, 4, (3, 2), padding=(2, 1), padding_mode="reflect"),
            nn.BatchNorm2d(4, eps=1e-3, momentum=None),
            nn.PReLU(4),
            nn.InstanceNorm2d(4, affine=True, track_running_stats=True),
            nn.PixelShuffle(2),
            nn.Upsample(scale_factor=2, mode="bilinear"),
            nn.AdaptiveAvgPool2d((2, 3)),
            nn.CircularPad2d((1, 0, 0, 1)),
            nn.Flatten(),
            nn.LayerNorm(12, eps=1e-3, bias=False),
        ),
        "bare": First(nn.MultiheadAttention(8, 2, bias=False)),
        "embedding": nn.Embedding(7, 3, padding_idx=2, max_norm=1.0),
        "dropping": nn.TransformerEncoderLayer(8, 2, 16, 0.3, batch_first=True),
        "decoder": Itself(nn.TransformerDecoderLayer(8, 2, 16, 0, batch_first=True)),
    }


failures = 0
torch.manual_seed(5)
for name, model in models().items():
    part = getattr(model, "inner", model)
    ours = load_file(folder / f"{name}.ours.safetensors")
    part.load_state_dict({key[6:]: value for key, value in ours.items() if key.startswith("state.")})
    model.eval()
    same = torch.allclose(model(ours["input"]), ours["output"], rtol=1e-10, atol=1e-12)
    print("same    " if same else "DIFFERS ", "model", name)
    failures += not same

    fresh = models()[name]
    part = getattr(fresh, "inner", fresh)
    with torch.no_grad():
        for parameter in part.parameters():
            parameter.uniform_(-0.6, 0.6)
        x = ours["input"] if name == "embedding" else torch.randn_like(ours["input"])
        fresh.train()
        fresh(x)
        fresh.eval()
        tensors = {f"state.{key}": value.contiguous() for key, value in part.state_dict().items()}
        tensors |= {"input": x, "output": fresh(x).contiguous()}
    save_file(tensors, folder / f"{name}.theirs.safetensors")

optimizers = {
    "sgd": lambda p: torch.optim.SGD(p, 0.05, 0.9, 0.1, 0.01),
    "nesterov": lambda p: torch.optim.SGD(p, 0.05, 0.9, 0, 0.01, True),
    "adam": lambda p: torch.optim.Adam(p, 0.1, (0.9, 0.99), 1e-8, 0.01),
    "amsgrad": lambda p: torch.optim.Adam(p, 0.1, (0.9, 0.5), 1e-8, 0, True),
    "adamw": lambda p: torch.optim.AdamW(p, 0.1, (0.9, 0.99), 1e-8, 0.1),
    "rmsprop": lambda p: torch.optim.RMSprop(p, 0.01, 0.9, 1e-8, 0.01, 0.9, True),
    "adagrad": lambda p: torch.optim.Adagrad(p, 0.1, 0.1, 0.01, 0.5, 1e-10),
}
results = {}
for name, make in optimizers.items():
    parameter = torch.tensor([1, -0.5, 0.25], requires_grad=True)
    optimizer = make([parameter])
    steps = []
    for step in range(20):
        optimizer.zero_grad()
        (parameter**4).sum().backward()
        if step == 3:
            nn.utils.clip_grad_norm_([parameter], 0.5)
        optimizer.step()
        steps.append(parameter.detach().clone())
    results[name] = torch.stack(steps)

lr = torch.optim.lr_scheduler
schedules = {
    "step": lambda o: lr.StepLR(o, 5, 0.1),
    "multistep": lambda o: lr.MultiStepLR(o, [3, 7, 7], 0.5),
    "exponential": lambda o: lr.ExponentialLR(o, 0.9),
    "linear": lambda o: lr.LinearLR(o, 0.25, 1, 6),
    "constant": lambda o: lr.ConstantLR(o, 0.25, 4),
    "polynomial": lambda o: lr.PolynomialLR(o, 10, 2),
    "cosine": lambda o: lr.CosineAnnealingLR(o, 8, 0.1),
    "restarts": lambda o: lr.CosineAnnealingWarmRestarts(o, 3, 2, 0.1),
    "onecycle": lambda o: lr.OneCycleLR(o, 1, total_steps=30),
}
for steps in (1, 2, 3):
    schedules[f"onecycle{steps}"] = lambda o, steps=steps: lr.OneCycleLR(o, 1, total_steps=steps)
for name, make in schedules.items():
    optimizer = torch.optim.SGD([torch.tensor(1.0, requires_grad=True)], 0.5, momentum=0.9)
    schedule = make(optimizer)
    rates = []
    for epoch in range(int(name[8:]) + 1 if name[8:].isdigit() else 24):
        if epoch > 0:
            schedule.step()
        rates.append(float(optimizer.param_groups[0]["lr"]))
    results[f"lr.{name}"] = torch.tensor(rates)
save_file(results, folder / "optimizers.safetensors")
print("PyTorch", torch.__version__, "failures", failures)
sys.exit(1 if failures else 0)
