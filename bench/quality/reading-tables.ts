import { markdownTable } from "../readme.js";
import { measurePasses } from "./label-passes.js";
import { readShrinking } from "./shrinking.js";

/** How far the labels of the messages agree from one reading to the next. */
export function passTable(): string {
  return markdownTable([
    ["label", "messages read twice", "agreement", "kappa"],
    ...measurePasses().map(({ field, messages, agreement, kappa }) => [
      field === "severity" ? "severity (kappa weighted by the square of the distance)" : field,
      String(messages),
      `${(100 * agreement).toFixed(1)} %`,
      kappa.toFixed(3),
    ]),
  ]);
}

/** What each step from the teacher to the shipped file costs, on the training's development rows. */
export function shrinkingTable(): string {
  const shrinking = readShrinking();
  if (shrinking === undefined) {
    return "analyzers/models/encoder/quality.json is not there: the training's last stage (export) writes it.";
  }
  const { steps, rows, same } = shrinking;
  const figure = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(3));
  const table = markdownTable([
    ["development rows of: task, measure", ...steps],
    ...rows.map(({ what, figures }) => [what, ...steps.map((step) => figure(figures[step]))]),
  ]);
  const agreement = Object.entries(same).map(([task, share]) =>
    task === "embedding" ? `cosine of the embeddings ${share.toFixed(4)}` : `${task} ${(100 * share).toFixed(1)} %`,
  );
  return agreement.length === 0 ? table : `${table}\n\nThe same answer in 32 and in 8 bits: ${agreement.join(", ")}.`;
}
