import { markdownTable } from "../readme.js";
import type { ContestRow } from "./contest.js";
import type { HandMadeScore } from "./known.js";
import { fromSize, type Merged, type PlantedScore } from "./planted/score.js";
import type { Replay } from "./replay.js";
import type { Increment, Rebuild } from "./speed.js";
import { STEP, type Swing } from "./swing.js";

/** Planted matters of fewer messages are shown, and no target is set for them. */
export const PLANTED_FROM = 4;

export const three = (value: number): string => value.toFixed(3);
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
export const shareOf = ({ merged, pairs }: Merged): number => (pairs === 0 ? 0 : merged / pairs);
const whole = (n: number): string => Math.round(n).toLocaleString("en");

/** Every way of finding issues, in one table. */
export function contestTable(rows: readonly ContestRow[]): string {
  return markdownTable([
    [
      "way",
      "parameter",
      "gold precision",
      "gold recall",
      "hard negatives taken",
      "tuning precision",
      "tuning recall",
      `planted found (≥ ${PLANTED_FROM} messages)`,
      "planted messages left out",
      "planted matters of different places merged",
    ],
    ...rows.map(({ finder, value, gold, tuning, planted }) => {
      const targets = fromSize(PLANTED_FROM, planted);
      return [
        finder.name.en,
        `${finder.parameter} ${value}`,
        three(gold.precision),
        three(gold.recall),
        `${gold.taken} of ${gold.negatives}`,
        three(tuning.precision),
        three(tuning.recall),
        percent(targets.found / targets.matters),
        percent(targets.leftOut / targets.planted),
        percent(shareOf(planted.places)),
      ];
    }),
  ]);
}

/** Issue by issue. */
export function issueTable({ scores }: HandMadeScore): string {
  return markdownTable([
    ["issue", "precision", "recall"],
    ...scores.map(({ name, precision, recall }) => [name, three(precision), three(recall)]),
  ]);
}

/** What became of the planted matters, size by size. */
export function plantedTable(score: PlantedScore): string {
  return markdownTable([
    ["messages of the matter", "matters", "found", "messages left out"],
    ...[...score.sizes, fromSize(PLANTED_FROM, score)].map(({ size, matters, found, leftOut, planted }, i) => [
      i < score.sizes.length ? String(size) : `${size} and more`,
      String(matters),
      percent(found / matters),
      percent(leftOut / planted),
    ]),
  ]);
}

/** Pairs of planted matters that were taken for one. */
export function mergedTable({ places, sameKind, samePlace }: PlantedScore): string {
  const row = (what: string, merged: Merged) => [
    what,
    whole(merged.pairs),
    String(merged.merged),
    percent(shareOf(merged)),
  ];
  return markdownTable([
    ["pairs of planted matters", "pairs", "merged", "share"],
    row("different places", places),
    row("different places, the same kind of matter", sameKind),
    row("one place, different matters", samePlace),
  ]);
}

/** How far figures move when one setting is moved; a column for each figure. */
export function swingTable(figures: readonly { name: string; value: number; swings: readonly Swing[] }[]): string {
  const settings = figures[0]?.swings.map(({ setting }) => setting) ?? [];
  return markdownTable([
    ["setting", ...figures.map(({ name, value }) => `${name} (${three(value)}): ±${STEP} / ±${2 * STEP}`)],
    ...settings.map((setting) => [
      setting,
      ...figures.map(({ swings }) => {
        const own = swings.find((swing) => swing.setting === setting);
        return own === undefined ? "" : `${three(own.one)} / ${three(own.two)}`;
      }),
    ]),
  ]);
}

/** A night upon more and more known messages. */
export function incrementTable(rows: readonly Increment[], night: number): string {
  return markdownTable([
    ["messages known", "issues known", "new messages", "seconds", "peak resident memory"],
    ...rows.map(({ count, issues, seconds, peakBytes }) => [
      whole(count),
      whole(issues),
      whole(night),
      seconds.toFixed(1),
      `${whole(peakBytes / 1e6)} MB`,
    ]),
  ]);
}

/** Night by night against all at once. */
export function replayTable(result: Replay): string {
  const { nights, messages, rand, nightly, rebuilt, moved, merged, split, rebuild } = result;
  return markdownTable([
    ["what", "measured"],
    ["nights", whole(nights)],
    ["messages", whole(messages)],
    ["issues after the last night; of all messages at once", `${whole(nightly)}; ${whole(rebuilt)}`],
    ["adjusted Rand index of the two, on messages in issues", three(rand)],
    ["ids that changed without a merge or split on record", String(moved.length)],
    ["merges and splits on record", `${merged} and ${split}`],
    ["the same state after a rebuild: adjusted Rand index", three(rebuild.rand)],
    ["ids that changed in the rebuild without a merge or split on record", String(rebuild.moved.length)],
  ]);
}

/** Full rebuilds; how the time grows from row to row, as a power of the number of messages. */
export function rebuildTable(rows: readonly Rebuild[]): string {
  return markdownTable([
    ["messages", "issues", "seconds", "peak resident memory", "grows with the power"],
    ...rows.map(({ count, issues, seconds, peakBytes }, i) => {
      const before = rows[i - 1];
      const power = before && Math.log(seconds / before.seconds) / Math.log(count / before.count);
      return [whole(count), whole(issues), seconds.toFixed(1), `${whole(peakBytes / 1e6)} MB`, power?.toFixed(2) ?? ""];
    }),
  ]);
}
