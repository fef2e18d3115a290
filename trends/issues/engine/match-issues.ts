/** What becomes of the issues of the night before. */
export interface Matching {
  /** For each group found: the issue that it goes on as; undefined where it is a new one. */
  ids: (string | undefined)[];
  /** New groups whose messages were mostly another issue's: that issue, by group. */
  splitFrom: Map<number, string>;
  /** Issues that go on, most of whose messages are another's now: the group that has these, by id. */
  movedTo: Map<string, number>;
  /** Issues that go on in a group that has another's name, by id. */
  mergedInto: Map<string, number>;
  /** Issues whose messages no longer hold together. */
  dissolved: string[];
}

interface Overlap {
  group: number;
  id: string;
  shared: number;
  size: number;
}

/**
 * Finds the group in which each known issue goes on: the one with which it shares most messages, each group for one issue
 * only, so that ids stay. Ties go to the larger issue, then to the smaller id, then to the earlier group.
 * @param groups ids of the messages of each group
 * @param before the issue that a message was in, for those that were in one
 */
export function matchIssues(groups: readonly (readonly string[])[], before: ReadonlyMap<string, string>): Matching {
  const sizes = new Map<string, number>();
  for (const id of before.values()) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  const overlaps = groups.flatMap((messages, group): Overlap[] => {
    const shared = new Map<string, number>();
    for (const message of messages) {
      const id = before.get(message);
      if (id !== undefined) shared.set(id, (shared.get(id) ?? 0) + 1);
    }
    return [...shared].map(([id, n]) => ({ group, id, shared: n, size: sizes.get(id)! }));
  });
  overlaps.sort(
    (a, b) => b.shared - a.shared || b.size - a.size || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.group - b.group),
  );
  const ids = groups.map((): string | undefined => undefined);
  const taken = new Set<string>();
  for (const { group, id } of overlaps) {
    if (ids[group] !== undefined || taken.has(id)) continue;
    ids[group] = id;
    taken.add(id);
  }
  const mergedInto = new Map<string, number>();
  const splitFrom = new Map<number, string>();
  const movedTo = new Map<string, number>();
  for (const { group, id, shared } of overlaps) {
    if (!taken.has(id) && !mergedInto.has(id)) mergedInto.set(id, group);
    if (ids[group] === undefined && !splitFrom.has(group) && 2 * shared > groups[group]!.length)
      splitFrom.set(group, id);
  }
  for (const [id, group] of mostShared(overlaps)) {
    if (taken.has(id) && ids[group] !== id && ids[group] !== undefined) movedTo.set(id, group);
  }
  const dissolved = [...sizes.keys()].filter((id) => !taken.has(id) && !mergedInto.has(id)).sort();
  return { ids, splitFrom, movedTo, mergedInto, dissolved };
}

/** For each issue the group that it shares most messages with. */
function mostShared(overlaps: readonly Overlap[]): Map<string, number> {
  const most = new Map<string, number>();
  for (const { id, group } of overlaps) if (!most.has(id)) most.set(id, group);
  return most;
}
