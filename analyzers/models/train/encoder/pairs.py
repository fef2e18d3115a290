"""How well an embedding tells pairs of messages about one matter from other pairs: the student's beside the plain encoder's."""

from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from .data import content, messages, read
from .embed import plain_embeddings
from .export import run_onnx
from .tokens import encode

Pair = tuple[str, str]
#: Every so many-th message of all files is taken for the mean that the plain embedding is centred by.
EVERY = 10


def pairs(folder: Path) -> dict[str, list[Pair]]:
    """Pairs of ids by kind: `same`, from one hand-checked issue; `other`, from two issues; `alike`, one of an issue beside a
    message that only looks as if it belonged there."""
    issues: dict[str, list[str]] = defaultdict(list)
    for row in read(folder, "issues_gold"):
        issues[row["issue_id"]].append(row["message_id"])
    found: dict[str, list[Pair]] = {"same": [], "other": [], "alike": []}
    for members in issues.values():
        found["same"] += combinations(members, 2)
    for mine, theirs in combinations(issues.values(), 2):
        found["other"] += [(a, b) for a in mine for b in theirs]
    for row in read(folder, "issues_hard_negatives"):
        found["alike"] += [(a, row["message_id"]) for a in issues[row["issue_id"]]]
    return found


def area(higher: np.ndarray, lower: np.ndarray) -> float:
    """The area under the ROC curve: how often a value of the first kind is above one of the second, ties counting half."""
    ordered = np.sort(lower)
    below = np.searchsorted(ordered, higher, "left") + np.searchsorted(ordered, higher, "right")
    return float(below.mean() / 2 / len(lower))


def student_embeddings(model: Path, tokenizer: Tokenizer, texts: list[str]) -> np.ndarray:
    """As the product keeps them: the shipped model's, each number in 8 bits."""
    return np.round(run_onnx(model, encode(tokenizer, texts))["embedding"] * 127)


def centred_embeddings(weights: dict[str, np.ndarray], tokenizer: Tokenizer, texts: list[str], others: list[str]) -> np.ndarray:
    """The plain encoder's less the mean over other texts: what the student's embedding is trained towards, in all 512 numbers."""
    both = plain_embeddings(weights, tokenizer, [*texts, *others])
    return both[: len(texts)] - both[len(texts) :].mean(axis=0)


def areas(vectors: np.ndarray, ids: list[str], found: dict[str, list[Pair]]) -> dict[str, float]:
    """The area of pairs of one matter against all others, and against each kind of the others."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-8)
    place = {key: i for i, key in enumerate(ids)}
    cosines = {kind: np.array([unit[place[a]] @ unit[place[b]] for a, b in some]) for kind, some in found.items()}
    kinds = {"all others": ("other", "alike"), "of two issues": ("other",), "look-alikes": ("alike",)}
    return {name: area(cosines["same"], np.concatenate([cosines[kind] for kind in some])) for name, some in kinds.items()}


def run(weights: dict[str, np.ndarray], tokenizer: Tokenizer, folder: Path, model: Path) -> None:
    """Prints the table."""
    found = pairs(folder)
    ids = sorted({key for some in found.values() for pair in some for key in pair})
    texts = {row["id"]: content(row) for row in read(folder, "messages")}
    mine = [texts[key] for key in ids]
    others = sorted(set(messages(folder).values()))[::EVERY]
    made = {
        "our encoder, 8 bits": student_embeddings(model, tokenizer, mine),
        "plain encoder, centred": centred_embeddings(weights, tokenizer, mine, others),
    }
    counts = {kind: len(some) for kind, some in found.items()}
    print(f"{len(ids)} messages; pairs of one matter {counts['same']}, of two {counts['other']}, look-alikes {counts['alike']}\n")
    print("| area under the ROC curve | against all others | of two issues | look-alikes |\n| --- | --- | --- | --- |")
    for name, vectors in made.items():
        print(f"| {name} | {' | '.join(f'{value:.4f}' for value in areas(vectors, ids, found).values())} |")
