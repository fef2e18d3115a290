/** A vector of few numbers that are not 0: their places, ascending, and their values. */
export interface Sparse {
  readonly at: Uint32Array;
  readonly values: Float32Array;
}

export const EMPTY: Sparse = { at: new Uint32Array(0), values: new Float32Array(0) };

/** Where one vector is so many times the longer, its places are looked up instead of walked along. */
const MUCH_LONGER = 16;

export function dot(a: Sparse, b: Sparse): number {
  if (a.at.length > b.at.length) return dot(b, a);
  return a.at.length * MUCH_LONGER < b.at.length ? dotByLookup(a, b) : dotByWalk(a, b);
}

function dotByWalk(a: Sparse, b: Sparse): number {
  let sum = 0;
  let i = 0;
  let j = 0;
  while (i < a.at.length && j < b.at.length) {
    const x = a.at[i]!;
    const y = b.at[j]!;
    if (x === y) sum += a.values[i++]! * b.values[j++]!;
    else if (x < y) i++;
    else j++;
  }
  return sum;
}

function dotByLookup(few: Sparse, many: Sparse): number {
  let sum = 0;
  let from = 0;
  for (const [i, place] of few.at.entries()) {
    let low = from;
    let high = many.at.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (many.at[middle]! < place) low = middle + 1;
      else high = middle;
    }
    if (many.at[low] === place) sum += few.values[i]! * many.values[low]!;
    from = low;
  }
  return sum;
}

export function add(a: Sparse, b: Sparse): Sparse {
  if (a.at.length === 0) return b;
  if (b.at.length === 0) return a;
  const at = new Uint32Array(a.at.length + b.at.length);
  const values = new Float32Array(at.length);
  let i = 0;
  let j = 0;
  let n = 0;
  while (i < a.at.length || j < b.at.length) {
    const x = i < a.at.length ? a.at[i]! : Number.POSITIVE_INFINITY;
    const y = j < b.at.length ? b.at[j]! : Number.POSITIVE_INFINITY;
    at[n] = Math.min(x, y);
    values[n++] = (x <= y ? a.values[i]! : 0) + (y <= x ? b.values[j]! : 0);
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return { at: at.slice(0, n), values: values.slice(0, n) };
}

/** Scaled to length 1; the empty vector stays empty. */
export function normalised(vector: Sparse): Sparse {
  let squares = 0;
  for (const value of vector.values) squares += value * value;
  if (squares === 0) return EMPTY;
  const scale = 1 / Math.sqrt(squares);
  return { at: vector.at, values: vector.values.map((value) => value * scale) };
}
