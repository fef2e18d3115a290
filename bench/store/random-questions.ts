import type { CountQuery, Dimension, Where } from "../../core/store.js";

/** Dimensions that dashboards are cut by, with values of bench/store/documents.ts. */
const VALUES = {
  topic: Array.from({ length: 15 }, (_, i) => `一级${i}`),
  area: Array.from({ length: 16 }, (_, i) => `区${i}`),
  source: ["hotline", "board"],
  channel: ["hotline", "board"],
  demand: ["投诉", "咨询", "求助", "建议", "表扬", "举报"],
  sentiment: ["negative", "neutral", "positive"],
  severity: ["0", "1", "2", "3"],
} satisfies Partial<Record<Dimension, string[]>>;
type Cut = keyof typeof VALUES;
const CUTS = Object.keys(VALUES) as Cut[];

/**
 * A condition on none to three dimensions (none in a quarter of the cases), one to all but one of their values each, one
 * time in five without folded messages; over the whole span of time, moved by some milliseconds so that no two are alike.
 */
function randomWhere(random: () => number, span: { from: number; to: number }): Where {
  const where: Record<string, unknown> = {
    from: new Date(span.from - Math.floor(random() * 1e6)).toISOString(),
    to: new Date(span.to + Math.floor(random() * 1e6)).toISOString(),
  };
  for (let left = Math.floor(random() * 4); left > 0; left--) {
    const cut = pick(random, CUTS);
    const share = random();
    const values = VALUES[cut].filter(() => random() < share);
    where[cut] = values.length === 0 ? [pick(random, VALUES[cut])] : values;
  }
  if (random() < 0.2) where.folded = "representatives";
  return where;
}

function pick<T>(random: () => number, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** A question by day with a random condition, by so many random dimensions, or by those given. */
export function randomQuestion(
  random: () => number,
  span: { from: number; to: number },
  by: number | Dimension[],
): CountQuery {
  const where = randomWhere(random, span);
  if (typeof by !== "number") return { where, by, every: "day" };
  const chosen = new Set<Dimension>();
  while (chosen.size < by) chosen.add(pick(random, CUTS));
  return { where, by: [...chosen], every: "day" };
}
