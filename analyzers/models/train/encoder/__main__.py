"""Stages of the training, each one command; see README.md.

    python -m encoder STAGE --data FOLDER --work FOLDER [--sliver N]
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch

from . import bge, data, embed, export
from . import pretrain as masked
from .tokens import encode
from .train import Teacher, predict, report, save_report, train

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
#: The layers of the plain encoder that a model starts from.
TEACHER, STUDENT = [0, 1, 2, 3], [0, 3]


def main() -> None:
    parser = argparse.ArgumentParser(prog="encoder")
    parser.add_argument("stage", choices=["pretrain", "embed", "teach", "distil", "export"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--labels", type=Path, default=ROOT / "bench/quality")
    parser.add_argument("--out", type=Path, default=ROOT / "analyzers/models/encoder")
    parser.add_argument("--sliver", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=0)
    parser.add_argument("--layers", type=lambda s: [int(x) for x in s.split(",")], default=None)
    parser.add_argument("--teachers", type=lambda s: s.split(","), default=["teacher-1"])
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    weights, tokenizer_json = bge.read(bge.fetch())
    tokenizer = bge.open_tokenizer(tokenizer_json)
    rows = data.load(args.data, args.labels, args.sliver)
    ids = encode(tokenizer, [row.text for row in rows])
    print(f"{len(rows)} rows, {sum(map(len, ids))} tokens", file=sys.stderr)

    if args.stage == "pretrain":
        found = masked.texts(args.data, rows)
        np.savez(args.work / "pretrained.npz", **masked.pretrain(weights, tokenizer, found, args.epochs or 1, args.seed))
        return
    plain = weights
    if (args.work / "pretrained.npz").exists():
        weights = dict(np.load(args.work / "pretrained.npz"))
    if args.stage == "embed":
        embed.make(plain, tokenizer, args.data, rows, args.work)
    elif args.stage == "teach":
        again = {"topic": 2, "messages": 3}
        layers = args.layers or TEACHER
        model = train(weights, layers, rows, ids, args.epochs or 1.5, 1e-4, args.seed, Teacher(None, None), again)
        name = f"teacher-{args.seed}"
        torch.save(model.state_dict(), args.work / f"{name}.pt")
        out = predict(model, ids)
        np.savez(args.work / f"{name}.npz", **{k: v for k, v in out.items() if k != "embedding"})
        save_report(args.work / f"{name}.json", report(rows, out, ("dev",)))
    elif args.stage == "distil":
        parts = [np.load(args.work / f"{name}.npz") for name in args.teachers]
        logits = {task: np.mean([part[task] for part in parts], axis=0) for task in data.TASKS}
        extra, embeddings = embed.read(args.work)
        more = [data.Row(text, "train", "unlabelled") for text in extra]
        kept = rows + more
        all_ids = ids + encode(tokenizer, extra)
        padded = {task: np.concatenate([v, np.zeros((len(more), v.shape[1]), np.float32)]) for task, v in logits.items()}
        layers = args.layers or STUDENT
        again = {"topic": 2, "messages": 3}
        teacher = Teacher(padded, embeddings)
        model = train(weights, layers, kept, all_ids, args.epochs or 3, 2e-4, args.seed, teacher, again)
        torch.save({"layers": layers, "state": model.state_dict()}, args.work / "student.pt")
        save_report(args.work / "student.json", report(rows, predict(model, ids), ("dev",)))
    else:
        export.run(weights, tokenizer_json, rows, ids, args.work, args.out)


main()
