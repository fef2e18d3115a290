"""Writes a BERT classifier of a given size with random weights, in 8 bits, as transformers.js loads it.

Usage: python bert.py FOLDER LAYERS HIDDEN HEADS INNER
Speed does not depend on what a model has learned: this is what a user pays for a model of this size off the shelf, its
products quantised dynamically, as such models come.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save
from onnxruntime.quantization import QuantType, quantize_dynamic

VOCABULARY, POSITIONS, CLASSES = 21128, 512, 7


class Graph:
    """Collects nodes and weights under the names that they are called by."""

    def __init__(self):
        self.nodes, self.weights, self.random = [], [], np.random.default_rng(1)

    def constant(self, name: str, array: np.ndarray) -> str:
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def number(self, name: str, value: float) -> str:
        return self.constant(name, np.array(value, np.float32))

    def matrix(self, name: str, *shape: int) -> str:
        return self.constant(name, self.random.normal(0, 0.02, shape).astype(np.float32))

    def op(self, kind: str, name: str, *inputs: str, **attributes) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, **attributes))
        return name

    def linear(self, name: str, x: str, inputs: int, outputs: int) -> str:
        product = self.op("MatMul", f"{name}.product", x, self.matrix(f"{name}.weight", inputs, outputs))
        return self.op("Add", f"{name}.sum", product, self.matrix(f"{name}.bias", outputs))

    def norm(self, name: str, x: str, size: int) -> str:
        scale = self.constant(f"{name}.scale", np.ones(size, np.float32))
        shift = self.constant(f"{name}.shift", np.zeros(size, np.float32))
        return self.op("LayerNormalization", name, x, scale, shift, axis=-1, epsilon=1e-12)


def embeddings(g: Graph, hidden: int) -> str:
    words = g.op("Gather", "words", g.matrix("word_embeddings", VOCABULARY, hidden), "input_ids")
    length = g.op("Slice", "length", g.op("Shape", "shape", "input_ids"), g.constant("one", np.array([1])), g.constant("two", np.array([2])))
    zero = g.constant("zero", np.array([0]))
    places = g.op("Slice", "places", g.matrix("position_embeddings", POSITIONS, hidden), zero, length, zero)
    return g.norm("embeddings", g.op("Add", "embedded", words, places), hidden)


def gelu(g: Graph, name: str, x: str) -> str:
    scaled = g.op("Div", f"{name}.scaled", x, g.number(f"{name}.root", math.sqrt(2)))
    grown = g.op("Add", f"{name}.grown", g.op("Erf", f"{name}.erf", scaled), g.number(f"{name}.unit", 1))
    return g.op("Mul", f"{name}.half", g.op("Mul", f"{name}.product", x, grown), g.number(f"{name}.0.5", 0.5))


def layer(g: Graph, name: str, x: str, bias: str, hidden: int, heads: int, inner: int) -> str:
    split = g.constant(f"{name}.split", np.array([0, 0, heads, hidden // heads]))

    def part(which: str, order: list[int]) -> str:
        whole = g.linear(f"{name}.{which}", x, hidden, hidden)
        return g.op("Transpose", f"{name}.{which}.heads", g.op("Reshape", f"{name}.{which}.split", whole, split), perm=order)

    query, key, value = part("query", [0, 2, 1, 3]), part("key", [0, 2, 3, 1]), part("value", [0, 2, 1, 3])
    raw = g.op("MatMul", f"{name}.raw", query, key)
    scores = g.op("Div", f"{name}.scores", raw, g.number(f"{name}.root", math.sqrt(hidden // heads)))
    shares = g.op("Softmax", f"{name}.shares", g.op("Add", f"{name}.masked", scores, bias), axis=-1)
    mixed = g.op("Transpose", f"{name}.mixed", g.op("MatMul", f"{name}.mix", shares, value), perm=[0, 2, 1, 3])
    joined = g.op("Reshape", f"{name}.joined", mixed, g.constant(f"{name}.join", np.array([0, 0, hidden])))
    attended = g.op("Add", f"{name}.attended", g.linear(f"{name}.output", joined, hidden, hidden), x)
    y = g.norm(f"{name}.norm", attended, hidden)
    grown = gelu(g, f"{name}.gelu", g.linear(f"{name}.inner", y, hidden, inner))
    return g.norm(f"{name}.norm2", g.op("Add", f"{name}.rest", g.linear(f"{name}.outer", grown, inner, hidden), y), hidden)


def bert(layers: int, hidden: int, heads: int, inner: int):
    g = Graph()
    x = embeddings(g, hidden)
    shown = g.op("Cast", "shown", "attention_mask", to=TensorProto.FLOAT)
    hiding = g.op("Mul", "hiding", g.op("Sub", "hidden", g.number("unit", 1), shown), g.number("far", -10000))
    bias = g.op("Unsqueeze", "bias", hiding, g.constant("axes", np.array([1, 2])))
    for i in range(layers):
        x = layer(g, f"layer{i}", x, bias, hidden, heads, inner)
    first = g.op("Gather", "first", x, g.constant("at", np.array(0)), axis=1)
    pooled = g.op("Tanh", "pooled", g.linear("pooler", first, hidden, hidden))
    g.op("Identity", "logits", g.linear("classifier", pooled, hidden, CLASSES))
    ids = [helper.make_tensor_value_info(n, TensorProto.INT64, ["texts", "tokens"]) for n in ("input_ids", "attention_mask")]
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["texts", CLASSES])
    graph = helper.make_graph(g.nodes, "bert", ids, [logits], g.weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def main() -> None:
    folder, (layers, hidden, heads, inner) = Path(sys.argv[1]), map(int, sys.argv[2:6])
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    whole = folder / "onnx/model.onnx"
    save(bert(layers, hidden, heads, inner), whole)
    quantize_dynamic(whole, folder / "onnx/model_quantized.onnx", weight_type=QuantType.QInt8)
    whole.unlink()
    config = {"model_type": "bert", "architectures": ["BertModel"], "num_hidden_layers": layers, "hidden_size": hidden}
    config |= {"num_attention_heads": heads, "intermediate_size": inner, "vocab_size": VOCABULARY}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")


main()
