import { existsSync, readFileSync } from "node:fs";
import { shipped } from "../../core/paths.js";

type Figures = Record<string, number>;

/** A figure on the development rows at every step from the teacher to the file that is shipped. */
export interface ShrinkingRow {
  /** Source, task, measure. */
  what: string;
  figures: Record<string, number | undefined>;
}

/** The steps, in order: several seeds together where there are such, one teacher, the student, the student in 8 bits. */
export const STEPS = ["ensemble", "teacher-1", "student", "fp32", "int8"];

/**
 * What distillation and 8 bits cost, as the training wrote it down on the rows that it developed on.
 * @returns nothing when the model came without this file
 */
export function readShrinking(): { steps: string[]; rows: ShrinkingRow[]; same: Figures } | undefined {
  const path = shipped("analyzers", "models", "encoder", "quality.json");
  if (!existsSync(path)) return undefined;
  const { same = {}, ...found } = JSON.parse(readFileSync(path, "utf8")) as Record<string, Figures>;
  const steps = [...STEPS.filter((step) => step in found), ...Object.keys(found).filter((s) => !STEPS.includes(s))];
  const rows = Object.keys(found.int8 ?? {})
    .filter((what) => what.startsWith("dev "))
    .map((what) => ({
      what: what.slice("dev ".length),
      figures: Object.fromEntries(steps.map((step) => [step, found[step]?.[what]])),
    }));
  return { steps, rows, same };
}
