import type { SparseMatrix } from "./matrix.js";

/** Stands for texts that were not seen: no n-gram is found with one label only. */
const UNSEEN = 1;

/**
 * How much each column tells a label from the others: the root of its naive Bayes log-count ratio (the whole ratio:
 * Wang and Manning, ACL 2012), scaled to 1 in the square mean over all cells.
 * @param sides +1 in rows of the label, −1 in others
 * @param size how many columns there are
 * @returns a factor per column; 0 where no row has it
 */
export function contrastOf({ starts, columns }: SparseMatrix, sides: Int8Array, size: number): Float64Array {
  const inside = new Float64Array(size);
  const outside = new Float64Array(size);
  let own = 0;
  sides.forEach((side, row) => {
    if (side > 0) own++;
    const counts = side > 0 ? inside : outside;
    for (let k = starts[row]!; k < starts[row + 1]!; k++) counts[columns[k]!]!++;
  });
  const share = (count: number, rows: number) => (count + UNSEEN) / (rows + UNSEEN);
  const factors = new Float64Array(size);
  let squares = 0;
  for (let column = 0; column < size; column++) {
    const cells = inside[column]! + outside[column]!;
    if (cells === 0) continue;
    const ratio = Math.abs(Math.log(share(inside[column]!, own) / share(outside[column]!, sides.length - own)));
    factors[column] = Math.sqrt(ratio);
    squares += ratio * cells;
  }
  const scale = squares === 0 ? 0 : Math.sqrt(columns.length / squares);
  return factors.map((factor) => factor * scale);
}
