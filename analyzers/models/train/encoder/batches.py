"""Batches of texts of like length, one task group at a time."""

import random

import numpy as np
import torch

from .data import TASKS, Row
from .tokens import PAD

#: Batches are padded to a multiple of this, in training and in the product alike.
STEP = 16


def pad(ids: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and mask, padded to the next multiple of STEP."""
    length = -(-max(map(len, ids)) // STEP) * STEP
    out = np.full((len(ids), length), PAD, dtype=np.int64)
    for i, row in enumerate(ids):
        out[i, : len(row)] = row
    tensor = torch.from_numpy(out)
    return tensor, (tensor != PAD).to(torch.int64)


def targets(rows: list[Row]) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    """By task: the distributions, and which rows have one."""
    out = {}
    for task, size in TASKS.items():
        has = [task in row.labels for row in rows]
        if any(has):
            values = [row.labels.get(task, [0.0] * size) for row in rows]
            out[task] = (torch.tensor(values), torch.tensor(has))
    return out


def groups(lengths: list[int], tokens: int, seed: int) -> list[list[int]]:
    """Indices in random batches of about so many tokens, texts of like length together."""
    chance = random.Random(seed)
    order = list(range(len(lengths)))
    chance.shuffle(order)
    pool, out = 4096, []
    for start in range(0, len(order), pool):
        some = sorted(order[start : start + pool], key=lambda i: lengths[i])
        batch: list[int] = []
        for i in some:
            if batch and (len(batch) + 1) * lengths[i] > tokens:
                out.append(batch)
                batch = []
            batch.append(i)
        out.append(batch)
    chance.shuffle(out)
    return out
