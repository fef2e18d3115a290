"""Stages of the training, each one command; see README.md.

    python -m encoder STAGE --data FOLDER --work FOLDER [--sliver N]
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch

from . import bge, data, embed, export, pairs
from . import pretrain as masked
from .net import Encoder, Model
from .refine import refine, unpack
from .tokens import encode
from .train import Teacher, predict, report, save_report, train

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
#: The layers of the plain encoder that a model starts from.
TEACHER, STUDENT = [0, 1, 2, 3], [0, 3]
#: Rows of these sources are few, and seen so many times in an epoch.
AGAIN = {"topic": 2, "messages": 3}


def held_texts(folder: Path, rows: list[data.Row]) -> set[str]:
    """Messages that are measured on, here or elsewhere: not even a teacher's opinion of them is learned."""
    kept = data.reserved(folder)
    held = {text for key, text in data.messages(folder).items() if key in kept}
    return held | {row.text for row in rows if row.split != "train"}


def opinions(weights: dict[str, np.ndarray], args: argparse.Namespace, more: list[list[int]]) -> dict[str, np.ndarray]:
    """The teachers' mean logits for the rows, made when they were trained, and for unlabelled messages, made now."""
    found = []
    for name in args.teachers:
        made = np.load(args.work / f"{name}.npz")
        teacher = Model(Encoder(weights, TEACHER), data.TASKS)
        teacher.load_state_dict(torch.load(args.work / f"{name}.pt", weights_only=True))
        new = predict(teacher, more)
        found.append({task: np.concatenate([made[task], new[task]]) for task in data.TASKS})
    return {task: np.mean([one[task] for one in found], axis=0) for task in data.TASKS}


def student(args: argparse.Namespace) -> tuple[list[int], dict[str, torch.Tensor]]:
    """Layers and state of the student that was distilled; where it is gone, of the one that is shipped."""
    if (args.work / "student.pt").exists():
        saved = torch.load(args.work / "student.pt", weights_only=True)
        return saved["layers"], saved["state"]
    return STUDENT, unpack(args.out / "onnx/model_quantized.onnx")


def main() -> None:
    parser = argparse.ArgumentParser(prog="encoder")
    parser.add_argument("stage", choices=["pretrain", "embed", "teach", "distil", "refine", "export", "pairs"])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--labels", type=Path, default=ROOT / "bench/quality")
    parser.add_argument("--out", type=Path, default=ROOT / "analyzers/models/encoder")
    parser.add_argument("--sliver", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=0)
    parser.add_argument("--layers", type=lambda s: [int(x) for x in s.split(",")], default=None)
    parser.add_argument("--teachers", type=lambda s: s.split(","), default=["teacher-1"])
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(args.threads)
    weights, tokenizer_json = bge.read(bge.fetch())
    tokenizer = bge.open_tokenizer(tokenizer_json)
    if args.stage == "pairs":
        pairs.run(weights, tokenizer, args.data, args.out / "onnx/model_quantized.onnx")
        return
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
        embed.make(plain, tokenizer, args.data, rows, args.work, 300 if args.sliver else None)
    elif args.stage == "teach":
        layers = args.layers or TEACHER
        model = train(weights, layers, rows, ids, args.epochs or 1.5, 1e-4, args.seed, Teacher(None, None), AGAIN)
        name = f"teacher-{args.seed}"
        torch.save(model.state_dict(), args.work / f"{name}.pt")
        out = predict(model, ids)
        np.savez(args.work / f"{name}.npz", **{k: v for k, v in out.items() if k != "embedding"})
        save_report(args.work / f"{name}.json", report(rows, out, ("dev",)))
    elif args.stage == "distil":
        extra, embeddings = embed.read(args.work)
        held = held_texts(args.data, rows)
        kept = [k for k, text in enumerate(extra) if text not in held]
        more = [data.Row(extra[k], "train", "unlabelled") for k in kept]
        more_ids = encode(tokenizer, [row.text for row in more])
        logits = opinions(weights, args, more_ids)
        known = np.concatenate([embeddings[: len(rows)], embeddings[len(rows) :][kept]])
        model = train(
            weights,
            args.layers or STUDENT,
            rows + more,
            ids + more_ids,
            args.epochs or 2,
            2e-4,
            args.seed,
            Teacher(logits, known),
            AGAIN,
        )
        torch.save({"layers": args.layers or STUDENT, "state": model.state_dict()}, args.work / "student.pt")
        save_report(args.work / "student.json", report(rows, predict(model, ids), ("dev",)))
    elif args.stage == "refine":
        layers, state = student(args)
        model = Model(Encoder(weights, layers), data.TASKS)
        model.load_state_dict(state)
        held = held_texts(args.data, rows)
        more = [data.Row(text, "train", "unlabelled") for text in sorted(set(data.messages(args.data).values()) - held)]
        refine(model, rows + more, ids + encode(tokenizer, [row.text for row in more]), args.epochs or 4, args.seed)
        torch.save({"layers": layers, "state": model.state_dict()}, args.work / "student.pt")
        at = [i for i, row in enumerate(rows) if row.split == "dev"]
        dev = [rows[i] for i in at]
        save_report(args.work / "student.json", report(dev, predict(model, [ids[i] for i in at]), ("dev",)))
    else:
        export.run(weights, tokenizer_json, rows, ids, args.work, args.out)


main()
