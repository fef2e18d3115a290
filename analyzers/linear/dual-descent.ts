import type { SparseMatrix } from "./matrix.js";

const MAX_PASSES = 40;
/** Stops when no dual gradient of a pass exceeds this. */
const TOLERANCE = 0.05;

/** A small seeded generator (mulberry32): the same training twice gives the same bytes. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * Linear support vector machine with squared hinge loss, solved by dual coordinate descent (Hsieh et al., ICML 2008).
 *
 * @param matrix a row per example, best of length 1
 * @param sides +1 or −1 per row
 * @param costs per row: what a violation costs, C × the row's weight
 * @param size how many columns there are
 * @returns one weight per column, and the bias last (learned as the weight of a column that is always 1)
 */
export function solveSvm(matrix: SparseMatrix, sides: Int8Array, costs: Float64Array, size: number): Float64Array {
  const { starts, columns, values } = matrix;
  const w = new Float64Array(size + 1);
  const alphas = new Float64Array(sides.length);
  const squares = Float64Array.from(sides, (_, i) => {
    let sum = 1;
    for (let k = starts[i]!; k < starts[i + 1]!; k++) sum += values[k]! * values[k]!;
    return sum;
  });
  const order = Int32Array.from(sides, (_, i) => i);
  const next = random(1);
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    shuffle(order, next);
    let steepest = 0;
    for (const i of order) {
      const side = sides[i]!;
      const alpha = alphas[i]!;
      const diagonal = 0.5 / costs[i]!;
      const [start, end] = [starts[i]!, starts[i + 1]!];
      let margin = w[size]!;
      for (let k = start; k < end; k++) margin += w[columns[k]!]! * values[k]!;
      const gradient = side * margin - 1 + diagonal * alpha;
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      if (projected === 0) continue;
      steepest = Math.max(steepest, Math.abs(projected));
      const moved = Math.max(alpha - gradient / (squares[i]! + diagonal), 0);
      alphas[i] = moved;
      const step = (moved - alpha) * side;
      for (let k = start; k < end; k++) w[columns[k]!]! += step * values[k]!;
      w[size]! += step;
    }
    if (steepest < TOLERANCE) break;
  }
  return w;
}

function shuffle(order: Int32Array, next: () => number): void {
  for (let k = order.length - 1; k > 0; k--) {
    const j = Math.floor(next() * (k + 1));
    const held = order[k]!;
    order[k] = order[j]!;
    order[j] = held;
  }
}
