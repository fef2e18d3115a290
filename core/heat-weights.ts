import type { HeatPart } from "./issue.js";

/** How much each part of an issue's heat can add, out of 100 (docs/issues.md says why). */
export const HEAT_WEIGHTS: Readonly<Record<HeatPart, number>> = {
  volume: 20,
  citizens: 20,
  growth: 15,
  duration: 5,
  severity: 15,
  negativity: 5,
  support: 10,
  recency: 10,
};
