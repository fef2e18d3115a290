import { configSchema } from "../../config/schema.js";
import { Zone } from "../../core/zone.js";
import { Fold } from "../../pipelines/fold/fold.js";
import { findMatters } from "../../trends/issues/engine/find-matters.js";
import { type Moved, unexplained } from "./continuity.js";
import { matterOf } from "./finders/engine.js";
import { adjustedRand } from "./metrics.js";
import { bytesOf, Nights } from "./night.js";
import { NOTHING_KNOWN, type ReadMessage } from "./prints.js";

/** What came of going through the messages night by night. */
export interface Replay {
  nights: number;
  messages: number;
  /** Agreement of the last night with a rebuild from nothing. */
  rand: number;
  /** Issues at the end of either. */
  nightly: number;
  rebuilt: number;
  /** Issues that went by another id one night without a merge or split on record, with the day. */
  moved: (Moved & { day: string })[];
  /** Merges and splits on record. */
  merged: number;
  split: number;
  /** The same once everything is looked at again at the end (`rebuild`) in the state of the last night. */
  rebuild: { rand: number; moved: Moved[] };
}

/**
 * Brings the messages in day by day, each day folded with what came before, and updates the issues after every day; then
 * compares with all of them found at once.
 */
export async function replay(messages: readonly ReadMessage[], tell: (share: number) => void): Promise<Replay> {
  const config = configSchema.parse({});
  const zone = new Zone(config.timezone);
  const days = new Map<string, ReadMessage[]>();
  for (const message of [...messages].sort((a, b) => a.at - b.at)) {
    const day = zone.dayText(zone.dayOf(message.at));
    days.set(day, [...(days.get(day) ?? []), message]);
  }
  const nights = new Nights(new Map(messages.map(({ documentId, at }) => [documentId, at])));
  try {
    const { state } = nights;
    const fold = new Fold(NOTHING_KNOWN, config.fold);
    const representatives = new Map<string, string>();
    const assignment = (): Map<string, string> => state.issues.issueOf([...representatives.keys()]);
    const result: Replay = {
      nights: days.size,
      messages: messages.length,
      rand: 0,
      nightly: 0,
      rebuilt: 0,
      moved: [],
      merged: 0,
      split: 0,
      rebuild: { rand: 0, moved: [] },
    };
    let before = new Map<string, string>();
    const changes = (after: ReadonlyMap<string, string>): Moved[] => {
      const ids = new Set([...before.values(), ...after.values()]);
      return unexplained(
        before,
        after,
        [...ids].flatMap((id) => state.issues.history(id)),
      );
    };
    let done = 0;
    for (const [day, own] of days) {
      for (const message of own) fold.add(printOf(message));
      state.transaction(() => {
        state.matters.put(
          own.map(({ documentId: id, at, print }) => {
            const representative = fold.duplicateOf(id) ?? id;
            representatives.set(id, representative);
            return { id, at, representative, print: bytesOf(print) };
          }),
        );
        for (const [id, former] of representatives) {
          const now = fold.duplicateOf(id) ?? id;
          if (now === former) continue;
          state.matters.regroup([id], now);
          representatives.set(id, now);
        }
      });
      const update = await nights.update(own.at(-1)!.at);
      result.merged += update.merged;
      result.split += update.split;
      const after = assignment();
      result.moved.push(...changes(after).map((moved) => ({ ...moved, day })));
      before = after;
      tell(++done / days.size);
    }
    const all = findMatters(messages.map(matterOf));
    const labels = (issues: ReadonlyMap<string, string>) =>
      numbered(messages.map(({ documentId }) => issues.get(documentId)));
    result.rand = adjustedRand(labels(before), all);
    result.nightly = new Set(before.values()).size;
    result.rebuilt = new Set(all.filter((label) => label >= 0)).size;
    await nights.update(
      messages.reduce((latest, { at }) => Math.max(latest, at), 0),
      { rebuild: true },
    );
    const rebuilt = assignment();
    result.rebuild = { rand: adjustedRand(labels(rebuilt), all), moved: changes(rebuilt) };
    return result;
  } finally {
    nights.close();
  }
}

function printOf({ documentId: id, at: createdAt, signature, authorKey }: ReadMessage) {
  return { id, createdAt, signature, ...(authorKey !== undefined && { authorKey }) };
}

/** Ids of issues as numbers, −1 for none. */
function numbered(issues: readonly (string | undefined)[]): number[] {
  const numbers = new Map<string, number>();
  return issues.map((issue) => {
    if (issue === undefined) return -1;
    if (!numbers.has(issue)) numbers.set(issue, numbers.size);
    return numbers.get(issue)!;
  });
}
