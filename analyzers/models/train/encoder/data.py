"""The labelled rows of every task, in their splits, with what repeats a held-out row left out of training."""

import csv
import gzip
import hashlib
import random
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

csv.field_size_limit(1 << 24)

TOPICS = ["城乡建设", "劳动和社会保障", "教育文体", "商贸旅游", "环境保护", "卫生计生", "交通运输"]
SENTIMENTS = ["negative", "neutral", "positive"]
EMOTIONS = ["happy", "angry", "sad", "fear", "surprise", "neutral"]
DEMANDS = ["投诉", "咨询", "求助", "建议", "表扬", "举报"]
#: civic: sentiment of messages to the authorities. post: of public posts and reviews. register: civic or post.
TASKS = {"topic": 7, "civic": 3, "post": 3, "emotion": 6, "severity": 4, "demand": 6, "register": 2}
MESSAGE_FILES = ["messages", "messages_with_reply", "messages_unlabelled", "messages_hangzhou", "tickets_sichuan"]


@dataclass
class Row:
    """A text with a distribution over the classes of each task that it is labelled for."""

    text: str
    split: str
    source: str
    labels: dict[str, list[float]] = field(default_factory=dict)


def read(folder: Path, name: str) -> list[dict[str, str]]:
    path = folder / f"{name}.csv.gz"
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def skeleton(text: str) -> str:
    """The Han characters alone: what two copies of a text have in common whatever its signs."""
    return re.sub(r"[^\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f々〇]", "", unicodedata.normalize("NFKC", text))


def held_out(text: str) -> bool:
    """Every tenth text by a hash of its Han characters, as bench/quality does it."""
    return hashlib.sha256(skeleton(text).encode()).digest()[0] % 10 == 0


def development(text: str) -> bool:
    """Every twentieth of the others: for early stopping, weights and thresholds."""
    return hashlib.sha256(b"dev" + skeleton(text).encode()).digest()[0] % 20 == 0


def one_hot(size: int, at: int) -> list[float]:
    return [1.0 if i == at else 0.0 for i in range(size)]


def topics(folder: Path) -> list[Row]:
    rows = []
    for row in read(folder, "topic_raw"):
        rows.append(Row(row["text"], row["split"], "topic", {"topic": one_hot(7, TOPICS.index(row["label"]))}))
    for row in read(folder, "topic_segmented_train"):
        text = row["segmented_text"].replace(" ", "")
        rows.append(Row(text, "train", "topic_segmented", {"topic": one_hot(7, TOPICS.index(row["label"]))}))
    return rows


def reviews(folder: Path) -> list[Row]:
    rows = []
    for corpus in ("reviews", "shopping", "takeaway", "weibo"):
        for row in read(folder, f"sentiment_{corpus}"):
            text, held = row["text"], held_out(row["text"])
            split = {"validation": "dev"}.get(row.get("split", ""), row.get("split", ""))
            if split == "":
                split = "test" if held else "dev" if development(text) else "train"
            elif split == "train" and held:
                continue
            labels = {"post": one_hot(3, 2 if row["label"] == "1" else 0), "register": [0.0, 1.0]}
            rows.append(Row(text, split, corpus, labels))
    return rows


#: What an emotion says of the sentiment; surprise says nothing.
EMOTION_SENTIMENT = {"happy": 2, "angry": 0, "sad": 0, "fear": 0, "neutral": 1}


def emotions(folder: Path) -> list[Row]:
    rows = []
    for name in ("emotion_weibo_train", "emotion_weibo"):
        for row in read(folder, name):
            split, label = row["split"], row["label"]
            if split == "train":
                split = "dev" if development(row["text"]) else "train"
            labels = {"emotion": one_hot(6, EMOTIONS.index(label)), "register": [0.0, 1.0]}
            if label in EMOTION_SENTIMENT:
                labels["post"] = one_hot(3, EMOTION_SENTIMENT[label])
            rows.append(Row(row["text"], split, f"emotion_{row['domain']}", labels))
    return rows


def content(row: dict[str, str]) -> str:
    """Title and text as one, the title left out where the text begins with it."""
    title, text = row["title"].strip(), row["text"].strip()
    return text if title == "" or text.startswith(title) else f"{title}\n{text}"


def messages(folder: Path) -> dict[tuple[str, str], str]:
    return {(name, row["id"]): content(row) for name in MESSAGE_FILES for row in read(folder, name)}


def reserved(folder: Path) -> set[tuple[str, str]]:
    return {(row["file"], row["id"]) for row in read(folder, "reserved_ids")}


def labelled_messages(folder: Path, labels: Path) -> list[Row]:
    """Our own labels: the mean of the passes for training, the settled ones for the rest."""
    texts = messages(folder)
    passes = defaultdict(list)
    with open(labels / "message_label_passes.csv", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            passes[row["file"], row["id"]].append(row)
    rows = []
    with open(labels / "message_labels.csv", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            key = row["file"], row["id"]
            voices = [row] if row["split"] != "train" else passes[key] + [row]

            def mean(size: int, index) -> list[float]:
                return [sum(index(voice) == i for voice in voices) / len(voices) for i in range(size)]

            rows.append(
                Row(
                    texts[key],
                    row["split"],
                    "messages",
                    {
                        "civic": mean(3, lambda v: SENTIMENTS.index(v["sentiment"])),
                        "severity": mean(4, lambda v: int(v["severity"])),
                        "demand": mean(6, lambda v: DEMANDS.index(v["demand"])),
                        "register": [1.0, 0.0],
                    },
                )
            )
    return rows


def shingles(text: str) -> set[str]:
    s = skeleton(text)
    return {s[i : i + 6] for i in range(max(1, len(s) - 5))}


def without_repeats(rows: list[Row]) -> list[Row]:
    """Training rows that share half of their 6-character runs with a held-out row of the same task are left out."""
    index = defaultdict(list)
    held = [row for row in rows if row.split != "train"]
    sets = [shingles(row.text) for row in held]
    for i, runs in enumerate(sets):
        for run in runs:
            index[run].append(i)
    kept, dropped = [], 0
    for row in rows:
        if row.split == "train":
            runs = shingles(row.text)
            common: dict[int, int] = defaultdict(int)
            for run in runs:
                for i in index.get(run, ()):
                    if row.labels.keys() & held[i].labels.keys() - {"register"}:
                        common[i] += 1
            if any(count >= 0.5 * min(len(runs), len(sets[i])) for i, count in common.items()):
                dropped += 1
                continue
        kept.append(row)
    print(f"{dropped} training rows left out because they repeat a held-out one", file=sys.stderr)
    return kept


def load(folder: Path, labels: Path, sliver: int = 0) -> list[Row]:
    """Every row; with `sliver`, that many training rows and few others of each source, drawn with a fixed seed."""
    rows = topics(folder) + reviews(folder) + emotions(folder) + labelled_messages(folder, labels)
    if sliver:
        random.Random(1).shuffle(rows)
        seen: dict[tuple[str, str], int] = defaultdict(int)
        few = []
        for row in rows:
            seen[row.source, row.split] += 1
            if seen[row.source, row.split] <= (sliver if row.split == "train" else sliver // 4):
                few.append(row)
        rows = few
    return without_repeats([row for row in rows if row.text.strip() != ""])
