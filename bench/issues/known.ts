import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { shipped } from "../../core/paths.js";
import { type IssueScore, type KnownIssues, mean, scoreIssues } from "./metrics.js";

/** Issues that people have put together by hand, with look-alikes that do not belong. */
export interface HandMade {
  /** Ids of the messages of each issue. */
  issues: ReadonlyMap<string, readonly string[]>;
  /** Ids of messages that nobody can say of whether they belong. */
  unsure: ReadonlySet<string>;
  /** Which message must not be taken into which issue. */
  negatives: readonly { issue: string; id: string }[];
  /** Files that the messages are in; none for those of `messages`. */
  files: readonly string[];
}

type Row = Record<string, string>;

const rowsOf = (path: string): Row[] => parse(readFileSync(path), { columns: true }) as Row[];

/** Ids as `readMessages` and `readOthers` of message.ts make them. */
const idOf = ({ file, message_id = "" }: Row): string => (file ? `${file}:${message_id}` : message_id);

/** What is reported on; nothing is chosen by it. */
export function readGold(dataFolder: string): HandMade {
  return handMade(join(dataFolder, "issues_gold.csv"), join(dataFolder, "issues_hard_negatives.csv"));
}

/** What thresholds are chosen on: other messages than those that are reported on. */
export function readTuning(): HandMade {
  const path = (name: string) => shipped("bench", "issues", `tuning_${name}.csv`);
  return handMade(path("issues"), path("hard_negatives"));
}

function handMade(issuesPath: string, negativesPath: string): HandMade {
  const rows = rowsOf(issuesPath);
  const issues = new Map<string, string[]>();
  const unsure = new Set<string>();
  for (const row of rows) {
    const { issue_id = "", confidence = "1" } = row;
    if (Number(confidence) < 1) unsure.add(idOf(row));
    else issues.set(issue_id, [...(issues.get(issue_id) ?? []), idOf(row)]);
  }
  const negatives = rowsOf(negativesPath).map((row) => ({ issue: row.issue_id ?? "", id: idOf(row) }));
  const files = [...new Set(rows.flatMap(({ file }) => (file ? [file] : [])))].sort();
  return { issues, unsure, negatives, files };
}

/** What a way of finding issues did with those that are known. */
export interface HandMadeScore {
  scores: IssueScore[];
  /** Means over the issues, 0 … 1. */
  precision: number;
  recall: number;
  /** Look-alikes that stand in the issue that they do not belong to. */
  taken: number;
  negatives: number;
}

/**
 * @param ids of the messages, in the order of their labels
 * @throws Error when a message of an issue is not among them
 */
export function scoreHandMade(labels: readonly number[], ids: readonly string[], known: HandMade): HandMadeScore {
  const index = new Map(ids.map((id, i) => [id, i]));
  const at = (id: string): number => {
    const i = index.get(id);
    if (i === undefined) throw new Error(`there is no message ${id}`);
    return i;
  };
  const issues: KnownIssues = new Map([...known.issues].map(([name, own]) => [name, own.map(at)]));
  const scores = scoreIssues(labels, issues, new Set([...known.unsure].map(at)));
  const found = new Map(scores.map(({ name, issue }) => [name, issue]));
  const taken = known.negatives.filter(({ issue, id }) => labels[at(id)]! >= 0 && labels[at(id)] === found.get(issue));
  return {
    scores,
    precision: mean(scores.map(({ precision }) => precision)),
    recall: mean(scores.map(({ recall }) => recall)),
    taken: taken.length,
    negatives: known.negatives.length,
  };
}

/** The harmonic mean of the two means: what a threshold is chosen by. */
export function balanceOf({ precision, recall }: Pick<HandMadeScore, "precision" | "recall">): number {
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}
