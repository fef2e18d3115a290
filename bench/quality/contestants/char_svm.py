"""The classic: tf-idf over character 1- to 3-grams and a linear support vector machine.

Usage: python char_svm.py < task.json
Reads {"train": [{"text", "label"}], "test": [text]}, prints the label of each test text, one a line.
"""

import json
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

task = json.load(sys.stdin)
model = make_pipeline(
    TfidfVectorizer(analyzer="char", ngram_range=(1, 3), min_df=2, sublinear_tf=True), LinearSVC(random_state=1)
)
model.fit([row["text"] for row in task["train"]], [row["label"] for row in task["train"]])
print("\n".join(model.predict(task["test"])))
