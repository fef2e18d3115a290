/** A row of the training matrix: columns and their values. */
export interface SparseRow {
  columns: Int32Array;
  values: Float64Array;
}

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
 * @param rows one per example, best of length 1
 * @param sides +1 or −1 per row
 * @param costs per row: what a violation costs, C × the row's weight
 * @returns one weight per column, and the bias last (learned as the weight of a column that is always 1)
 */
export function solveSvm(
  rows: readonly SparseRow[],
  sides: Int8Array,
  costs: Float64Array,
  columns: number,
): Float64Array {
  const w = new Float64Array(columns + 1);
  const alphas = new Float64Array(rows.length);
  const squares = rows.map(({ values }) => values.reduce((sum, value) => sum + value * value, 1));
  const order = Int32Array.from(rows, (_, i) => i);
  const next = random(1);
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    shuffle(order, next);
    let steepest = 0;
    for (const i of order) {
      const row = rows[i]!;
      const side = sides[i]!;
      const alpha = alphas[i]!;
      const diagonal = 0.5 / costs[i]!;
      const gradient = side * margin(w, row) - 1 + diagonal * alpha;
      const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
      if (projected === 0) continue;
      steepest = Math.max(steepest, Math.abs(projected));
      const moved = Math.max(alpha - gradient / (squares[i]! + diagonal), 0);
      alphas[i] = moved;
      add(w, row, (moved - alpha) * side);
    }
    if (steepest < TOLERANCE) break;
  }
  return w;
}

/** The signed distance (times the length of w) of a row from the dividing plane. */
function margin(w: Float64Array, { columns, values }: SparseRow): number {
  let sum = w[w.length - 1]!;
  for (let k = 0; k < columns.length; k++) sum += w[columns[k]!]! * values[k]!;
  return sum;
}

function add(w: Float64Array, { columns, values }: SparseRow, step: number): void {
  for (let k = 0; k < columns.length; k++) w[columns[k]!]! += step * values[k]!;
  w[w.length - 1]! += step;
}

function shuffle(order: Int32Array, next: () => number): void {
  for (let k = order.length - 1; k > 0; k--) {
    const j = Math.floor(next() * (k + 1));
    const held = order[k]!;
    order[k] = order[j]!;
    order[j] = held;
  }
}
