import { type CountQuery, DIMENSIONS, type Dimension } from "../../core/store.js";
import type { RuleWhere } from "../rules/rule.js";
import type { RowFilter } from "./groups.js";

/** What one condition of one rule needs to know: which messages, grouped how, in which buckets, how far back. */
export interface Need {
  where: RuleWhere;
  groupBy: readonly Dimension[];
  every: "day" | "hour";
  /** Buckets before the end of the timeline that are looked at. */
  back: number;
}

/** A count that the store is asked, for one or many needs. */
export interface PlannedQuery {
  where: RuleWhere;
  by: Dimension[];
  every: "day" | "hour";
  back: number;
}

/** Where the answer to a need is found: the number of the query, and which of its rows. */
export interface Answer {
  query: number;
  filter: RowFilter;
  groupBy: readonly Dimension[];
}

export interface Plan {
  queries: PlannedQuery[];
  /** One per need, in their order. */
  answers: Answer[];
}

/** Stores count by up to three dimensions. */
const MOST = 3;

interface Shape {
  /** What cannot be told from the rows: text, copies, and filters for which there is no room among the dimensions. */
  residual: RuleWhere;
  by: Dimension[];
  filter: [Dimension, readonly string[]][];
}

function inOrder(dimensions: Iterable<Dimension>): Dimension[] {
  const wanted = new Set(dimensions);
  return DIMENSIONS.filter((dimension) => wanted.has(dimension));
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

/** Turns filters into dimensions that are counted by, as far as there is room: rules that differ in values then share rows. */
function shapeOf({ where, groupBy }: Need): Shape {
  const by = new Set(groupBy);
  const filter: [Dimension, readonly string[]][] = [];
  const { text, folded, ...rest } = where;
  const residual: RuleWhere = { ...(text !== undefined && { text }), ...(folded === "representatives" && { folded }) };
  for (const dimension of DIMENSIONS) {
    const values = rest[dimension];
    if (values === undefined) continue;
    if (by.has(dimension) || by.size < MOST) {
      by.add(dimension);
      filter.push([dimension, sorted(values)]);
    } else Object.assign(residual, { [dimension]: sorted(values) });
  }
  return { residual, by: inOrder(by), filter };
}

interface Member {
  need: number;
  shape: Shape;
}

/** Makes one query of needs of one shape: what all of them filter alike, the store filters. */
function queryOf(members: readonly Member[], needs: readonly Need[]): { query: PlannedQuery; by: Set<Dimension> } {
  const first = members[0] as Member;
  const where: Record<string, unknown> = { ...first.shape.residual };
  const by = new Set(first.shape.by);
  for (const dimension of first.shape.by) {
    const filters = members.map(({ shape }) => shape.filter.find(([name]) => name === dimension)?.[1]);
    if (filters.some((values) => values === undefined)) continue;
    const texts = new Set(filters.map((values) => JSON.stringify(values)));
    where[dimension] = sorted(filters.flatMap((values) => values ?? []));
    const grouped = members.some(({ need }) => needs[need]?.groupBy.includes(dimension));
    if (texts.size === 1 && !grouped) by.delete(dimension);
  }
  const { every } = needs[first.need] as Need;
  const back = Math.max(...members.map(({ need }) => (needs[need] as Need).back));
  return { query: { where: where as RuleWhere, by: inOrder(by), every, back }, by };
}

/**
 * Groups needs so that the store is asked as few questions as possible: what two rules can both read from the rows of
 * one count is counted once. A rule's filter on a dimension is read from rows by that dimension where three suffice.
 */
export function planQueries(needs: readonly Need[]): Plan {
  const shapes = new Map<string, Member[]>();
  needs.forEach((need, index) => {
    const shape = shapeOf(need);
    const key = JSON.stringify([Object.entries(shape.residual).sort(), shape.by, need.every]);
    const members = shapes.get(key);
    if (members) members.push({ need: index, shape });
    else shapes.set(key, [{ need: index, shape }]);
  });
  const queries: PlannedQuery[] = [];
  const answers: Answer[] = [];
  for (const members of shapes.values()) {
    const { query, by } = queryOf(members, needs);
    const number = queries.push(query) - 1;
    for (const { need, shape } of members) {
      const filter = shape.filter.filter(([dimension]) => by.has(dimension));
      answers[need] = { query: number, filter, groupBy: (needs[need] as Need).groupBy };
    }
  }
  return { queries, answers };
}

/** The question as the store takes it, over a stretch of time (ms). */
export function countQueryOf({ where, by, every }: PlannedQuery, from: number, to: number): CountQuery {
  return {
    where: { ...where, from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    by,
    every,
  };
}
