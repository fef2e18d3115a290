"""A small BERT whose last layer is computed for the first token only, with heads for every task."""

import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

HIDDEN, HEADS, INNER = 512, 8, 2048
EMBEDDING = 256


class FrozenTable(nn.Module):
    """Token embeddings in 8 bits, one scale a row: as they are shipped, so training sees no others. Never trained."""

    def __init__(self, table: np.ndarray):
        super().__init__()
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
        self.register_buffer("table", torch.from_numpy(np.round(table / scale).astype(np.int8)))
        self.register_buffer("scale", torch.from_numpy(scale.astype(np.float32)))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return F.embedding(ids, self.table).float() * F.embedding(ids, self.scale)


class Layer(nn.Module):
    """One layer of BERT, for all tokens or for the first one only."""

    def __init__(self, first_only: bool):
        super().__init__()
        self.first_only = first_only
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.output = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner = nn.Linear(HIDDEN, INNER)
        self.outer = nn.Linear(INNER, HIDDEN)
        self.norm_outer = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        kept = x[:, :1] if self.first_only else x

        def split(y: torch.Tensor) -> torch.Tensor:
            return y.reshape(y.shape[0], -1, HEADS, HIDDEN // HEADS).transpose(1, 2)

        scores = split(self.query(kept)) @ split(self.key(x)).transpose(2, 3) / math.sqrt(HIDDEN // HEADS)
        mixed = self.dropout(torch.softmax(scores + bias, dim=-1)) @ split(self.value(x))
        mixed = mixed.transpose(1, 2).reshape(x.shape[0], -1, HIDDEN)
        y = self.norm(kept + self.dropout(self.output(mixed)))
        return self.norm_outer(y + self.dropout(self.outer(F.gelu(self.inner(y)))))


class Encoder(nn.Module):
    """Features of a text: the last layer's first token beside the mean of the layer before, 1,024 numbers."""

    def __init__(self, weights: dict[str, np.ndarray], layers: list[int]):
        super().__init__()
        self.tokens = FrozenTable(weights["embeddings.word_embeddings.weight"])
        positions = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        self.register_buffer("positions", torch.from_numpy(positions.astype(np.float32)))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(first_only=i == len(layers) - 1) for i in range(len(layers)))
        self.load(weights, layers)

    def load(self, weights: dict[str, np.ndarray], layers: list[int]) -> None:
        def put(module: nn.Module, name: str) -> None:
            module.weight.data = torch.tensor(weights[f"{name}.weight"])
            module.bias.data = torch.tensor(weights[f"{name}.bias"])

        put(self.norm, "embeddings.LayerNorm")
        for layer, source in zip(self.layers, layers):
            at = f"encoder.layer.{source}"
            for name in ("query", "key", "value"):
                put(getattr(layer, name), f"{at}.attention.self.{name}")
            put(layer.output, f"{at}.attention.output.dense")
            put(layer.norm, f"{at}.attention.output.LayerNorm")
            put(layer.inner, f"{at}.intermediate.dense")
            put(layer.outer, f"{at}.output.dense")
            put(layer.norm_outer, f"{at}.output.LayerNorm")

    def below(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """What all layers but the last make of every token."""
        x = self.dropout(self.norm(self.tokens(ids) + self.positions[: ids.shape[1]]))
        for layer in self.layers[:-1]:
            x = layer(x, (1 - mask.to(x.dtype))[:, None, None, :] * -10000.0)
        return x

    def last(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The features, from what the layers below made."""
        shown = mask.to(x.dtype)
        mean = (x * shown[:, :, None]).sum(1) / shown.sum(1, keepdim=True)
        return torch.cat([self.layers[-1](x, (1 - shown)[:, None, None, :] * -10000.0)[:, 0], mean], dim=-1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self.last(self.below(ids, mask), mask)


class Model(nn.Module):
    """Encoder and heads. `forward` gives the logits of every task, and the embedding at length 1."""

    def __init__(self, encoder: Encoder, tasks: dict[str, int]):
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({task: nn.Linear(2 * HIDDEN, size) for task, size in tasks.items()})
        self.embedding = nn.Linear(2 * HIDDEN, EMBEDDING)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> dict[str, torch.Tensor]:
        return self.read(self.encoder(ids, mask))

    def read(self, features: torch.Tensor) -> dict[str, torch.Tensor]:
        """What the heads make of the encoder's features."""
        features = self.dropout(features)
        out = {task: head(features) for task, head in self.heads.items()}
        out["embedding"] = F.normalize(self.embedding(features), dim=-1)
        return out
