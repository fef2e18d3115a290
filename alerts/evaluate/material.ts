import type { Store } from "../../core/store.js";
import type { Zone } from "../../core/zone.js";
import type { DayKinds } from "../../trends/baseline/daily-series.js";
import { type Coverage, coverageOf } from "../../trends/coverage.js";
import type { Leaf } from "../rules/condition.js";
import type { Rule } from "../rules/rule.js";
import { CountTable } from "./count-table.js";
import { Groups } from "./groups.js";
import { leavesOf, needsOf } from "./needs.js";
import { type Answer, countQueryOf, type Need, type PlannedQuery, planQueries } from "./plan.js";
import { Timeline } from "./timeline.js";

const HOUR = 3_600_000;
/** At least so many days of every source are looked at, to tell which days are known. */
const SOURCES_BACK = 63;
/** Questions asked of the store at the same time: a server answers them in parallel. */
const AT_ONCE = 4;

/** What rules need to know, asked of the store once for all of them. */
export class Material {
  private readonly shared = new Map<string, Groups>();

  private constructor(
    private readonly tables: readonly CountTable[],
    private readonly answers: ReadonlyMap<Leaf, Answer[]>,
    readonly timelines: { readonly day: Timeline; readonly hour: Timeline },
    /** Of which days there is data. */
    readonly coverage: Coverage,
    /** Questions that were asked of the store. */
    readonly questions: number,
  ) {}

  /** Asks for all that rules about messages need to be judged at any instant from `first` to `last` (ms). */
  static async gather(
    rules: readonly Rule[],
    store: Pick<Store, "count">,
    span: { first: number; last: number; zone: Zone; calendar: DayKinds },
  ): Promise<Material> {
    const needs: Need[] = [];
    const places = new Map<Leaf, number[]>();
    for (const rule of rules) {
      for (const leaf of leavesOf(rule)) {
        places.set(
          leaf,
          needsOf(rule, leaf).map((need) => needs.push(need) - 1),
        );
      }
    }
    const plan = planQueries(needs);
    const backs = plan.queries.map(({ every, back }) => (every === "day" ? back : Math.ceil(back / 24) + 1));
    const sources: PlannedQuery = { where: {}, by: ["source"], every: "day", back: Math.max(SOURCES_BACK, ...backs) };
    const timelines = timelinesOf([...plan.queries, sources], span);
    const tables = await ask(plan.queries, store, timelines, span);
    const { day } = timelines;
    const rows = await store.count(countQueryOf(sources, day.startOf(0), day.startOf(day.length)));
    const days = { first: day.first, last: day.first + day.length - 1, zone: span.zone };
    const answers = new Map(
      [...places].map(([leaf, numbers]) => [leaf, numbers.map((number) => plan.answers[number] as Answer)] as const),
    );
    return new Material(tables, answers, timelines, coverageOf(rows, days, span.calendar), plan.queries.length + 1);
  }

  /** The messages of a condition, by group: of a keyword one for every word. Conditions that look alike share them. */
  groupsOf(leaf: Leaf): Groups[] {
    return (this.answers.get(leaf) ?? []).map(({ query, filter, groupBy }) => {
      const key = JSON.stringify([query, filter, groupBy]);
      let groups = this.shared.get(key);
      if (!groups) {
        groups = new Groups(this.tables[query] as CountTable, filter, groupBy);
        this.shared.set(key, groups);
      }
      return groups;
    });
  }
}

interface Reach {
  first: number;
  last: number;
  zone: Zone;
}

function timelinesOf(queries: readonly PlannedQuery[], { first, last, zone }: Reach): Record<"day" | "hour", Timeline> {
  const back = (every: "day" | "hour"): number =>
    Math.max(0, ...queries.filter((query) => query.every === every).map((query) => query.back));
  const firstDay = zone.dayOf(first) - back("day");
  const firstHour = zone.bucket(first, "hour") - back("hour") * HOUR;
  const hours = Math.floor((zone.bucket(last, "hour") - firstHour) / HOUR) + 1;
  return {
    day: new Timeline("day", firstDay, zone.dayOf(last) - firstDay + 1, zone),
    hour: new Timeline("hour", firstHour, hours, zone),
  };
}

async function ask(
  queries: readonly PlannedQuery[],
  store: Pick<Store, "count">,
  timelines: Readonly<Record<"day" | "hour", Timeline>>,
  { first }: Reach,
): Promise<CountTable[]> {
  const tables: CountTable[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let number = next++; number < queries.length; number = next++) {
      const query = queries[number] as PlannedQuery;
      const timeline = timelines[query.every];
      const from = timeline.startOf(Math.max(0, timeline.indexOf(first) - query.back));
      const rows = await store.count(countQueryOf(query, from, timeline.startOf(timeline.length)));
      tables[number] = new CountTable(rows, query.by, timeline);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return tables;
}
