/** Issues that are known, by name: the indices of their messages. */
export type KnownIssues = ReadonlyMap<string, readonly number[]>;

/** How well one known issue was found: by the found issue that has most of its messages. */
export interface IssueScore {
  name: string;
  /** Its number; −1 when none has any of the messages. */
  issue: number;
  /** Share of the found issue's messages that belong to it, 0 … 1. */
  precision: number;
  /** Share of its messages that the found issue has, 0 … 1. */
  recall: number;
}

/** For each number of a found issue the indices of its messages; what is in none (−1) is left out. */
export function membersOf(labels: readonly number[]): Map<number, number[]> {
  const members = new Map<number, number[]>();
  for (const [i, label] of labels.entries()) {
    if (label < 0) continue;
    const list = members.get(label);
    if (list === undefined) members.set(label, [i]);
    else list.push(i);
  }
  return members;
}

/**
 * @param labels a found issue's number per message, −1 for none
 * @param unsure messages of which nobody can say whether they belong: they count nowhere
 */
export function scoreIssues(
  labels: readonly number[],
  known: KnownIssues,
  unsure: ReadonlySet<number> = new Set(),
): IssueScore[] {
  const members = membersOf(labels);
  return [...known].map(([name, own]) => {
    const common = new Map<number, number>();
    for (const i of own) if (labels[i]! >= 0) common.set(labels[i]!, (common.get(labels[i]!) ?? 0) + 1);
    let best: IssueScore = { name, issue: -1, precision: 0, recall: 0 };
    for (const [issue, count] of common) {
      const size = members.get(issue)!.filter((i) => !unsure.has(i)).length;
      const [precision, recall] = [count / size, count / own.length];
      if (recall > best.recall || (recall === best.recall && precision > best.precision)) {
        best = { name, issue, precision, recall };
      }
    }
    return best;
  });
}

/** The mean, 0 of nothing. */
export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const pairs = (n: number): number => (n * (n - 1)) / 2;

/**
 * How far two ways of grouping agree, chance taken out (adjusted Rand index, Hubert and Arabie 1985), over the messages
 * that are in an issue in either of them; a message without an issue is a group by itself.
 * @returns 1 for the same groups, about 0 for groups that know nothing of each other; 1 when nothing is in any issue
 */
export function adjustedRand(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} messages`);
  const [rows, columns, cells] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
  const more = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  let n = 0;
  for (const [i, left] of a.entries()) {
    const right = b[i]!;
    if (left < 0 && right < 0) continue;
    n++;
    const [row, column] = [left < 0 ? `none ${i}` : String(left), right < 0 ? `none ${i}` : String(right)];
    more(rows, row);
    more(columns, column);
    more(cells, `${row} ${column}`);
  }
  const sum = (counts: Map<string, number>) => [...counts.values()].reduce((total, count) => total + pairs(count), 0);
  const [index, left, right] = [sum(cells), sum(rows), sum(columns)];
  if (n < 2) return 1;
  const expected = (left * right) / pairs(n);
  const most = (left + right) / 2;
  return most === expected ? 1 : (index - expected) / (most - expected);
}
