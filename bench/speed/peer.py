"""The peers of the speed benchmark: what a Python user would write for the same job.

Reads JSON lines of texts on standard input and prints {"characters", "seconds"}; loading of dictionaries and models is not
counted. Usage: peer.py light|full PROCESSES

light: words and keywords by jieba, sentiment by SnowNLP.
full: words with parts of speech by jieba, sentiment and keywords (TextRank) by SnowNLP.
"""

import json
import logging
import sys
import time
from multiprocessing import Pool

import jieba
import jieba.analyse
import jieba.posseg
from snownlp import SnowNLP

jieba.setLogLevel(logging.ERROR)


def light(text):
    return jieba.lcut(text, HMM=False), jieba.analyse.extract_tags(text, topK=8), SnowNLP(text).sentiments


def full(text):
    parsed = SnowNLP(text)
    return jieba.posseg.lcut(text, HMM=False), parsed.keywords(8), parsed.sentiments


def main():
    analyse = {"light": light, "full": full}[sys.argv[1]]
    processes = int(sys.argv[2])
    texts = [json.loads(line) for line in sys.stdin]
    analyse(texts[0])
    characters = sum(len(text) for text in texts)
    if processes == 1:
        start = time.perf_counter()
        for text in texts:
            analyse(text)
    else:
        with Pool(processes) as pool:
            pool.map(analyse, texts[: processes * 4], 1)  # every process loads its models before the clock starts
            start = time.perf_counter()
            pool.map(analyse, texts, 8)
    print(json.dumps({"characters": characters, "seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
