import type { MatterRow } from "../../state/matters.js";
import type { State } from "../../state/state.js";
import { alikeness } from "../../trends/issues/engine/alike.js";
import { frequenciesOf, GramFrequencies } from "../../trends/issues/engine/frequencies.js";
import { neighbours } from "../../trends/issues/engine/neighbours.js";

/** Messages whose issues are to be found, and how common words are. */
export interface Neighbourhood {
  rows: MatterRow[];
  frequencies: GramFrequencies;
}

type Known = Pick<State, "matters" | "issues" | "matterFrequencies">;

/** All messages, and how common words are among them. */
export function everything({ matters }: Known): Neighbourhood {
  const rows = [...matters.scan()];
  return { rows, frequencies: frequenciesOf(rows.map(({ print }) => print)) };
}

/**
 * New messages, the messages that are like one of them, and the whole issues of all of these: what may change because of
 * them. Whatever is not here stays as it is.
 * @param ids of the new messages
 */
export function around(ids: readonly string[], state: Known, threshold: number | undefined): Neighbourhood {
  const { matters, issues } = state;
  const packed = state.matterFrequencies.load();
  const frequencies = packed === undefined ? new GramFrequencies() : GramFrequencies.restore(packed);
  const fresh = matters.byIds(ids);
  for (const { print } of fresh) frequencies.count(print);

  const near = neighbours(() => matters.keys(), new Set(fresh.map(({ number }) => number)));
  const rows = new Map(fresh.map((row) => [row.number, row]));
  const others = [...new Set([...near.values()].flat())].filter((number) => !rows.has(number));
  const candidates = new Map(matters.prints(others).map((row) => [row.number, row]));
  const alike = alikeness(frequencies, threshold === undefined ? {} : { threshold });
  for (const row of fresh) {
    for (const number of near.get(row.number) ?? []) {
      const other = candidates.get(number);
      if (other !== undefined && !rows.has(number) && alike(row.print, other.print)) rows.set(number, other);
    }
  }
  const whole = new Set(issues.issueOf([...rows.values()].map(({ id }) => id)).values());
  const members = [...whole].flatMap((id) => issues.members(id).map(({ documentId }) => documentId));
  const present = new Set([...rows.values()].map(({ id }) => id));
  for (const row of matters.byIds(members.filter((id) => !present.has(id)))) rows.set(row.number, row);
  return { rows: [...rows.values()], frequencies };
}
