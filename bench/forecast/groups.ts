import { configSchema } from "../../config/schema.js";
import { openPlan } from "../../pipelines/analyse/analyzers.js";
import { takeIn } from "../../pipelines/intake.js";
import type { Entry } from "./boards.js";

const CHUNK = 250;
/** A benchmark keeps no secret. */
const KEY = Buffer.alloc(32, 1);

/** A message with what the analyzers say of it; "" where they abstain or cannot read it. */
export interface Grouped extends Entry {
  topic: string;
  demand: string;
}

/** Topic and demand of every message, as `minyi run` would find them. */
export async function grouped(entries: readonly Entry[], onProgress: (share: number) => void): Promise<Grouped[]> {
  const opened = openPlan(configSchema.parse({}));
  const found: Grouped[] = [];
  try {
    for (let i = 0; i < entries.length; i += CHUNK) {
      const part = entries.slice(i, i + CHUNK);
      const taken = part.map(({ title, text, day }, row) =>
        takeIn(
          {
            row,
            item: {
              source: "bench",
              externalId: String(i + row),
              channel: "board",
              kind: "official",
              createdAt: new Date(day * 86_400_000).toISOString(),
              text,
              ...(title && { title }),
            },
          },
          KEY,
        ),
      );
      const items = taken.flatMap((one) => ("item" in one ? [one] : []));
      const { results } = await opened.plan.analyse(items.map(({ item }) => item));
      const byRow = new Map(items.map(({ row }, index) => [row, results[index]]));
      for (const [row, entry] of part.entries()) {
        const result = byRow.get(row);
        const analysis = result && !("error" in result) ? result.analysis : undefined;
        found.push({ ...entry, topic: analysis?.topic.path[0] ?? "", demand: analysis?.demand ?? "" });
      }
      onProgress(found.length / entries.length);
    }
    return found;
  } finally {
    await opened.close();
  }
}

/** The groups of a dimension that get at least so many messages in all, most first. */
export function largeGroups<T>(entries: readonly T[], value: (entry: T) => string, least: number): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const key = value(entry);
    if (key === "") continue;
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return [...groups].filter(([, group]) => group.length >= least).sort(([, a], [, b]) => b.length - a.length);
}
