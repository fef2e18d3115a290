import { markdownTable } from "../readme.js";
import type { Contestant } from "./task.js";
import type { TaskResult } from "./task-table.js";

/** Per class and per source, one contestant in every task. */
export function detailOf(results: readonly TaskResult[], { id, name }: Contestant): string {
  const parts = results.flatMap(({ task, outcomes }) => {
    const outcome = outcomes[id];
    if (outcome === undefined || !("score" in outcome)) return [];
    const { perClass, perSource, accuracy } = outcome.score;
    const classes = Object.entries(perClass).map(([label, { precision, recall, f1, n }]) => [
      label,
      ...[precision, recall, f1].map((figure) => figure.toFixed(3)),
      String(n),
    ]);
    const sources = Object.entries(perSource).map(([source, { rows, figure }]) => [
      source,
      String(rows),
      figure.toFixed(3),
    ]);
    return [
      `#### ${task.what.en}: ${name.en}, accuracy ${accuracy.toFixed(3)}`,
      markdownTable([["class", "precision", "recall", "F1", "rows"], ...classes]),
      ...(sources.length > 1 ? [markdownTable([["source", "rows", task.measure], ...sources])] : []),
    ];
  });
  return parts.join("\n\n");
}
