"""The peer of the speed benchmark: what a Python user would write for the same job.

Reads JSON lines of texts on standard input, cuts each with jieba, scores it and extracts keywords with SnowNLP and
jieba, and prints {"characters", "seconds"}: loading of dictionaries and models is not counted.
Usage: peer.py PROCESSES
"""

import json
import logging
import sys
import time
from multiprocessing import Pool

import jieba
import jieba.analyse
from snownlp import SnowNLP

jieba.setLogLevel(logging.ERROR)


def analyse(text):
    words = jieba.lcut(text, HMM=False)
    sentiment = SnowNLP(text).sentiments
    keywords = jieba.analyse.extract_tags(text, topK=8)
    return len(words), sentiment, len(keywords)


def main():
    processes = int(sys.argv[1])
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
