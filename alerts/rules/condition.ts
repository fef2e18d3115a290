import { z } from "zod";

/** What a threshold can be about. */
export const MEASURES = ["count", "negativeShare", "meanScore", "severe"] as const;
export type Measure = (typeof MEASURES)[number];

/**
 * Compares a figure of the window with a fixed limit: messages, share of negative ones (0 … 1), mean sentiment
 * (−1 … 1), severe messages (severity 2 and 3). Once it fires it goes on until the figure is back beyond `clear`.
 */
export interface Threshold {
  kind: "threshold";
  measure: Measure;
  side: "above" | "below";
  /** At this value it fires already. */
  limit: number;
  /** Ends only below (for `above`) or above (for `below`) this; absent: as soon as the limit no longer holds. */
  clear?: number;
}

/** Compares with the median of the same weekday (and hours) of past weeks. */
export interface Change {
  kind: "change";
  /** Above 1: at least so many times as much; below 1: at most so many times. */
  factor: number;
  /** How many past weeks are looked at. */
  weeks: number;
}

/** More than chance explains: see trends/burst. */
export interface Burst {
  kind: "burst";
  /** How probable a false alarm may be, after correction for how many groups are looked at. */
  chance: number;
}

/** An issue whose first message lies in the window and which has so many messages. */
export interface NewIssue {
  kind: "newIssue";
  least: number;
}

/** An issue that still gets messages and whose heat is above a value (0 … 100). */
export interface HeatAbove {
  kind: "heat";
  above: number;
}

/** So many messages in which one of the words stands. */
export interface Keyword {
  kind: "keyword";
  any: readonly string[];
  least: number;
}

/** Nothing comes any more, or next to nothing, where there always was something. */
export interface Flatline {
  kind: "flatline";
  /** How probable so long a silence may be by chance. */
  chance: number;
}

/** A single message of this severity or a graver one. */
export interface Severity {
  kind: "severity";
  atLeast: 1 | 2 | 3;
}

/** Several conditions about the same group and window: `all` of them hold, or `any` of them does. */
export interface Compound {
  kind: "all" | "any";
  of: readonly Condition[];
}

export type Leaf = Threshold | Change | Burst | NewIssue | HeatAbove | Keyword | Flatline | Severity;
export type Condition = Leaf | Compound;

/** The conditions that a condition is made of, in order. */
export function leaves(condition: Condition): Leaf[] {
  return "of" in condition ? condition.of.flatMap(leaves) : [condition];
}

/** Limits of the figures of a threshold. */
const BOUNDS: Record<Measure, readonly [number, number]> = {
  count: [0, 1e9],
  negativeShare: [0, 1],
  meanScore: [-1, 1],
  severe: [0, 1e9],
};

const thresholdSchema = z
  .strictObject({
    measure: z.enum(MEASURES).default("count").describe("what is compared"),
    above: z.number().optional().describe("fires from this value on"),
    below: z.number().optional().describe("fires at this value and less"),
    clearBelow: z.number().optional().describe("with above: goes on until the value is less than this"),
    clearAbove: z.number().optional().describe("with below: goes on until the value is more than this"),
  })
  .superRefine(({ measure, above, below, clearBelow, clearAbove }, context) => {
    const fault = (path: string[], message: string, zh: string): void =>
      context.addIssue({ code: "custom", path, message, params: { zh } });
    if ((above === undefined) === (below === undefined)) {
      fault([], "needs either above or below", "要写 above（不低于）或 below（不高于）其中之一");
    }
    const [least, most] = BOUNDS[measure];
    for (const [key, value] of Object.entries({ above, below, clearBelow, clearAbove })) {
      if (value === undefined || (value >= least && value <= most)) continue;
      fault(
        [key],
        `for ${measure} it lies between ${least} and ${most}`,
        `${measure} 的取值在 ${least} 到 ${most} 之间`,
      );
    }
    if (measure === "count" && above !== undefined && above < 1) {
      fault(["above"], "must be at least 1: nothing fires from no messages", "至少为 1：没有消息不能报警");
    }
    if (clearBelow !== undefined && (above === undefined || clearBelow > above)) {
      fault(["clearBelow"], "goes with above and is not more than it", "须与 above 一起写，且不大于 above");
    }
    if (clearAbove !== undefined && (below === undefined || clearAbove < below)) {
      fault(["clearAbove"], "goes with below and is not less than it", "须与 below 一起写，且不小于 below");
    }
  })
  .transform(({ measure, above, below, clearBelow, clearAbove }): Threshold => {
    const clear = clearBelow ?? clearAbove;
    return {
      kind: "threshold",
      measure,
      side: above === undefined ? "below" : "above",
      limit: above ?? below ?? 0,
      ...(clear !== undefined && { clear }),
    };
  });

const changeSchema = z
  .strictObject({
    factor: z
      .number()
      .min(0)
      .max(100)
      .refine((factor) => factor >= 1.1 || factor <= 0.9, {
        message: "1.1 and more is a rise, 0.9 and less is a fall; between them lies nothing worth an alert",
        params: { zh: "1.1 及以上为上升，0.9 及以下为下降；二者之间的变化不值得报警" },
      })
      .describe("2: at least twice as much as usual; 0.5: at most half"),
    weeks: z.int().min(4).max(26).default(8).describe("how many past weeks it is held against"),
  })
  .transform((change): Change => ({ kind: "change", ...change }));

/** A false alarm more probable than this nobody wants. */
export const LARGEST_CHANCE = 0.1;

const chance = (usual: number): z.ZodDefault<z.ZodNumber> => z.number().min(1e-9).max(LARGEST_CHANCE).default(usual);

const burstSchema = z
  .strictObject({ chance: chance(0.001).describe("how probable a false alarm may be") })
  .transform((burst): Burst => ({ kind: "burst", ...burst }));

const flatlineSchema = z
  .strictObject({ chance: chance(0.001).describe("how probable such a silence may be by chance") })
  .transform((flatline): Flatline => ({ kind: "flatline", ...flatline }));

const newIssueSchema = z
  .strictObject({ least: z.int().min(2).max(100_000).default(5).describe("messages that it has at least") })
  .transform((issue): NewIssue => ({ kind: "newIssue", ...issue }));

const heatSchema = z
  .strictObject({ above: z.number().min(0).max(100).describe("heat from which it fires") })
  .transform((heat): HeatAbove => ({ kind: "heat", ...heat }));

const keywordSchema = z
  .strictObject({
    any: z.array(z.string().trim().min(2).max(40)).min(1).max(50).describe("words of two characters and more"),
    least: z.int().min(1).max(100_000).default(1).describe("messages with one of them, at least"),
  })
  .transform((keyword): Keyword => ({ kind: "keyword", ...keyword }));

const severitySchema = z
  .strictObject({
    atLeast: z
      .union([z.literal(1), z.literal(2), z.literal(3)])
      .default(3)
      .describe("severity of the message, this or graver"),
  })
  .transform((severity): Severity => ({ kind: "severity", ...severity }));

/** Depth to which conditions may be nested: what is deeper, nobody can read. */
const DEPTH = 3;

/** How a condition is written: one key, which says its kind. */
function written(depth: number): z.ZodType<Condition> {
  const nested =
    depth === 0
      ? z.never()
      : z
          .array(z.lazy(() => written(depth - 1)))
          .min(2)
          .max(10);
  return z
    .strictObject({
      threshold: thresholdSchema.optional(),
      change: changeSchema.optional(),
      burst: burstSchema.optional(),
      flatline: flatlineSchema.optional(),
      newIssue: newIssueSchema.optional(),
      heat: heatSchema.optional(),
      keyword: keywordSchema.optional(),
      severity: severitySchema.optional(),
      all: nested.optional(),
      any: nested.optional(),
    })
    .refine((given) => Object.values(given).filter((value) => value !== undefined).length === 1, {
      message: `needs exactly one of ${CONDITION_KEYS.join(", ")}`,
      params: { zh: `要写且只写一种条件：${CONDITION_KEYS.join("、")}` },
    })
    .transform(({ all, any, ...leaf }): Condition => {
      if (all) return { kind: "all", of: all };
      if (any) return { kind: "any", of: any };
      return Object.values(leaf).find((value) => value !== undefined) as Leaf;
    });
}

/** The kinds of conditions, as they are written. */
export const CONDITION_KEYS = [
  "threshold",
  "change",
  "burst",
  "flatline",
  "newIssue",
  "heat",
  "keyword",
  "severity",
  "all",
  "any",
] as const;

/** Keys that can stand in each kind of condition, for hints about mistyped ones. */
export const CONDITION_FIELDS: Readonly<Record<string, readonly string[]>> = {
  threshold: ["measure", "above", "below", "clearBelow", "clearAbove"],
  change: ["factor", "weeks"],
  burst: ["chance"],
  flatline: ["chance"],
  newIssue: ["least"],
  heat: ["above"],
  keyword: ["any", "least"],
  severity: ["atLeast"],
};

export const conditionSchema = written(DEPTH);
