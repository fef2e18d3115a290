import type { Issue } from "../core/issue.js";
import type { CountRow, Dimension, Hit, Store } from "../core/store.js";
import type { Zone } from "../core/zone.js";
import { type Change, change } from "./change.js";
import { type HotIssue, issuesWithin, pinnedFirst } from "./hot-issues.js";
import { comparable, dataPeriod, type Period } from "./periods.js";
import { countReplies, type Replies } from "./replies.js";
import { byRemarkable, LEAST_BASELINE, type Rise, rise, risingKeywords } from "./rising.js";
import { groupWords, withExample } from "./rising-examples.js";
import { sampleMessages } from "./samples.js";
import { share } from "./share.js";
import { type Figures, tally, total } from "./tally.js";
import { type TopList, topList } from "./top-list.js";

/** Periods in a sparkline, the one pictured included. */
const SPARK = 8;
const HOT_ISSUES = 5;
const TOP_TOPICS = 8;
const TOP_DISTRICTS = 8;
const SEVERE_MESSAGES = 5;
const RISING = 5;
const SAMPLES = 4;

export interface PictureLine {
  value: string;
  change: Change;
  /** Share of all messages of the period, in thousandths. */
  permille: number;
  /** Messages of severity 2 and 3. */
  severe: number;
  /** Counts of this period and the seven comparable ones before it, oldest first. */
  periods: number[];
}

export interface PictureList {
  lines: PictureLine[];
  /** Messages with a value that is not listed, and with none. */
  others: number;
  unknown: number;
}

/** What citizens complained about in a period, where, how they felt, and what is new: everything counted, nothing guessed. */
export interface Picture {
  period: Period;
  previous: Period;
  /** What lies in the store as a whole. */
  data: { first: string; last: string; documents: number };
  /** The hottest issues with a message in the period, those that people have pinned first. */
  issues: HotIssue[];
  total: Change;
  /** All messages of each comparable period, oldest first. */
  periods: number[];
  figures: Figures;
  severity: { value: string; n: number }[];
  demands: { value: string; n: number }[];
  topics: PictureList;
  districts: PictureList;
  severeMessages: Hit[];
  rising: Rise[];
  /** Earlier periods that the rises were held against; below two there are none. */
  baseline: number;
  samples: Hit[];
  replies?: Replies;
}

function pictureList(
  now: TopList,
  before: ReadonlyMap<string, Figures>,
  history: readonly ReadonlyMap<string, Figures>[],
): PictureList {
  const lines = now.entries.map(
    (entry): PictureLine => ({
      value: entry.value,
      change: change(entry.n, before.get(entry.value)?.n ?? 0),
      permille: share(entry.n, now.total),
      severe: entry.severe,
      periods: history.map((sums) => sums.get(entry.value)?.n ?? 0),
    }),
  );
  return { lines, others: now.others, unknown: now.unknown };
}

const PAIR: Dimension[] = ["topic", "topic2", "area"];
const topicOf = (row: CountRow): string => row.key[0] ?? "";
const areaOf = (row: CountRow): string => row.key[2] ?? "";

/** A topic in a district; "" where the district is not known, since "somewhere" cannot rise. */
function pairOf(row: CountRow): string {
  const [topic, topic2, area] = row.key;
  return area ? `${topic2 || topic}\0${area}` : "";
}

function risingPairs(history: readonly CountRow[][]): Rise[] {
  const sums = history.map((rows) => tally(rows, pairOf));
  const rises = [...(sums.at(-1)?.keys() ?? [])].flatMap((pair): Rise[] => {
    const [value = "", area = ""] = pair.split("\0");
    const counts = sums.map((sum) => sum.get(pair)?.n ?? 0);
    const found = pair ? rise(counts.at(-1) ?? 0, counts.slice(0, -1)) : undefined;
    return found ? [{ kind: "topic", value, area, ...found }] : [];
  });
  return rises.sort(byRemarkable);
}

/**
 * Draws the picture of a period out of a store. `previous` is what changes are measured against (normally the period
 * before), `issues` are the known ones, hottest first. Undefined when the store is empty.
 */
export async function pictureOfPeriod(
  store: Store,
  { period, previous, zone, issues = [] }: { period: Period; previous: Period; zone: Zone; issues?: readonly Issue[] },
): Promise<Picture | undefined> {
  const data = await dataPeriod(store);
  if (!data) return undefined;
  const periods = comparable(period, SPARK, zone);
  const counts: CountRow[][] = [];
  for (const where of periods) counts.push(await store.count({ where, by: PAIR }));
  const now = counts.at(-1) ?? [];
  const isPeriod = (p: Period): boolean => p.from === previous.from && p.to === previous.to;
  const known = periods.findIndex(isPeriod);
  const before = known >= 0 ? counts[known]! : await store.count({ where: previous, by: PAIR });

  // Periods from before the first message are not zeros: nothing was collected then.
  const baseline = periods.slice(0, -1).filter((p) => Date.parse(p.from) >= zone.bucket(Date.parse(data.first), "day"));
  const typical =
    baseline.length < LEAST_BASELINE
      ? []
      : await store.contrast(period, { from: baseline[0]!.from, to: period.from }, "keywords");
  const pairs = risingPairs(counts.slice(-baseline.length - 1)).slice(0, RISING);
  const rising = [
    ...(await Promise.all(pairs.map((pair) => withExample(store, period, pair)))),
    ...(await groupWords(store, period, risingKeywords(typical, baseline.length), RISING)),
  ];

  const topics = topList(now, TOP_TOPICS);
  const by = async (dimension: Dimension): Promise<{ value: string; n: number }[]> =>
    (await store.count({ where: period, by: [dimension] })).map(({ key, n }) => ({ value: key[0] ?? "", n }));
  const severeMessages = await mostSevere(store, period);
  const figures = total(now);
  const replies = await countReplies(store, period, figures.n);
  return {
    period,
    previous,
    data,
    issues: pinnedFirst(issuesWithin(issues, period, zone), HOT_ISSUES),
    total: change(figures.n, total(before).n),
    periods: counts.map((rows) => total(rows).n),
    figures,
    severity: await by("severity"),
    demands: (await by("demand")).sort((a, b) => b.n - a.n),
    topics: pictureList(
      topics,
      tally(before, topicOf),
      counts.map((rows) => tally(rows, topicOf)),
    ),
    districts: pictureList(
      topList(now, TOP_DISTRICTS, 2),
      tally(before, areaOf),
      counts.map((rows) => tally(rows, areaOf)),
    ),
    severeMessages,
    rising,
    baseline: baseline.length,
    samples: await sampleMessages(
      store,
      period,
      topics.entries.map(({ value }) => value).slice(0, SAMPLES),
      severeMessages,
    ),
    ...(replies ? { replies } : {}),
  };
}

/** The newest messages of severity 3, then of severity 2, repeats left out. */
async function mostSevere(store: Store, period: Period): Promise<Hit[]> {
  const found: Hit[] = [];
  for (const severity of ["3", "2"]) {
    const size = SEVERE_MESSAGES - found.length;
    if (size === 0) break;
    const { hits } = await store.find({ ...period, severity: [severity], folded: "representatives" }, { size });
    found.push(...hits);
  }
  return found;
}
