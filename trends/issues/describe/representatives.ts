import type { FeedbackDocument } from "../../../core/feedback-document.js";

const MOST = 5;
/** A message as like to a chosen one as this is not shown beside it. */
const SAME = 0.92;
/** How much being like a chosen one costs. */
const DIVERSITY = 0.4;

type Vector = Map<string, number>;

function vectorOf({ analysis }: FeedbackDocument, weights: ReadonlyMap<string, number>): Vector {
  const vector: Vector = new Map();
  let squares = 0;
  for (const word of new Set(analysis.tokens)) {
    const weight = weights.get(word);
    if (weight === undefined) continue;
    vector.set(word, weight);
    squares += weight * weight;
  }
  const length = Math.sqrt(squares);
  for (const [word, weight] of vector) vector.set(word, weight / length);
  return vector;
}

function cosine(a: Vector, b: Vector): number {
  let sum = 0;
  for (const [word, weight] of a) sum += weight * (b.get(word) ?? 0);
  return sum;
}

/**
 * The messages that show the issue best, at most five: near its centre, unlike one another (maximal marginal relevance,
 * Carbonell and Goldstein 1998), the earliest on ties. `documents` come in order of time.
 */
export function representativesOf(
  documents: readonly FeedbackDocument[],
  weights: ReadonlyMap<string, number>,
): string[] {
  const vectors = documents.map((document) => vectorOf(document, weights));
  const centre: Vector = new Map();
  for (const vector of vectors) {
    for (const [word, weight] of vector) centre.set(word, (centre.get(word) ?? 0) + weight);
  }
  const norm = Math.sqrt([...centre.values()].reduce((sum, weight) => sum + weight * weight, 0)) || 1;
  for (const [word, weight] of centre) centre.set(word, weight / norm);
  const centrality = vectors.map((vector) => cosine(vector, centre));
  const likest = vectors.map(() => 0);
  const chosen: number[] = [];
  while (chosen.length < Math.min(MOST, documents.length)) {
    let best = -1;
    let bestScore = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < documents.length; i++) {
      if (chosen.includes(i) || likest[i]! > SAME) continue;
      // Rounded, so that equal messages stay equal whatever order their words were added up in.
      const score = Math.round((centrality[i]! - DIVERSITY * likest[i]!) * 1e9);
      if (score > bestScore) [best, bestScore] = [i, score];
    }
    if (best < 0) break;
    chosen.push(best);
    for (let i = 0; i < documents.length; i++) likest[i] = Math.max(likest[i]!, cosine(vectors[i]!, vectors[best]!));
  }
  return chosen.map((i) => documents[i]!.id);
}
