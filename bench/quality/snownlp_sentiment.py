"""SnowNLP's opinion of texts, as the peer of the lexicon: one JSON string a line in, one probability of "positive" a line out.

Usage: python snownlp_sentiment.py < texts.jsonl
"""

import json
import sys

from snownlp import SnowNLP

for line in sys.stdin:
    text = json.loads(line)
    print(SnowNLP(text).sentiments if text.strip() else 0.5)
