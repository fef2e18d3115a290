import { CLASSES } from "./day-classes.js";
import type { Days } from "./days.js";
import { BASELINE } from "./settings.js";

let counted = new Float64Array(16);
let exposed = new Float64Array(16);
let smooth = new Float64Array(16);
const around = new Float64Array(5);

/** Median level of a block and its two neighbours on either side: a burst raises one block, a new level raises them all. */
function medianAround(block: number, blocks: number, overall: number): number {
  let m = 0;
  for (let k = Math.max(0, block - 2); k <= Math.min(blocks - 1, block + 2); k++) {
    const value = exposed[k]! > 7 ? counted[k]! / exposed[k]! : overall;
    let j = m++;
    for (; j > 0 && around[j - 1]! > value; j--) around[j] = around[j - 1]!;
    around[j] = value;
  }
  return m % 2 === 1 ? around[(m - 1) / 2]! : (around[m / 2 - 1]! + around[m / 2]!) / 2;
}

/**
 * Puts into `days.level` the level around each day: the mean of all days, moved toward that of the weeks around as far
 * as blocks of four weeks differ by more than chance. Gives the number of parameters that this and the day factors use up.
 */
export function estimateLocalLevels(days: Days, factor: Float64Array, dispersion: number): number {
  const { n, counts, classes, age, level, aside } = days;
  const blocks = Math.floor(age[0]! / BASELINE.block) + 1;
  if (blocks > counted.length) {
    counted = new Float64Array(2 * blocks);
    exposed = new Float64Array(2 * blocks);
    smooth = new Float64Array(2 * blocks);
  }
  counted.fill(0, 0, blocks);
  exposed.fill(0, 0, blocks);
  let total = BASELINE.priorCount;
  let exposure = 0;
  for (let i = 0; i < n; i++) {
    if (aside[i] === 1) continue;
    const block = Math.floor(age[i]! / BASELINE.block);
    counted[block]! += counts[i]!;
    exposed[block]! += factor[classes[i]!]!;
    total += counts[i]!;
    exposure += factor[classes[i]!]!;
  }
  const overall = total / Math.max(exposure, 1e-9);
  let deviance = 0;
  let free = -1;
  for (let k = 0; k < blocks; k++) {
    if (exposed[k]! === 0) continue;
    const expected = overall * exposed[k]!;
    deviance += (counted[k]! - expected) ** 2 / (expected * dispersion);
    free += 1;
  }
  const chance = free + 2 * Math.sqrt(2 * Math.max(free, 1));
  const share = free < 1 || deviance <= chance ? 0 : 1 - chance / deviance;
  for (let k = 0; k < blocks; k++) {
    smooth[k] = share === 0 ? overall : overall + share * (medianAround(k, blocks, overall) - overall);
  }
  for (let i = 0; i < n; i++) level[i] = smooth[Math.floor(age[i]! / BASELINE.block)]!;
  return CLASSES - 1 + share * blocks;
}
