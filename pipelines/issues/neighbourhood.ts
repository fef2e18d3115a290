import type { Sliced } from "../../core/slices.js";
import type { MatterRow } from "../../state/matters.js";
import type { State } from "../../state/state.js";
import { alikeness } from "../../trends/issues/engine/alike.js";
import { frequenciesOf, GramFrequencies } from "../../trends/issues/engine/frequencies.js";
import { neighbours } from "../../trends/issues/engine/neighbours.js";

/** Messages of an issue that are looked at again; of a larger one so many, spread over its time, stand for all. */
const WHOLE = 500;
/** Rows that are read in a slice. */
const ROWS = 100;

/** Messages whose issues are to be found, and how common words are. */
export interface Neighbourhood {
  rows: MatterRow[];
  /** Issues of which not every message is here: they stay together, and what is not here goes where they go. */
  partial: Set<string>;
  frequencies: GramFrequencies;
}

type Known = Pick<State, "matters" | "issues" | "matterFrequencies">;

/** All messages, and how common words are among them. */
export function* everything({ matters }: Known): Sliced<Neighbourhood> {
  const rows: MatterRow[] = [];
  const frequencies = frequenciesOf([]);
  for (const row of matters.scan()) {
    if (rows.push(row) % ROWS === 0) yield;
    frequencies.count(row.print);
  }
  return { rows, partial: new Set(), frequencies };
}

/**
 * New messages, the messages that are like one of them, and the issues of all of these: what may change because of them.
 * Whatever is not here stays as it is.
 * @param ids of the new messages
 */
export function* around(ids: readonly string[], state: Known, threshold: number | undefined): Sliced<Neighbourhood> {
  const { matters, issues } = state;
  const packed = state.matterFrequencies.load();
  const frequencies = packed === undefined ? new GramFrequencies() : GramFrequencies.restore(packed);
  const fresh = matters.byIds(ids);
  for (const { print } of fresh) frequencies.count(print);

  const near = yield* neighbours(() => matters.keys(), new Set(fresh.map(({ number }) => number)));
  const rows = new Map(fresh.map((row) => [row.number, row]));
  const others = [...new Set([...near.values()].flat())].filter((number) => !rows.has(number));
  const candidates = new Map<number, MatterRow>();
  for (let i = 0; i < others.length; i += ROWS) {
    yield;
    for (const row of matters.prints(others.slice(i, i + ROWS))) candidates.set(row.number, row);
  }
  const alike = alikeness(frequencies, threshold === undefined ? {} : { threshold });
  for (const row of fresh) {
    yield;
    for (const number of near.get(row.number) ?? []) {
      const other = candidates.get(number);
      if (other !== undefined && !rows.has(number) && alike(row.print, other.print)) rows.set(number, other);
    }
  }
  const partial = new Set<string>();
  const present = new Set([...rows.values()].map(({ id }) => id));
  for (const issue of new Set(issues.issueOf([...present]).values())) {
    const members = issues.members(issue).map(({ documentId }) => documentId);
    const picked = spread(members, WHOLE).filter((id) => !present.has(id));
    if (members.length > WHOLE) partial.add(issue);
    for (let i = 0; i < picked.length; i += ROWS) {
      yield;
      for (const row of matters.byIds(picked.slice(i, i + ROWS))) rows.set(row.number, row);
    }
  }
  return { rows: [...rows.values()], partial, frequencies };
}

/** At most so many of a list, at equal distances. */
function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  return Array.from({ length: most }, (_, i) => list[Math.floor((i * list.length) / most)]!);
}
