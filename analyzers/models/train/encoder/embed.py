"""What the student's embedding is to be like: the plain encoder's mean over the tokens, centred, in fewer dimensions."""

from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from .batches import groups, pad
from .data import Row, messages
from .net import EMBEDDING, Encoder
from .precision import mixed
from .tokens import encode

#: Characters of a message that the embedding is made of.
CHARACTERS = 200


class Plain(Encoder):
    """The encoder as it came: every layer for every token, the first token's or the mean of all as the embedding."""

    def __init__(self, weights: dict[str, np.ndarray]):
        super().__init__(weights, [0, 1, 2, 3])
        self.layers[-1].first_only = False

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        x = self.norm(self.tokens(ids) + self.positions[: ids.shape[1]])
        shown = mask.to(x.dtype)
        for layer in self.layers:
            x = layer(x, (1 - shown)[:, None, None, :] * -10000.0)
        return (x * shown[:, :, None]).sum(1) / shown.sum(1, keepdim=True)


def plain_embeddings(weights: dict[str, np.ndarray], tokenizer: Tokenizer, texts: list[str]) -> np.ndarray:
    """Mean over the last layer's tokens of the first 200 characters; length 1, not centred."""
    model = Plain(weights).eval()
    ids = encode(tokenizer, [text[:CHARACTERS] for text in texts])
    out = np.zeros((len(ids), 512), np.float32)
    with torch.no_grad():
        for picked in groups([len(x) for x in ids], 3072, 0):
            with mixed():
                out[picked] = model(*pad([ids[i] for i in picked])).float().numpy()
    return out / np.linalg.norm(out, axis=1, keepdims=True)


def make(weights: dict[str, np.ndarray], tokenizer: Tokenizer, folder: Path, rows: list[Row], work: Path, most: int | None) -> None:
    """Targets for the messages among the rows (zeros for other rows), and for every message, or `most` of them, beside them."""
    extra = sorted(set(messages(folder).values()))[:most]
    mine = [i for i, row in enumerate(rows) if row.source in ("messages", "topic", "topic_segmented")]
    # Of posts a tenth: an echo in public posts is to be near its matter.
    mine += [i for i, row in enumerate(rows) if row.source.startswith("emotion") and row.split == "train"][::10]
    vectors = plain_embeddings(weights, tokenizer, extra + [rows[i].text for i in mine])
    mean = vectors[: len(extra)].mean(axis=0)
    centred = vectors - mean
    _, _, axes = np.linalg.svd(centred[: len(extra)], full_matrices=False)
    reduced = centred @ axes[:EMBEDDING].T
    reduced /= np.maximum(np.linalg.norm(reduced, axis=1, keepdims=True), 1e-8)
    targets = np.zeros((len(rows) + len(extra), EMBEDDING), np.float32)
    targets[mine] = reduced[len(extra) :]
    targets[len(rows) :] = reduced[: len(extra)]
    np.savez(work / "embeddings.npz", targets=targets, texts=np.array(extra, dtype=object), mean=mean, axes=axes[:EMBEDDING])


def read(work: Path) -> tuple[list[str], np.ndarray]:
    saved = np.load(work / "embeddings.npz", allow_pickle=True)
    return list(saved["texts"]), saved["targets"]
