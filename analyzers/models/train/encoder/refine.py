"""Takes a finished student up again for the reviews that it is weakest at, and holds it to what it said about everything else.

Only its last layer and its heads learn. What the layers below make of a text is worked out once beforehand.
"""

import math
import random
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from torch.nn import functional as F

from .batches import groups, pad, targets
from .data import TASKS, Row
from .net import Model
from .precision import mixed
from .train import SMOOTHING, cross_entropy, far

#: The reviews that are learned, by their labels alone.
SOURCE = "takeaway"
#: How many training rows of other sources are there to be held to, and the share of them seen in an epoch.
OTHERS = {
    "shopping": 1500,
    "reviews": 1000,
    "weibo": 1025,
    "emotion_usual": 2000,
    "emotion_virus": 1000,
    "topic": 800,
    "topic_segmented": 400,
    "messages": 1451,
    "unlabelled": 1200,
}
SHARE = 0.4
#: Rates of the last layer and of the heads; in the last layer, the share of what it works out that is dropped.
RATE, HEADS_RATE, DROPPED = 2e-4, 4e-4, 0.2
#: How much what the reviews' other heads said before counts.
HELD = 0.3
#: Runs that the mean is taken of, and how much of the way from the weights before to that mean is gone.
SEEDS, WAY = 3, 0.5


def unpack(path: Path) -> dict[str, torch.Tensor]:
    """The state of the student in a shipped ONNX file: what is kept in 8 bits is turned back into 32."""
    graph = onnx.load(str(path)).graph
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    state = {name.removeprefix("model."): array for name, array in arrays.items() if name.startswith("model.")}
    for node in graph.node:
        name = node.input[1].removesuffix("_DequantizeLinear_Output") if node.op_type == "MatMul" else ""
        if f"{name}_quantized" in arrays:
            whole, zero, scale = (arrays[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "zero_point", "scale"))
            at = node.name.removeprefix("/model/").removesuffix("/MatMul").replace("/", ".")
            state[f"{at}.weight"] = ((whole - zero) * scale).T
    return {name: torch.tensor(array) for name, array in state.items()}


def chosen(rows: list[Row], seed: int) -> tuple[list[int], list[int]]:
    """Training rows of the reviews, and those of other sources."""
    chance = random.Random(seed)
    mine = [i for i, row in enumerate(rows) if row.source == SOURCE and row.split == "train"]
    others = []
    for source, most in OTHERS.items():
        at = [i for i, row in enumerate(rows) if row.source == source and row.split == "train"]
        others += chance.sample(at, min(most, len(at)))
    return mine, others


class Known:
    """Of some rows: what the lower layers make of them, and what the student said of them before."""

    def __init__(self, model: Model, ids: list[list[int]], at: list[int]):
        self.below: dict[int, torch.Tensor] = {}
        said: dict[str, list[torch.Tensor]] = {}
        self.place: dict[int, int] = {}
        model.eval()
        with torch.no_grad():
            for some in groups([len(ids[i]) for i in at], 3072, 0):
                picked = [at[k] for k in some]
                shown = pad([ids[i] for i in picked])
                with mixed():
                    x = model.encoder.below(*shown)
                    out = model.read(model.encoder.last(x, shown[1]))
                for k, i in enumerate(picked):
                    self.below[i] = x[k, : len(ids[i])].half()
                    self.place[i] = len(self.place)
                for name, values in out.items():
                    said.setdefault(name, []).append(values.float())
        self.said = {name: torch.cat(parts) for name, parts in said.items()}

    def inputs(self, picked: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
        """Of the lower layers, padded, and the mask."""
        x = nn.utils.rnn.pad_sequence([self.below[i].float() for i in picked], batch_first=True)
        lengths = torch.tensor([len(self.below[i]) for i in picked])
        return x, (torch.arange(x.shape[1]) < lengths[:, None]).to(torch.int64)

    def before(self, name: str, picked: list[int]) -> torch.Tensor:
        return self.said[name][[self.place[i] for i in picked]]


def loss_of(model: Model, rows: list[Row], picked: list[int], known: Known, mine: bool) -> torch.Tensor:
    """Reviews: the labels of the sign, and by a share what the other heads said. Other texts: what every head said."""
    x, mask = known.inputs(picked)
    with mixed():
        out = model.read(model.encoder.last(x, mask))
    got, wanted = out["embedding"].float(), known.before("embedding", picked)
    total = (1 - (got * wanted).sum(-1)).mean() + 5 * (got @ got.T - wanted @ wanted.T).square().mean()
    for task in TASKS:
        logits = out[task].float()
        if mine and task == "post":
            total = total + cross_entropy(logits, targets([rows[i] for i in picked])[task][0], SMOOTHING).mean()
        else:
            total = total + (HELD if mine else 1.0) * far(logits, known.before(task, picked)).mean()
    return total


def between(before: dict[str, torch.Tensor], after: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Some of the way from a model's weights to the mean of those that began from it."""
    way = {name: torch.stack([state[name].float() for state in after]).mean(0) - old.float() for name, old in before.items()}
    return {name: (old.float() + WAY * way[name]).to(old.dtype) for name, old in before.items()}


def refine(model: Model, rows: list[Row], ids: list[list[int]], epochs: float, seed: int) -> None:
    """Trains the model's last layer and heads in place: SEEDS times from where it stands, and goes some of the way to the mean."""
    mine, others = chosen(rows, seed)
    known = Known(model, ids, mine + others)
    began = {name: value.clone() for name, value in model.state_dict().items()}
    states = []
    for number in range(SEEDS):
        model.load_state_dict(began)
        plan = batches(ids, mine, others, epochs, seed + number)
        train(model, rows, plan, known, seed + number)
        states.append({name: value.clone() for name, value in model.state_dict().items()})
    model.load_state_dict(between(began, states))


def batches(ids: list[list[int]], mine: list[int], others: list[int], epochs: float, seed: int) -> list[tuple[bool, list[int]]]:
    """Batches in a random order, each of the reviews or of other texts."""
    plan = []
    for number in range(math.ceil(epochs)):
        chance = random.Random(seed * 100 + number)
        some = chance.sample(others, int(SHARE * len(others)))
        epoch = [(True, [mine[k] for k in g]) for g in groups([len(ids[i]) for i in mine], 1024, seed * 100 + number)]
        epoch += [(False, [some[k] for k in g]) for g in groups([len(ids[i]) for i in some], 2048, seed * 100 + number)]
        chance.shuffle(epoch)
        plan += epoch
    return plan[: max(1, int(len(plan) * epochs / math.ceil(epochs)))]


def train(model: Model, rows: list[Row], plan: list[tuple[bool, list[int]]], known: Known, seed: int) -> None:
    """Runs the batches through the last layer and the heads; nothing else learns."""
    torch.manual_seed(seed)
    layer = model.encoder.layers[-1]
    body = list(layer.parameters())
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": body}, {"params": heads}], lr=RATE, weight_decay=0.01, betas=(0.9, 0.98))
    warm, usual = max(1, int(0.06 * len(plan))), layer.dropout.p
    layer.dropout.p = DROPPED
    model.train()
    for step, (own, picked) in enumerate(plan):
        scale = min((step + 1) / warm, (len(plan) - step) / max(1, len(plan) - warm))
        for group, rate in zip(optimizer.param_groups, (RATE, HEADS_RATE)):
            group["lr"] = rate * scale
        loss = loss_of(model, rows, picked, known, own)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body + heads, 1.0)
        optimizer.step()
        if step % 200 == 199 or step == len(plan) - 1:
            print(f"step {step + 1}/{len(plan)} loss {loss.item():.3f}", file=sys.stderr, flush=True)
    layer.dropout.p = usual
