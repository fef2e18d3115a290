import { keysOf, type MatterPrint } from "../../../core/matter-print.js";
import { inOneGo, type Sliced } from "../../../core/slices.js";
import { agglomerate } from "./agglomerate.js";
import { KeyIndex } from "./candidates.js";
import { frequenciesOf, type GramFrequencies } from "./frequencies.js";
import { type Group, groupOf, joined } from "./group.js";
import { MATTER_SETTINGS, type MatterSettings } from "./settings.js";

/** Messages that are made ready in a slice. */
const MESSAGES = 64;

/** A message to be put with others about the same matter. */
export interface Matter {
  id: string;
  /** Milliseconds since the epoch. */
  at: number;
  print: MatterPrint;
  /** Id of the message that it repeats: it goes wherever that one goes. */
  representative?: string;
  /** Messages with one mark begin as one group: they are known to be one matter. */
  together?: string;
  /** A person's word: messages with one mark are one issue, with different marks never. */
  fixed?: string;
}

/**
 * Finds the messages that are about the same matter in the same place, or about the same party.
 * The answer depends on the messages alone, not on their order.
 * @param frequencies how common words are; default: in these messages
 * @returns for each message the number of its issue, 0 upwards in order of their first messages; −1 where it is in none
 */
export function findMatters(
  matters: readonly Matter[],
  settings: Partial<MatterSettings> = {},
  frequencies: GramFrequencies = frequenciesOf(matters.map(({ print }) => print)),
): number[] {
  return inOneGo(findMattersSliced(matters, settings, frequencies));
}

/** The same in slices: see {@link findMatters}. */
export function* findMattersSliced(
  matters: readonly Matter[],
  settings: Partial<MatterSettings>,
  frequencies: GramFrequencies,
): Sliced<number[]> {
  const all = { ...MATTER_SETTINGS, ...settings };
  const order = matters.map((_, i) => i).sort((x, y) => earlier(matters[x]!, matters[y]!));
  const sorted = order.map((i) => matters[i]!);
  const start = seeds(sorted);
  const numbers = [...new Set(start)];
  const place = new Map(numbers.map((first, number) => [first, number]));
  const groups: Group[] = [];
  for (const [i, { print, fixed }] of sorted.entries()) {
    if (i % MESSAGES === 0) yield;
    const own = groupOf(print, frequencies, all, fixed);
    const number = place.get(start[i]!)!;
    groups[number] = groups[number] === undefined ? own : joined(groups[number], own);
  }
  const ends = yield* agglomerate(groups, links(sorted, start, place), all);
  const firsts = Array.from(start, (first) => numbers[ends[place.get(first)!]!]!);
  return label(firsts, order, all.least);
}

function earlier(a: Matter, b: Matter): number {
  return a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** For each message the first of those that it is together with from the start: repeats, and what is known to be one. */
function seeds(sorted: readonly Matter[]): Uint32Array {
  const parent = Uint32Array.from(sorted, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  const byId = new Map(sorted.map(({ id }, i) => [id, i]));
  const byMark = new Map<string, number>();
  const join = (i: number, j: number): void => {
    const [a, b] = [root(i), root(j)];
    parent[Math.max(a, b)] = Math.min(a, b);
  };
  const joinMarked = (i: number, mark: string): void => {
    const other = byMark.get(mark);
    if (other === undefined) byMark.set(mark, i);
    else join(i, other);
  };
  for (const [i, { representative, together, fixed }] of sorted.entries()) {
    if (fixed !== undefined) {
      joinMarked(i, `fixed ${fixed}`);
      continue;
    }
    if (together !== undefined) joinMarked(i, `together ${together}`);
    const other = representative === undefined ? undefined : byId.get(representative);
    // A repeat that a person has put elsewhere stays there; so does the one that it repeats.
    if (other !== undefined && other !== i) join(i, other);
  }
  return Uint32Array.from(sorted, (_, i) => root(i));
}

/** Pairs of groups to be compared, each pair of messages once. */
function* links(
  sorted: readonly Matter[],
  start: Uint32Array,
  place: ReadonlyMap<number, number>,
): Generator<readonly [number, number]> {
  const index = new KeyIndex(sorted.map(({ print }) => keysOf(print)));
  const candidates: Uint32Array[] = [];
  for (let i = 0; i < sorted.length; i++) {
    const a = place.get(start[i]!)!;
    candidates[i] = Uint32Array.from(index.candidates(i));
    for (const j of candidates[i]!) {
      if (j < i && candidates[j]!.includes(i)) continue;
      const b = place.get(start[j]!)!;
      if (a !== b) yield [a, b];
    }
  }
}

/** Issues numbered by their first messages, for the messages in their former order; small ones are none. */
function label(firsts: readonly number[], order: readonly number[], least: number): number[] {
  const sizes = new Map<number, number>();
  for (const first of firsts) sizes.set(first, (sizes.get(first) ?? 0) + 1);
  const issues = new Map<number, number>();
  const labels = new Array<number>(firsts.length).fill(-1);
  for (const [i, first] of firsts.entries()) {
    if (sizes.get(first)! < least) continue;
    if (!issues.has(first)) issues.set(first, issues.size);
    labels[order[i]!] = issues.get(first)!;
  }
  return labels;
}
