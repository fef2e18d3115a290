"""The student as the files that transformers.js loads: ONNX in 8 bits with fixed scales, tokenizer, labels."""

import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch.nn import functional as F

from .batches import groups, pad
from .data import DEMANDS, EMOTIONS, SENTIMENTS, TASKS, TOPICS, Row
from .net import Encoder, Model
from .tokens import HEAD, MOST
from .train import report

LABELS = {
    "topic": TOPICS,
    "civic": SENTIMENTS,
    "post": SENTIMENTS,
    "emotion": EMOTIONS,
    "severity": ["0", "1", "2", "3"],
    "demand": DEMANDS,
    "register": ["civic", "post"],
}
OUTPUTS = [*TASKS, "embedding"]
#: Texts of each source that the scales are taken from.
CALIBRATION = 24


class Traced(torch.nn.Module):
    """The outputs in a fixed order."""

    def __init__(self, model: Model):
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> tuple[torch.Tensor, ...]:
        out = self.model(ids, mask)
        return tuple(out[name] for name in OUTPUTS)


class Texts(CalibrationDataReader):
    def __init__(self, ids: list[list[int]]):
        self.batches = iter([pad([ids[i] for i in picked]) for picked in groups([len(x) for x in ids], 2048, 0)])

    def get_next(self) -> dict[str, np.ndarray] | None:
        batch = next(self.batches, None)
        return None if batch is None else {"input_ids": batch[0].numpy(), "attention_mask": batch[1].numpy()}


def to_onnx(model: Model, path: Path) -> None:
    ids, mask = torch.tensor([[101, 2769, 102, 0], [101, 102, 0, 0]]), torch.tensor([[1, 1, 1, 0], [1, 1, 0, 0]])
    axes = {name: {0: "texts"} for name in OUTPUTS}
    axes |= {name: {0: "texts", 1: "tokens"} for name in ("input_ids", "attention_mask")}
    torch.onnx.export(
        Traced(model).eval(),
        (ids, mask),
        path,
        input_names=["input_ids", "attention_mask"],
        output_names=OUTPUTS,
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def quantise(source: Path, target: Path, ids: list[list[int]]) -> None:
    """Weights by channel and activations by layer, both with fixed scales, so that a result never depends on its
    neighbours in the batch. Products of two activations (attention) stay as they are."""
    prepared = source.with_suffix(".prepared.onnx")
    quant_pre_process(str(source), str(prepared), skip_symbolic_shape=True)
    graph = onnx.load(str(prepared)).graph
    constants = {tensor.name for tensor in graph.initializer}
    # The heads stay in full precision: they are small, and the last word is theirs.
    nodes = [n.name for n in graph.node if n.op_type == "MatMul" and n.input[1] in constants]
    print(f"{len(nodes)} products in 8 bits", file=sys.stderr)
    quantize_static(
        str(prepared),
        str(target),
        Texts(ids),
        quant_format=QuantFormat.QDQ,
        nodes_to_quantize=nodes,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        calibrate_method=CalibrationMethod.MinMax,
        extra_options={"OpTypesToExcludeOutputQuantization": ["MatMul"], "ActivationSymmetric": False},
    )
    prepared.unlink()


def run_onnx(path: Path, ids: list[list[int]]) -> dict[str, np.ndarray]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    out: dict[str, np.ndarray] = {}
    for picked in groups([len(x) for x in ids], 4096, 0):
        batch = pad([ids[i] for i in picked])
        values = session.run(None, {"input_ids": batch[0].numpy(), "attention_mask": batch[1].numpy()})
        for name, array in zip(OUTPUTS, values):
            out.setdefault(name, np.zeros((len(ids), array.shape[1]), np.float32))[picked] = array
    return out


def temperatures(rows: list[Row], out: dict[str, np.ndarray]) -> dict[str, float]:
    """By task, the divisor of the logits that makes the dev rows likeliest."""
    found = {}
    for task in TASKS:
        at = [i for i, row in enumerate(rows) if row.split == "dev" and task in row.labels]
        if len(at) < 20:
            found[task] = 1.0
            continue
        logits, wanted = torch.from_numpy(out[task][at]), torch.tensor([rows[i].labels[task] for i in at])
        grid = np.exp(np.linspace(np.log(0.3), np.log(3), 47))
        losses = [-(wanted * F.log_softmax(logits / t, dim=-1)).sum(-1).mean().item() for t in grid]
        found[task] = round(float(grid[int(np.argmin(losses))]), 3)
    return found


def run(weights: dict[str, np.ndarray], tokenizer: str, rows: list[Row], ids: list[list[int]], work: Path, out: Path) -> None:
    saved = torch.load(work / "student.pt", weights_only=True)
    model = Model(Encoder(weights, saved["layers"]), TASKS)
    model.load_state_dict(saved["state"])
    whole = work / "student.onnx"
    to_onnx(model, whole)
    (out / "onnx").mkdir(parents=True, exist_ok=True)
    small = out / "onnx/model_quantized.onnx"
    chosen: list[int] = []
    for source in sorted({row.source for row in rows}):
        chosen += [i for i, row in enumerate(rows) if row.source == source and row.split == "train"][:CALIBRATION]
    quantise(whole, small, [ids[i] for i in chosen])

    at = [i for i, row in enumerate(rows) if row.split == "dev"]
    dev, dev_ids = [rows[i] for i in at], [ids[i] for i in at]
    results = {"fp32": run_onnx(whole, dev_ids), "int8": run_onnx(small, dev_ids)}
    quality = {name: report(dev, values, ("dev",)) for name, values in results.items()}
    old = out / "quality.json"
    before = json.loads(old.read_text()) if old.exists() else {}
    for name in ("teacher-1", "student"):
        if (work / f"{name}.json").exists():
            quality[name] = json.loads((work / f"{name}.json").read_text())
        elif name in before:
            quality[name] = before[name]
    quality["same"] = {t: float((results["fp32"][t].argmax(1) == results["int8"][t].argmax(1)).mean()) for t in TASKS}
    quality["same"]["embedding"] = float((results["fp32"]["embedding"] * results["int8"]["embedding"]).sum(1).mean())
    print(json.dumps(quality["same"], indent=1), file=sys.stderr)
    (out / "quality.json").write_text(json.dumps(quality, indent=1, ensure_ascii=False, sort_keys=True) + "\n")

    (out / "tokenizer.json").write_text(tokenizer)
    write_json(out / "tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "do_lower_case": True, "model_max_length": MOST})
    config = {"model_type": "bert", "architectures": ["BertModel"], "hidden_size": 512, "num_hidden_layers": 2}
    write_json(out / "config.json", config | {"num_attention_heads": 8, "intermediate_size": 2048, "vocab_size": 21128})
    files = ["config.json", "onnx/model_quantized.onnx", "tokenizer.json", "tokenizer_config.json"]
    heads = {
        "version": 1,
        "files": {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in files},
        "tokens": {"most": MOST, "head": HEAD},
        "labels": LABELS,
        "temperature": temperatures(dev, results["int8"]),
    }
    write_json(out / "heads.json", heads)


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")
