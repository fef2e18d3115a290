"""Continued masked-language pre-training of the plain encoder on messages, posts and reviews."""

import sys
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

from .batches import groups, pad
from .data import MESSAGE_FILES, Row, content, read, reserved
from .net import HIDDEN, Encoder
from .precision import mixed
from .tokens import CLS, SEP

MASK, FIRST_ID, VOCABULARY = 103, 106, 21128
PIECE = 126


class Masked(nn.Module):
    """Every layer for every token, and guesses for the hidden ones by the table of token embeddings."""

    def __init__(self, weights: dict[str, np.ndarray]):
        super().__init__()
        self.encoder = Encoder(weights, [0, 1, 2, 3])
        self.encoder.layers[-1].first_only = False
        self.transform = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN)
        table = torch.from_numpy(weights["embeddings.word_embeddings.weight"])
        self.register_buffer("table", table, persistent=False)
        self.bias = nn.Parameter(torch.zeros(VOCABULARY))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, hidden: torch.Tensor) -> torch.Tensor:
        e = self.encoder
        x = e.dropout(e.norm(e.tokens(ids) + e.positions[: ids.shape[1]]))
        bias = (1 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        for layer in e.layers:
            x = layer(x, bias)
        return F.linear(self.norm(F.gelu(self.transform(x[hidden]))), self.table, self.bias)


def texts(folder: Path, rows: list[Row]) -> list[str]:
    """Everything that nothing is measured on."""
    kept = reserved(folder)
    found = [content(r) for name in MESSAGE_FILES for r in read(folder, name) if (name, r["id"]) not in kept]
    held = {row.text for row in rows if row.split != "train"}
    found += [row.text for row in rows if row.split == "train" and row.source not in ("messages", "topic_segmented")]
    return sorted({text for text in found if text not in held})


def pretrain(weights: dict[str, np.ndarray], tokenizer: Tokenizer, found: list[str], epochs: float, seed: int) -> dict[str, np.ndarray]:
    """Weights under the names that they came with."""
    torch.manual_seed(seed)
    pieces = []
    for encoded in tokenizer.encode_batch([t[:2000] for t in found], add_special_tokens=False):
        ids = encoded.ids
        pieces += [[CLS, *ids[i : i + PIECE], SEP] for i in range(0, max(1, len(ids) - 8), PIECE)]
    print(f"{len(pieces)} pieces, {sum(map(len, pieces))} tokens", file=sys.stderr)
    model = Masked(weights)
    rate = 1.5e-4
    optimizer = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    plan = groups([len(p) for p in pieces], 4096, seed)
    plan = plan[: max(1, int(len(plan) * epochs))]
    warm, began, seen = max(1, int(0.06 * len(plan))), time.time(), 0
    for step, picked in enumerate(plan):
        ids, mask = pad([pieces[i] for i in picked])
        hidden = (torch.rand(ids.shape) < 0.15) & (ids >= FIRST_ID)
        if not hidden.any():
            continue
        wanted, chance = ids[hidden], torch.rand(ids.shape)
        shown = torch.where(hidden & (chance < 0.8), MASK, ids)
        shown = torch.where(hidden & (chance >= 0.9), torch.randint(FIRST_ID, VOCABULARY, ids.shape), shown)
        for g in optimizer.param_groups:
            g["lr"] = rate * min((step + 1) / warm, (len(plan) - step) / max(1, len(plan) - warm))
        with mixed():
            guess = model(shown, mask, hidden)
        loss = F.cross_entropy(guess.float(), wanted)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        seen += ids.numel()
        if step % 100 == 99:
            spent = time.time() - began
            left = spent / (step + 1) * (len(plan) - step - 1)
            print(f"step {step + 1}/{len(plan)} loss {loss.item():.3f}, {seen / spent:.0f} tokens/s, {left / 60:.1f} min left", file=sys.stderr, flush=True)
    return under_old_names(model.encoder, weights)


def under_old_names(encoder: Encoder, weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    out = dict(weights)

    def take(module: nn.Module, name: str) -> None:
        out[f"{name}.weight"] = module.weight.detach().numpy()
        out[f"{name}.bias"] = module.bias.detach().numpy()

    take(encoder.norm, "embeddings.LayerNorm")
    for i, layer in enumerate(encoder.layers):
        at = f"encoder.layer.{i}"
        for name in ("query", "key", "value"):
            take(getattr(layer, name), f"{at}.attention.self.{name}")
        take(layer.output, f"{at}.attention.output.dense")
        take(layer.norm, f"{at}.attention.output.LayerNorm")
        take(layer.inner, f"{at}.intermediate.dense")
        take(layer.outer, f"{at}.output.dense")
        take(layer.norm_outer, f"{at}.output.LayerNorm")
    return out
