import type { Blend } from "../../analyzers/blend/blend.js";

const STEP = 0.02;
const GRID = Array.from({ length: 26 }, (_, i) => Math.round((0.25 + i * STEP) * 100) / 100);
/** Neighbours on either side that a threshold's figure is averaged with: one that is good by luck alone loses. */
const NEIGHBOURS = 2;
/** What a distance of 1 from the even threshold costs. */
const PULL = 0.3;

/** The threshold between 0.25 and 0.75 with the best figure around it, drawn towards 0.5. */
export function fitThreshold(figure: (threshold: number) => number): number {
  const figures = GRID.map(figure);
  const smooth = figures.map((_, i) => {
    const near = figures.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1);
    return near.reduce((sum, value) => sum + value, 0) / near.length;
  });
  let best = 0.5;
  let most = Number.NEGATIVE_INFINITY;
  GRID.forEach((threshold, i) => {
    const value = smooth[i]! - PULL * Math.abs(threshold - 0.5);
    if (value > most) [best, most] = [threshold, value];
  });
  return best;
}

type Moves = Pick<Blend["severity"], "raise" | "lower">;

const SURE = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 1];
/**
 * Of moves to level 3 there are too few labels to say anything. What is serious is hardly ever to be taken for less: from
 * level 2 down the model has to be as sure as it is from the beginning, whatever kappa says.
 */
const FITTED = [
  ["raise", 0],
  ["raise", 1],
  ["lower", 0],
] as const;
/** What a threshold's distance of 1 from where it began costs in kappa. */
const SEVERITY_PULL = 0.1;
const ROUNDS = 3;

/** The thresholds of severity with the best figure, one after the other, drawn towards those that it begins with. */
export function fitMoves(start: Moves, figure: (moves: Moves) => number): Moves {
  let best = start;
  const worth = (moves: Moves): number => {
    const far = FITTED.reduce((sum, [way, k]) => sum + Math.abs(moves[way][k]! - start[way][k]!), 0);
    return figure(moves) - SEVERITY_PULL * far;
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [way, k] of FITTED) {
      for (const threshold of SURE) {
        const moves = { ...best, [way]: best[way].map((old, i) => (i === k ? threshold : old)) } as Moves;
        if (worth(moves) > worth(best)) best = moves;
      }
    }
  }
  return best;
}
