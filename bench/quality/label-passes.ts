import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { shipped } from "../../core/paths.js";
import { accuracy, plainKappa, weightedKappa } from "./metrics.js";

/** How far the reader of the messages agrees with himself: first pass against second, some hours apart. */
export interface PassAgreement {
  field: "sentiment" | "severity" | "demand";
  messages: number;
  agreement: number;
  /** Cohen's; for severity weighted by the square of the distance. */
  kappa: number;
}

type PassRow = Record<"file" | "id" | "pass" | PassAgreement["field"], string>;

/** Agreement of the passes of bench/quality/message_label_passes.csv, over the messages that were read twice. */
export function measurePasses(): PassAgreement[] {
  const path = shipped("bench", "quality", "message_label_passes.csv");
  const rows = parse(readFileSync(path), { columns: true }) as PassRow[];
  const second = new Map(rows.filter(({ pass }) => pass === "2").map((row) => [`${row.file} ${row.id}`, row]));
  const pairs = rows.flatMap((row) => {
    const again = row.pass === "1" ? second.get(`${row.file} ${row.id}`) : undefined;
    return again === undefined ? [] : [{ row, again }];
  });
  return (["sentiment", "severity", "demand"] as const).map((field) => {
    const one = pairs.map(({ row }) => row[field]);
    const other = pairs.map(({ again }) => again[field]);
    const kappa = field === "severity" ? weightedKappa(one, other) : plainKappa(one, other);
    return { field, messages: pairs.length, agreement: accuracy(one, other), kappa };
  });
}
