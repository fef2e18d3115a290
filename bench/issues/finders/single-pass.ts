import type { ReadMessage } from "../prints.js";
import type { Finder } from "./finder.js";

/** A word that stands in a greater share of the messages tells nothing. */
const TOO_COMMON = 0.1;
/** Among fewer messages no word is too common. */
const FEW = 100;
/** A named place counts as much as so many mentions of a word. */
const PLACE = 3;

/**
 * How teams of the 2020 challenge went about it, in short: words weighed by TF-IDF, names of places among them with more
 * weight, and one pass over the messages in order of time: each joins the cluster whose mean it is most alike, from a
 * fixed cosine on, or opens one of its own.
 */
export const singlePass: Finder = {
  id: "single-pass",
  name: { zh: "TF-IDF＋地名，单遍聚类", en: "TF-IDF + named places, single pass" },
  parameter: "cosine",
  values: [0.15, 0.2, 0.25, 0.3, 0.4],
  find: (messages, values) => {
    const vectors = vectorsOf(messages);
    const order = messages.map((_, i) => i).sort((a, b) => messages[a]!.at - messages[b]!.at || a - b);
    return values.map((least) => onePass(vectors, order, least));
  },
};

type Vector = ReadonlyMap<string, number>;

/** Vectors of length 1; words of a single character tell too little and are left out. */
function vectorsOf(messages: readonly ReadMessage[]): Vector[] {
  const counts = messages.map(({ tokens, places }) => {
    const own = new Map<string, number>();
    for (const word of tokens) if (word.length > 1) own.set(word, (own.get(word) ?? 0) + 1);
    for (const name of new Set(places)) own.set(`@${name}`, PLACE);
    return own;
  });
  const documents = new Map<string, number>();
  for (const own of counts) for (const word of own.keys()) documents.set(word, (documents.get(word) ?? 0) + 1);
  const most = Math.max(FEW, TOO_COMMON * messages.length);
  return counts.map((own) => {
    const telling = [...own].filter(([word]) => documents.get(word)! <= most);
    const weights = telling.map(
      ([word, count]) => [word, (1 + Math.log(count)) * Math.log(messages.length / documents.get(word)!)] as const,
    );
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
    return new Map(weights.map(([word, weight]) => [word, weight / length]));
  });
}

function onePass(vectors: readonly Vector[], order: readonly number[], least: number): number[] {
  const labels = new Array<number>(vectors.length).fill(-1);
  /** Sum of the members' vectors, word by word: which cluster has how much of it. */
  const index = new Map<string, Map<number, number>>();
  const squares: number[] = [];
  for (const i of order) {
    const vector = vectors[i]!;
    const products = new Map<number, number>();
    for (const [word, weight] of vector) {
      for (const [cluster, sum] of index.get(word) ?? []) {
        products.set(cluster, (products.get(cluster) ?? 0) + sum * weight);
      }
    }
    let [best, likeness] = [-1, least];
    for (const [cluster, product] of products) {
      const cosine = product / Math.sqrt(squares[cluster]!);
      if (cosine > likeness || (cosine === likeness && best < 0)) [best, likeness] = [cluster, cosine];
    }
    const cluster = best < 0 ? squares.push(0) - 1 : best;
    labels[i] = cluster;
    squares[cluster]! += 2 * (products.get(cluster) ?? 0) + 1;
    for (const [word, weight] of vector) {
      const sums = index.get(word) ?? new Map<number, number>();
      index.set(word, sums);
      sums.set(cluster, (sums.get(cluster) ?? 0) + weight);
    }
  }
  return labels;
}
