"""Trains a model of some layers on every task at once, with a teacher's opinions or without."""

import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from .batches import groups, pad, targets
from .data import TASKS, Row
from .net import Encoder, Model
from .precision import mixed

SMOOTHING = 0.05
#: How much a task's loss counts.
WEIGHTS = {"topic": 1.0, "civic": 1.0, "post": 1.0, "emotion": 1.0, "severity": 1.0, "demand": 0.7, "register": 0.2}
TEMPERATURE = 2.0
KEPT = 0.7


def cross_entropy(logits: torch.Tensor, wanted: torch.Tensor, smoothing: float) -> torch.Tensor:
    wanted = wanted * (1 - smoothing) + smoothing / wanted.shape[1]
    return -(wanted * F.log_softmax(logits, dim=-1)).sum(-1)


#: What a teacher is asked about a text: its opinions count for every task of the text's register, labelled or not.
CIVIC = ("topic", "civic", "severity", "demand", "register")
POSTS = ("post", "emotion", "register")
CIVIC_SOURCES = {"topic", "topic_segmented", "messages", "unlabelled"}


class Teacher:
    """Logits of every task and the plain encoder's embedding, made beforehand for each row."""

    def __init__(self, logits: dict[str, np.ndarray] | None, embeddings: np.ndarray | None):
        self.logits = {task: torch.from_numpy(values) for task, values in (logits or {}).items()}
        self.embeddings = None if embeddings is None else torch.from_numpy(embeddings)

    def asked(self, rows: list[Row], task: str) -> torch.Tensor:
        return torch.tensor([task in (CIVIC if row.source in CIVIC_SOURCES else POSTS) for row in rows])


def far(logits: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Kullback-Leibler divergence from the teacher's opinion, both softened."""
    soft = F.softmax(wanted / TEMPERATURE, dim=-1)
    return TEMPERATURE**2 * F.kl_div(F.log_softmax(logits / TEMPERATURE, dim=-1), soft, reduction="none").sum(-1)


def mean_where(values: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return (values * mask).sum() / mask.sum().clamp(min=1)


def loss_of(model: Model, rows: list[Row], picked: list[int], ids: list[list[int]], teacher: Teacher) -> torch.Tensor:
    batch = [rows[i] for i in picked]
    with mixed():
        out = model(*pad([ids[i] for i in picked]))
    total = torch.zeros(())
    labels = targets(batch)
    for task in TASKS:
        logits, parts = out[task].float(), torch.zeros(())
        if task in labels:
            wanted, has = labels[task]
            share = 1 - KEPT if teacher.logits else 1.0
            parts = parts + share * mean_where(cross_entropy(logits, wanted, SMOOTHING), has)
        if teacher.logits:
            parts = parts + KEPT * mean_where(far(logits, teacher.logits[task][picked]), teacher.asked(batch, task))
        total = total + WEIGHTS[task] * parts
    if teacher.embeddings is not None:
        wanted = teacher.embeddings[picked]
        known = wanted.square().sum(-1) > 0
        if known.any():
            got, wanted = out["embedding"].float()[known], wanted[known]
            total = total + (1 - (got * wanted).sum(-1)).mean() + 5 * (got @ got.T - wanted @ wanted.T).square().mean()
    return total


def predict(model: Model, ids: list[list[int]], tokens: int = 3072) -> dict[str, np.ndarray]:
    """Logits of every task and embeddings, one row per text."""
    model.eval()
    parts: dict[str, np.ndarray] = {}
    with torch.no_grad():
        for picked in groups([len(x) for x in ids], tokens, 0):
            with mixed():
                out = model(*pad([ids[i] for i in picked]))
            for name, values in out.items():
                array = values.float().numpy()
                parts.setdefault(name, np.zeros((len(ids), array.shape[1]), np.float32))[picked] = array
    return parts


def macro_f1(truth: np.ndarray, guess: np.ndarray) -> float:
    scores = []
    for c in np.unique(truth):
        hit = ((truth == c) & (guess == c)).sum()
        scores.append(2 * hit / max(1, (truth == c).sum() + (guess == c).sum()))
    return float(np.mean(scores))


def report(rows: list[Row], out: dict[str, np.ndarray], splits: tuple[str, ...]) -> dict[str, float]:
    """Accuracy and macro-F1 by source and task on the rows of some splits."""
    found: dict[str, float] = {}
    for split in splits:
        for source in sorted({row.source for row in rows}):
            for task in TASKS:
                at = [i for i, r in enumerate(rows) if r.split == split and r.source == source and task in r.labels]
                if len(at) < 10 or task == "register":
                    continue
                truth = np.array([int(np.argmax(rows[i].labels[task])) for i in at])
                logits = out[task][at]
                if task == "post" and source in ("reviews", "shopping", "takeaway", "weibo"):
                    logits = np.where([True, False, True], logits, -1e9)  # these corpora know no neutral
                guess = logits.argmax(1)
                found[f"{split} {source} {task} accuracy"] = float((truth == guess).mean())
                found[f"{split} {source} {task} macro-F1"] = macro_f1(truth, guess)
    return found


def train(
    weights: dict[str, np.ndarray],
    layers: list[int],
    rows: list[Row],
    ids: list[list[int]],
    epochs: float,
    rate: float,
    seed: int,
    teacher: Teacher,
    again: dict[str, int],
    start: Path | None = None,
    tokens: int = 2560,
) -> Model:
    """One model. `again`: how many times the rows of a source are seen in an epoch (default 1)."""
    torch.manual_seed(seed)
    model = Model(Encoder(weights, layers), TASKS)
    if start is not None:
        model.load_state_dict(torch.load(start, weights_only=True), strict=False)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": rate * 5}], weight_decay=0.01, betas=(0.9, 0.98)
    )
    pools: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        if row.split == "train":
            group = {"topic_segmented": "topic"}.get(row.source, row.source)
            pools.setdefault(group, []).extend([i] * again.get(group, 1))

    def epoch(number: int) -> list[list[int]]:
        batches = []
        for name, pool in sorted(pools.items()):
            lengths = [len(ids[i]) for i in pool]
            batches += [[pool[k] for k in g] for g in groups(lengths, tokens, seed * 100 + number)]
        np.random.default_rng(seed * 100 + number).shuffle(batches)
        return batches

    plan = [b for number in range(math.ceil(epochs)) for b in epoch(number)]
    plan = plan[: int(len(plan) * epochs / math.ceil(epochs))]
    warm = max(1, int(0.06 * len(plan)))
    began, seen = time.time(), 0
    for step, picked in enumerate(plan):
        model.train()
        scale = min((step + 1) / warm, (len(plan) - step) / max(1, len(plan) - warm))
        for g, base in zip(optimizer.param_groups, (rate, rate * 5)):
            g["lr"] = base * scale
        loss = loss_of(model, rows, picked, ids, teacher)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        seen += sum(len(ids[i]) for i in picked)
        if step % 200 == 199 or step == len(plan) - 1:
            spent = time.time() - began
            left = spent / (step + 1) * (len(plan) - step - 1)
            print(f"step {step + 1}/{len(plan)} loss {loss.item():.3f}, {seen / spent:.0f} tokens/s, {left / 60:.1f} min left", file=sys.stderr, flush=True)
    return model


def save_report(path: Path, found: dict[str, float]) -> None:
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True))
    for name, value in sorted(found.items()):
        if "accuracy" in name or "topic" in name or "emotion" in name or "messages" in name:
            print(f"{name:60} {value:.4f}", file=sys.stderr)
