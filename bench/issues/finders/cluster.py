"""Other ways of finding issues, as a user of Python would put them together.

Usage: python cluster.py < task.json
Reads {"method", "values", "texts": [words with spaces] or "embeddings": [[number]]}; prints for each value a line of JSON
with the number of each text's cluster, -1 for none.
"""

import json
import sys
import warnings

import numpy as np

warnings.filterwarnings("ignore")


def tfidf(texts):
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(
        token_pattern=r"\S\S+", min_df=2, max_df=0.1, max_features=5000, sublinear_tf=True, dtype=np.float32
    ).fit_transform(texts)


def k_means(task):
    from sklearn.cluster import KMeans

    vectors = tfidf(task["texts"])
    for per_cluster in task["values"]:
        clusters = max(2, round(vectors.shape[0] / per_cluster))
        yield KMeans(clusters, n_init=1, max_iter=20, random_state=1).fit_predict(vectors)


def dbscan(task):
    from sklearn.cluster import DBSCAN

    vectors = tfidf(task["texts"])
    for distance in task["values"]:
        yield DBSCAN(eps=distance, min_samples=3, metric="cosine").fit_predict(vectors)


def bertopic(task):
    """BERTopic's recipe (Grootendorst 2022): UMAP to five dimensions by cosine, then HDBSCAN."""
    import hdbscan
    import umap

    embeddings = np.asarray(task["embeddings"], dtype=np.float32)
    points = umap.UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=42).fit_transform(
        embeddings
    )
    for smallest in task["values"]:
        yield hdbscan.HDBSCAN(min_cluster_size=int(smallest)).fit_predict(points)


task = json.load(sys.stdin)
for labels in {"k-means": k_means, "dbscan": dbscan, "bertopic": bertopic}[task["method"]](task):
    print(json.dumps([int(label) for label in labels]))
