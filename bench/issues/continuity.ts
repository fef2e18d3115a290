/** A merge or split as state has recorded it, in either direction. */
export interface RecordedChange {
  kind: string;
  issueId: string;
  other?: string;
}

/** An issue whose messages are mostly in another one now. */
export interface Moved {
  issue: string;
  /** Where most of its messages are now. */
  now: string;
}

/** Issue of each document; what is in none is left out. */
export type Assignment = ReadonlyMap<string, string>;

/**
 * Issues that go by another id after a night although no merge or split of the two is on record. An issue of which most
 * messages are in none any more has not changed its id.
 */
export function unexplained(before: Assignment, after: Assignment, recorded: readonly RecordedChange[]): Moved[] {
  const known = new Set(
    recorded.flatMap(({ kind, issueId, other }) =>
      (kind === "merged" || kind === "split") && other !== undefined
        ? [`${issueId} ${other}`, `${other} ${issueId}`]
        : [],
    ),
  );
  const destinations = new Map<string, Map<string | undefined, number>>();
  for (const [document, issue] of before) {
    const counts = destinations.get(issue) ?? new Map<string | undefined, number>();
    destinations.set(issue, counts);
    const now = after.get(document);
    counts.set(now, (counts.get(now) ?? 0) + 1);
  }
  return [...destinations].flatMap(([issue, counts]) => {
    const most = Math.max(...counts.values());
    const places = [...counts].flatMap(([now, count]) => (count === most ? [now] : []));
    if (places.some((now) => now === undefined || now === issue || known.has(`${issue} ${now}`))) return [];
    return [{ issue, now: places[0]! }];
  });
}
